import assert from "node:assert/strict";
import { test } from "node:test";
import { Lists, groups } from "../src/data/columns.ts";

test("lists give back their rows, empty ones too", () => {
  const lists = new Lists({ n: [2, 0, 1], v: [7, 8, 9] });
  assert.deepEqual([...lists.of(0)], [7, 8]);
  assert.deepEqual([...lists.of(1)], []);
  assert.deepEqual([lists.length, lists.count(2)], [3, 1]);
  assert.ok(lists.has(0, 8) && !lists.has(1, 8));
});

test("turned round, each value has its rows in order; NONE has none", () => {
  const turned = new Lists({ n: [2, 1, 2], v: [1, -1, 0, 1, 0] }).inverse(3);
  assert.deepEqual([0, 1, 2].map((value) => [...turned.of(value)]), [[1, 2], [0, 2], []]);
});

test("rows by the number in a column", () => {
  const found = groups([2, -1, 0, 2], 3);
  assert.deepEqual([0, 1, 2].map((value) => [...found.of(value)]), [[2], [], [0, 3]]);
});
