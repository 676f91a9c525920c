// Which claims are shown: one pass over the columns.
import { NONE } from "../types.ts";
import type { State } from "../state/state.ts";
import type { Lists } from "./columns.ts";
import type { Keys } from "./keys.ts";
import { type Tables, gradeAt } from "./tables.ts";

export const OWN_VOICE = "-";
const ACCEPTED = 1, EDITED = 2, REJECTED = 4;

export interface Extra {
  /** Rows whose words hold the text searched for; null: no search. */
  found: ReadonlySet<number> | null;
  /** South, west, north, east; null: anywhere. */
  frame: [number, number, number, number] | null;
}

type Test = (row: number) => boolean;

/** The rows that pass all filters, in the table's order. */
export function filterClaims(tables: Tables, keys: Keys, state: State, extra: Extra): Int32Array {
  const tests = compile(tables, keys, state, extra);
  const rows = new Int32Array(tables.claims.n);
  let n = 0;
  next: for (let row = 0; row < rows.length; row++) {
    for (const test of tests) if (!test(row)) continue next;
    rows[n++] = row;
  }
  return rows.slice(0, n);
}

function compile(tables: Tables, keys: Keys, state: State, { found, frame }: Extra): Test[] {
  const { claims, reports, meta } = tables;
  const tests: Test[] = [reviewTest(claims.status, state.review)];
  if (state.from !== null) tests.push(after(claims.dayTo, state.from));
  if (state.to !== null) tests.push(before(claims.day, state.to));
  if (state.known !== null) {
    const known = state.known;
    const until = reports.until;
    tests.push((row) => {
      const report = claims.report[row];
      return reports.known[report] <= known && (until[report] < 0 || known < until[report]);
    });
  }
  if (state.kinds.length) tests.push(oneOf(claims.kind, meta.kinds, state.kinds));
  if (state.stances.length) tests.push(oneOf(claims.stance, meta.stances, state.stances));
  if (state.grades.length) tests.push(gradeTest(tables, state));
  if (state.who.length) {
    const mask = maskOf(tables.actors.n, state.who.map(keys.rowOfActor));
    tests.push((row) => anyIn(claims.actor, row, mask) || anyIn(claims.target, row, mask));
  }
  if (state.speakers.length) {
    const mask = maskOf(tables.actors.n, state.speakers.map(keys.rowOfActor));
    const own = state.speakers.includes(OWN_VOICE);
    tests.push((row) => (own && claims.speaker.count(row) === 0) || anyIn(claims.speaker, row, mask));
  }
  if (state.places.length) {
    const mask = maskOf(tables.places.n, state.places.map(keys.rowOfPlace));
    tests.push((row) => anyIn(claims.places, row, mask));
  }
  if (state.outlets.length) {
    const wanted = maskOf(reports.strings.length, state.outlets.map((name) => reports.strings.indexOf(name)));
    tests.push((row) => reports.outlet[claims.report[row]] >= 0 && wanted[reports.outlet[claims.report[row]]] === 1);
  }
  if (found) tests.push((row) => found.has(row));
  if (frame) tests.push(frameTest(tables, frame));
  return tests;
}

const after = (days: Int32Array, day: number): Test => (row) => days[row] >= day;
const before = (days: Int32Array, day: number): Test => (row) => days[row] <= day;

function reviewTest(status: Uint8Array, review: string): Test {
  if (review === "rejected") return (row) => (status[row] & REJECTED) !== 0;
  if (review === "accepted") return (row) => (status[row] & ACCEPTED) !== 0;
  if (review === "edited") return (row) => (status[row] & EDITED) !== 0;
  if (review === "open") return (row) => status[row] === 0;
  return (row) => (status[row] & REJECTED) === 0;
}

function oneOf(column: Uint8Array, names: string[], wanted: string[]): Test {
  const mask = maskOf(names.length, wanted.map((name) => names.indexOf(name)));
  return (row) => mask[column[row]] === 1;
}

function gradeTest(tables: Tables, state: State): Test {
  const { claims, events, meta } = tables;
  const mask = maskOf(meta.grades.length, state.grades.map((name) => meta.grades.indexOf(name)));
  const fits = new Uint8Array(events.n);
  for (let event = 0; event < events.n; event++) fits[event] = mask[gradeAt(events, event, state.known)];
  return (row) => claims.event[row] !== NONE && fits[claims.event[row]] === 1;
}

function frameTest({ claims, places }: Tables, [south, west, north, east]: [number, number, number, number]): Test {
  const inside = new Uint8Array(places.n);
  for (let i = 0; i < places.n; i++) {
    const lat = places.lat[i], lon = places.lon[i];
    if (lat === null || lon === null) continue;
    inside[i] = lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east) ? 1 : 0;
  }
  return (row) => claims.place[row] !== NONE && inside[claims.place[row]] === 1;
}

export function maskOf(size: number, rows: number[]): Uint8Array {
  const mask = new Uint8Array(size);
  for (const row of rows) if (row >= 0) mask[row] = 1;
  return mask;
}

function anyIn(lists: Lists, row: number, mask: Uint8Array): boolean {
  for (let i = lists.starts[row]; i < lists.starts[row + 1]; i++) if (mask[lists.values[i]]) return true;
  return false;
}
