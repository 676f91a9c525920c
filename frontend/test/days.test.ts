import assert from "node:assert/strict";
import { test } from "node:test";
import { isoDay, parseDay, showDay, showSpan, ticks } from "../src/days.ts";
import { NO_DAY } from "../src/types.ts";

const day = (iso: string) => parseDay(iso)!;

test("days go to ISO dates and back, before 1970 too", () => {
  for (const iso of ["2011-04-01", "1969-09-01", "2024-02-29"]) assert.equal(isoDay(day(iso)), iso);
  assert.equal(day("1970-01-02"), 1);
  assert.equal(isoDay(NO_DAY), "");
});

test("what is no date is none", () => {
  for (const text of ["2011-02-30", "2011-4-1", "x", "", null, undefined]) assert.equal(parseDay(text), null);
});

test("spans say no more than needed", () => {
  assert.equal(showSpan(day("2011-04-01"), day("2011-04-05")), "1–5 Apr 2011");
  assert.equal(showSpan(day("2011-03-28"), day("2011-04-02")), "28 Mar – 2 Apr 2011");
  assert.equal(showSpan(day("2010-12-31"), day("2011-01-01")), "31 Dec 2010 – 1 Jan 2011");
  assert.equal(showSpan(day("2011-04-01"), NO_DAY), "1 Apr 2011");
  assert.equal(showDay(NO_DAY), "date unknown");
});

test("ticks are within the span, rising, and not too many", () => {
  for (const [first, last] of [["2011-01-01", "2011-10-26"], ["2001-10-07", "2014-12-31"], ["2011-03-05", "2011-03-09"]]) {
    const found = ticks(day(first), day(last), 8);
    assert.ok(found.length >= 1 && found.length <= 14, `${found.length}`);
    for (const [at] of found) assert.ok(at >= day(first) && at <= day(last));
    assert.deepEqual(found.map(([at]) => at), found.map(([at]) => at).sort((a, b) => a - b));
  }
});
