import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDay } from "../src/days.ts";
import { LAYERS, START, type State, decode, encode } from "../src/state/state.ts";

test("the state at the start has an empty address", () => {
  assert.equal(encode(START), "");
  assert.deepEqual(decode(""), START);
});

test("every part of the state survives the way through the address", () => {
  const state: State = {
    from: parseDay("2011-03-20"), to: parseDay("2011-04-01"), known: parseDay("2011-04-02"), kinds: ["capture", "clash"], stances: ["denied"],
    grades: ["contested"], who: ["libya-army", "~residents, fleeing"], speakers: ["-"], outlets: ["Radio & Söhne", "a=b"], places: ["2215210", "~the front.LY"],
    text: '"left the town" 100%', review: "open", area: true, layers: ["control", "interpolated"], sort: "grade", descending: false, list: "tolls",
    pick: { kind: "conflict", key: "xa1" }, camera: [30.4, 19.575, 7.25],
  };
  assert.deepEqual(decode(`#${encode(state)}`), state);
  assert.equal(encode(decode(encode(state))), encode(state));
});

test("each single choice survives alone", () => {
  for (const kind of ["place", "event", "claim", "conflict"] as const) {
    const state = { ...START, pick: { kind, key: "k 1" } };
    assert.deepEqual(decode(encode(state)), state);
  }
  assert.deepEqual(decode(encode({ ...START, layers: [] })).layers, []);
  for (const layer of LAYERS) assert.deepEqual(decode(encode({ ...START, layers: [layer] })).layers, [layer]);
});

test("an address nobody wrote does no harm", () => {
  assert.deepEqual(decode("#from=tomorrow&sort=-nothing&list=x&map=1,2&area=yes"), START);
  assert.deepEqual(decode("#%E0%A4%A&&=&=x"), START);
});
