import assert from "node:assert/strict";
import { test } from "node:test";
import { csv } from "../src/page/export.ts";

test("a cell of a saved table is no formula", () => {
  const saved = csv([{ a: '=cmd("x")', b: 'say "so", they', c: null, d: -3 }]);
  assert.equal(saved, 'a,b,c,d\r\n"\'=cmd(""x"")","say ""so"", they",,-3\r\n');
});
