import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, terms } from "../src/data/search.ts";
import { slice } from "../src/data/texts.ts";
import type { ReportText } from "../src/types.ts";

test("words and phrases, without case and accents", () => {
  assert.deepEqual(terms('Army "Left the Town" Zāwīyah'), ["army", "left the town", "zawiyah"]);
  assert.deepEqual(terms('  ""  "open'), ["open"]);
  assert.equal(fold("Al‘Azīzīyah’s"), "al'aziziyah's");
});

test("words are cut from the pieces there are", () => {
  const text: ReportText = { report: 0, pieces: [[0, "Rebels left."], [40, "🙂 They came."]], blocks: [], claims: [] };
  assert.equal(slice(text, [0, 6]), "Rebels");
  assert.equal(slice(text, [43, 47]), "They");
  assert.equal(slice(text, [20, 30]), "");
});
