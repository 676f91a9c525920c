import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST, type Row, makeTables } from "../dev/tables.ts";
import { filterClaims } from "../src/data/filter.ts";
import { Keys } from "../src/data/keys.ts";
import { Sorter } from "../src/data/sort.ts";
import { controlAt, gradeAt } from "../src/data/tables.ts";
import { START, type State } from "../src/state/state.ts";
import { NONE } from "../src/types.ts";

const ROWS: Row[] = [
  { kind: 2, from: FIRST + 2, to: FIRST + 4, place: 0, actor: [1], event: 0, speaker: [1] },
  { kind: 1, stance: 1, report: 1, place: 1, target: [1], event: 1, speaker: [0, 1] },
  { kind: 0, report: 1, from: FIRST + 8, place: 2, actor: [2], status: 4 },
  { kind: 0, report: 1, from: FIRST + 8, actor: [0] },
];
const tables = makeTables(ROWS);
const keys = new Keys(tables);
const filtered = (patch: Partial<State>, frame: [number, number, number, number] | null = null, found: Set<number> | null = null) =>
  [...filterClaims(tables, keys, { ...START, ...patch }, { frame, found })];

test("rejected claims are hidden unless asked for", () => {
  assert.deepEqual(filtered({}), [0, 1, 3]);
  assert.deepEqual(filtered({ review: "rejected" }), [2]);
  assert.deepEqual(filtered({ review: "open" }), [0, 1, 3]);
});

test("days: what overlaps them is in; an untold day is the report's", () => {
  assert.deepEqual(filtered({ from: FIRST + 4, to: FIRST + 5 }), [0, 1]);
  assert.deepEqual(filtered({ from: FIRST + 5 }), [1, 3]);
  assert.deepEqual(filtered({ to: FIRST + 1 }), []);
});

test("as known on a day: no later report, no version that was replaced by then", () => {
  assert.deepEqual(filtered({ known: FIRST }), []);
  assert.deepEqual(filtered({ known: FIRST + 1 }), [0]);
  assert.deepEqual(filtered({ known: FIRST + 9 }), [1, 3]);
});

test("words, names and places", () => {
  assert.deepEqual(filtered({ kinds: ["capture", "clash"] }), [0, 1]);
  assert.deepEqual(filtered({ stances: ["denied"] }), [1]);
  assert.deepEqual(filtered({ who: ["rebels"] }), [0, 1]);
  assert.deepEqual(filtered({ who: ["nobody"] }), []);
  assert.deepEqual(filtered({ speakers: ["army"] }), [1]);
  assert.deepEqual(filtered({ speakers: ["-"] }), [3]);
  assert.deepEqual(filtered({ places: ["11", "12"] }), [0, 1]);
  assert.deepEqual(filtered({ outlets: ["Daily"] }), [0]);
  assert.deepEqual(filtered({}, null, new Set([3])), [3]);
});

test("the map's frame, over the date line too", () => {
  assert.deepEqual(filtered({}, [5, 5, 15, 15]), [0]);
  assert.deepEqual(filtered({}, [5, 15, 25, 12]), [0, 1]);
});

test("grades are those of the day asked for", () => {
  assert.deepEqual([gradeAt(tables.events, 0, null), gradeAt(tables.events, 0, FIRST + 1), gradeAt(tables.events, 0, FIRST + 5)], [1, 2, 1]);
  assert.deepEqual(filtered({ grades: ["fair"] }), [0]);
  assert.deepEqual(filtered({ grades: ["fair"], known: FIRST + 1 }), []);
});

test("control on both clocks", () => {
  assert.equal(controlAt(tables.control, 0, FIRST + 2, null), 0);
  assert.equal(controlAt(tables.control, 0, FIRST + 5, null), 1);
  assert.equal(controlAt(tables.control, 0, FIRST + 5, FIRST + 4), 2);
  assert.equal(controlAt(tables.control, 0, FIRST + 5, FIRST), NONE);
  assert.equal(controlAt(tables.control, 1, FIRST, null), NONE);
});

test("sorted either way, what has no value comes last, equals in the table's order", () => {
  const sorter = new Sorter(tables);
  const all = Int32Array.from([0, 1, 2, 3]);
  assert.deepEqual([...sorter.sort(all, "place", false)], [1, 2, 0, 3]);
  assert.deepEqual([...sorter.sort(all, "place", true)], [0, 2, 1, 3]);
  assert.deepEqual([...sorter.sort(all, "day", true)], [2, 3, 1, 0]);
  assert.deepEqual([...sorter.sort(all, "grade", true)], [1, 0, 2, 3]);
});

test("a link holds its rows by id; words without one by their words", () => {
  assert.deepEqual([keys.actor(2), keys.rowOfActor("~residents"), keys.rowOfActor("army")], ["~residents", 2, 0]);
  assert.deepEqual([keys.place(0), keys.rowOfPlace(keys.place(2)), keys.rowOfPlace("99")], ["11", 2, NONE]);
});

test("a hundred thousand claims are filtered in one pass", () => {
  const many = makeTables(Array.from({ length: 100_000 }, (_, i) => ({ kind: i % 3, from: FIRST + (i % 20), place: i % 3, actor: [i % 3] })));
  const rows = filterClaims(many, new Keys(many), { ...START, kinds: ["clash"], places: ["12"], from: FIRST + 3 }, { frame: null, found: null });
  assert.equal(rows.length, Array.from({ length: 100_000 }, (_, i) => i).filter((i) => i % 3 === 1 && i % 20 >= 3).length);
});
