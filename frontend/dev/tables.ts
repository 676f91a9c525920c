// Invented tables of any size, for tests and for trying things out: no words of real reports.
import { type Parts, tabulate } from "../src/data/tables.ts";
import { NONE, NO_DAY, type Ragged } from "../src/types.ts";

const KINDS = ["attack", "clash", "capture"];
const STANCES = ["asserted", "denied", "possible", "planned", "conditional", "demanded"];
const GRADES = ["confirmed", "fair", "weak", "contested", "discounted"];
export const FIRST = 15000;

/** A row of claims; what is not given is none. */
export interface Row {
  kind?: number; stance?: number; report?: number; from?: number; to?: number; place?: number; actor?: number[]; target?: number[];
  speaker?: number[]; event?: number; status?: number;
}

const ragged = (lists: number[][]): Ragged => ({ n: lists.map((list) => list.length), v: lists.flat() });

/** Parts with these claims: two reports (known on days 1 and 5; the first replaced on day 9), three places, three actors, two events. */
export function makeParts(rows: Row[]): Parts {
  const generation = "g";
  const column = (value: (row: Row) => number) => rows.map(value);
  return {
    meta: {
      format: 1, title: "", version: "", generated: "", generation, source: "static", review: false, reviewer: "", token: null, basemap: null, whole_texts: true,
      kinds: KINDS, stances: STANCES, roles: ["at"], whats: ["killed"], precisions: ["settlement", "unresolved"], grades: GRADES,
      states: ["held", "contested", "besieged", "stale", "unknown"], tiers: ["claimed", "assessed"], conflicts: [], source_kinds: [], first_day: FIRST, last_day: FIRST + 20,
      first_known: FIRST + 1, last_known: FIRST + 5, bounds: null, counts: { claims: rows.length, reports: 2, events: 2, places: 3, contradictions: 0, texts: 1 }, camps: [],
    } as unknown as Parts["meta"],
    claims: {
      generation, id: rows.map((_, i) => `c${i}`), kind: column((r) => r.kind ?? 0), stance: column((r) => r.stance ?? 0), report: column((r) => r.report ?? 0),
      from: column((r) => r.from ?? NO_DAY), to: column((r) => r.to ?? r.from ?? NO_DAY), event: column((r) => r.event ?? NONE), place: column((r) => r.place ?? NONE),
      places: ragged(rows.map((r) => (r.place === undefined ? [] : [r.place]))), place_role: rows.filter((r) => r.place !== undefined).map(() => 0),
      place_radius: rows.filter((r) => r.place !== undefined).map(() => 0), place_relation: rows.filter((r) => r.place !== undefined).map(() => NONE),
      speaker: ragged(rows.map((r) => r.speaker ?? [])), actor: ragged(rows.map((r) => r.actor ?? [])), target: ragged(rows.map((r) => r.target ?? [])),
      count: ragged(rows.map(() => [])), count_low: [], count_high: [], status: column((r) => r.status ?? 0), strings: [],
    },
    reports: {
      generation, id: ["r0", "r1"], outlet: [0, NONE], title: [null, null], url: [null, null], published: [FIRST + 1, FIRST + 5], known: [FIRST + 1, FIRST + 5],
      until: [FIRST + 9, NO_DAY], first: [0, 0], claims: [rows.length, 0], copies: [0, 0], chunk: [0, 0], strings: ["Daily"],
    },
    places: {
      generation, geonames: [11, 12, NONE], name: ["Zed", "alpha", "the hill"], official: ["Zed", "Alpha", "the hill"], local: [null, null, null], lat: [10, 20, null],
      lon: [10, 20, null], country: ["XA", "XA", null], admin1: [null, null, null], precision: [0, 0, 1], radius: [0, 0, 0], claims: [0, 0, 0],
    },
    actors: {
      generation, id: ["army", "rebels", null], name: ["Army", "Rebels", "residents"], kind: [null, null, null], sides: ragged([[], [], []]), camp: [0, 1, NONE],
      speaker: [0, 0, 0], doer: [0, 0, 0], target: [0, 0, 0], strings: [],
    },
    events: {
      generation, id: ["e0", "e1"], family: [0, 0], kinds: ragged([[0], [1]]), place: [0, 1], first: [FIRST, FIRST], last: [FIRST, FIRST], grade: [1, 3], grade_reason: [0, 0],
      grades: ragged([[FIRST + 1, 2, FIRST + 5, 1], [FIRST + 5, 3]]), rule: [0, 0], why: ragged([[], []]), claims: ragged([[], []]), known: [FIRST + 1, FIRST + 5],
      reports: [1, 1], sources: [1, 1], toll: ragged([[], []]), toll_low: [], toll_high: [], strings: ["force"],
    },
    control: {
      generation, place: [0, 0, 0], first: [FIRST, FIRST + 4, FIRST], last: [FIRST + 3, FIRST + 9, FIRST + 9], state: [0, 1, 0], tier: [0, 1, 0], holder: ragged([[0], [0, 1], [1]]),
      camp: [0, 0, 1], rule: [0, 0, 0], reason: [0, 0, 0], claims: ragged([[], [], []]), against: ragged([[], [], []]), known_from: [FIRST + 5, FIRST + 5, FIRST + 1],
      known_until: [NO_DAY, NO_DAY, FIRST + 5], strings: ["rule"],
    },
    coverage: { generation, day: FIRST, reports: [], outlets: [], claims: [], events: [], gap: [] },
  };
}

export const makeTables = (rows: Row[]) => tabulate(makeParts(rows));
