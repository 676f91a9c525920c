/**
 * The data the page gets: the contract between contested/web (Python, which writes it) and frontend (which shows it).
 *
 * Where it comes from. <html data-source="server"> : GET ./data/NAME.json (same origin, ETag). <html data-source="static">
 * : classic scripts ./data/NAME.js, each calling `window.contested(NAME, JSON_TEXT)`; file:// allows no fetch and no
 * modules. NAME is a part below ("meta", "claims", ...) or a chunk of texts ("texts-000"). Both hold the same JSON.
 * The built page lies in contested/web/page/: index.html, whose root element says data-source="static" (the server and
 * only the server changes that to "server"), and what index.html refers to by relative paths. `data/` is beside it.
 * The first view needs: meta, places, actors, reports, claims, events, control, coverage. The rest may come later.
 *
 * Conventions
 * - Tables are columns: row i is the i-th element of every array. An index into another table is its row; NONE (-1) is none.
 * - Days are whole numbers since 1970-01-01 (UTC). NO_DAY is "unknown", and for `until` columns "still so".
 * - Numbers (counts, tolls) are NONE where no bound is told.
 * - Ragged is a list a row: `n[i]` values belong to row i, in `v`, in order.
 * - Words that repeat stand once in the table's `strings`; the columns hold indexes.
 * - Offsets count UTF-16 code units, as JavaScript's strings do (the record counts code points).
 * - All words are untrusted text from reports: textContent only, never HTML. `url` is http(s) or null, checked by us.
 */

export const FORMAT = 1;
export const NONE = -1;
export const NO_DAY = -99999;

export type PartName =
  | "meta" | "claims" | "reports" | "places" | "actors" | "events" | "accounts" | "contradictions" | "control"
  | "movements" | "tolls" | "coverage";

export interface Ragged {
  n: number[];
  v: number[];
}

/** Settings and dictionaries. Codes in columns are indexes into the lists here. */
export interface Meta {
  format: typeof FORMAT;
  title: string;
  version: string; // of contested
  generated: string; // ISO 8601 moment, UTC
  /** Changes whenever the data change; the parts of one load must all be of one generation (each carries it). */
  generation: string;
  source: "server" | "static";
  /** Review is possible: server only, and not --read-only. */
  review: boolean;
  reviewer: string; // the name to begin with; "" in static
  /** To be sent as header X-Contested-Token with every POST; null in static. */
  token: string | null;
  /** A MapLibre style URL or PMTiles URL asked for by the user; null: the built-in basemap. */
  basemap: string | null;
  /** Texts are whole; false: only the sentences that hold claims were put into this build. */
  whole_texts: boolean;
  /** Control is here as known on every day; false (a large record, just after its server started): it is on its way. */
  history: boolean;
  kinds: string[]; // 24, the model's order
  stances: string[]; // asserted, denied, possible, planned, conditional, demanded
  roles: string[]; // of a place: at, from, to, near, via
  whats: string[]; // killed, wounded, missing, displaced, detained, strikes, forces, distance_km, other
  precisions: string[]; // settlement, admin2, admin1, region, country, unresolved
  grades: string[]; // confirmed, fair, weak, contested, discounted
  states: string[]; // held, contested, besieged, stale, unknown
  tiers: string[]; // claimed, assessed
  conflicts: string[]; // denial, two-holders, tolls, culprits
  source_kinds: string[]; // witness, official, ...: kinds of unnamed sources
  /** First and last day of events with a day (outliers left out) and of reports; NO_DAY in an empty record. */
  first_day: number;
  last_day: number;
  first_known: number;
  last_known: number;
  /** South, west, north, east of most resolved places of claims; null when there are none. */
  bounds: [number, number, number, number] | null;
  counts: { claims: number; reports: number; events: number; places: number; contradictions: number; texts: number };
  /** Sides in the order of their weight: the pattern and shape of a holder on the map go by this order. */
  camps: { name: string; actors: number[] }[];
}

interface Part {
  generation: string;
}

/**
 * Claims, those of one report standing together (see Reports.first), in order of the text. Rejected ones are here too:
 * hide them unless asked for; nothing is derived from them.
 */
export interface Claims extends Part {
  id: string[]; // 16 hexadecimal digits or so: for URLs, exports and the API
  kind: number[];
  stance: number[];
  report: number[];
  /** Days of the happening; NO_DAY: none told. Sort and filter such by reports.known, and show the day in brackets. */
  from: number[];
  to: number[];
  event: number[]; // row of events, or NONE
  /** The place that stands for the claim (a resolved "at" before others), row of places, or NONE. */
  place: number[];
  places: Ragged; // all of them, with:
  place_role: number[]; // parallel to places.v
  place_radius: number[]; // km around the place within which it was; 0: the place itself; parallel to places.v
  place_relation: number[]; // "40 km south of": row of strings, or NONE; parallel to places.v
  speaker: Ragged; // rows of actors, the origin first, the relay last; empty: the outlet's own voice
  actor: Ragged; // who does it
  target: Ragged; // to whom
  count: Ragged; // whats, with:
  count_low: number[]; // parallel to count.v
  count_high: number[];
  /** Bits: 1 accepted, 2 edited, 4 rejected. 0: no one has looked. */
  status: number[];
  strings: string[];
}

export interface Reports extends Part {
  id: string[];
  outlet: number[]; // row of strings, or NONE
  title: (string | null)[];
  url: (string | null)[];
  published: number[]; // NO_DAY: unknown
  known: number[]; // the first day on which its text was known to stand anywhere; never NO_DAY
  until: number[]; // from this day on another version stands; NO_DAY: it still stands
  first: number[]; // its first claim's row
  claims: number[]; // how many from there on
  /** How many other reports repeat its text to the letter (they have no rows of their own). */
  copies: number[];
  chunk: number[]; // its words are in part "texts-" + three digits or more
  strings: string[];
}

/** Resolved places, and names no place was found for (precision "unresolved", no coordinates, the reports' words). */
export interface Places extends Part {
  geonames: number[]; // NONE: not of GeoNames
  name: string[]; // as English reports call it
  official: string[]; // as the gazetteer has it
  local: (string | null)[]; // in the local script, where known
  lat: (number | null)[];
  lon: (number | null)[];
  country: (string | null)[]; // two letters
  admin1: (string | null)[];
  precision: number[];
  /** Roughly how large it is, km: 0 for a settlement; draw the uncertainty. Countries have no mark on the map. */
  radius: number[];
  claims: number[]; // how many claims have it in any role
}

/** Identities, and words of reports no identity was found for ("residents"): these have no id. */
export interface Actors extends Part {
  id: (string | null)[];
  name: string[];
  kind: (string | null)[];
  /** The conflict and side: "Libyan civil war (2011): government". */
  sides: Ragged; // rows of strings
  camp: number[]; // row of meta.camps, or NONE
  speaker: number[]; // how many claims, by role
  doer: number[];
  target: number[];
  strings: string[];
}

/** What happened, put together from claims. */
export interface Events extends Part {
  id: string[];
  family: number[]; // row of strings
  kinds: Ragged;
  place: number[]; // row of places (an unresolved one has the words), or NONE
  first: number[]; // NO_DAY: not told
  last: number[];
  grade: number[];
  grade_reason: number[]; // row of strings
  /** The grade as known on a day: pairs (day, grade), oldest first: `grades.v` is day, grade, day, grade, ... */
  grades: Ragged;
  rule: number[]; // row of strings
  why: Ragged; // rows of strings: how they were put together
  claims: Ragged;
  known: number[]; // the day its first claim was known
  reports: number[];
  sources: number[]; // independent ones
  /** Lowest and highest over all accounts, never summed; as known on a day: from the accounts known then. */
  toll: Ragged; // whats, with:
  toll_low: number[]; // parallel to toll.v
  toll_high: number[];
  strings: string[];
}

/** Tellings of events side by side: claims that go back to one origin. Accounts of one event stand together. */
export interface Accounts extends Part {
  event: number[];
  speaker: Ragged; // rows of actors, origin first; empty: the outlet's own voice
  outlets: Ragged; // rows of strings
  stance: number[];
  culprits: Ragged; // rows of actors
  victims: Ragged;
  toll: Ragged;
  toll_low: number[];
  toll_high: number[];
  claims: Ragged;
  known: number[];
  strings: string[];
}

export interface Contradictions extends Part {
  id: string[];
  conflict: number[];
  place: number[];
  first: number[];
  last: number[];
  rule: number[]; // row of strings
  event: number[];
  known: number[]; // the day from which at least two sides were known
  sides: Ragged; // rows of the columns that follow
  side_position: number[]; // row of strings: what this side holds
  side_parties: Ragged; // rows of actors
  side_claims: Ragged;
  strings: string[];
}

/**
 * Who held a place over a closed interval of days, on both clocks: the row holds in what was known from `known_from` on,
 * until the day before `known_until` (NO_DAY: today as well). As known on D: known_from <= D, and D < known_until or
 * known_until is NO_DAY. Without as-known: known_until is NO_DAY. Rows that hold then never overlap in days at one place.
 * As known on D, days after D are not to be shown (they are judged as if nothing more came), nor claims known after D.
 * While meta.history is false, only the rows of today's knowledge are here.
 */
export interface Control extends Part {
  place: number[];
  first: number[];
  last: number[];
  state: number[];
  tier: number[]; // NONE where nobody holds it
  holder: Ragged; // rows of actors
  camp: number[]; // of the first holder: row of meta.camps, or NONE
  rule: number[]; // row of strings
  reason: number[]; // row of strings, plain words
  claims: Ragged;
  against: Ragged; // claims that speak against it and do not overturn it
  known_from: number[];
  known_until: number[];
  strings: string[];
}

export interface Movements extends Part {
  event: number[];
  origin: Ragged; // rows of places
  destination: Ragged;
  via: Ragged;
  people: Ragged; // rows of actors
  first: number[];
  last: number[];
  low: number[];
  high: number[];
  returning: number[]; // 0 or 1
  counted_by: Ragged;
  claims: Ragged;
  known: number[];
}

/** The ledger of casualties: never sum lines. Deaths are "reported". */
export interface Tolls extends Part {
  event: number[];
  place: number[];
  first: number[];
  last: number[];
  what: number[];
  low: number[];
  high: number[];
  counted_by: Ragged;
  of_whom: Ragged;
  cumulative: number[]; // 0 or 1
  claims: Ragged;
  known: number[];
}

/**
 * One row a day from `day` on, without holes. `gap` is 1 where no report was published on the day or the day after:
 * that nothing is shown there is not calm but a want of reports.
 */
export interface Coverage extends Part {
  day: number; // of the first row
  reports: number[]; // known that day
  outlets: number[];
  claims: number[]; // about that day
  events: number[]; // beginning that day
  gap: number[];
}

/** Chunk "texts-NNN": the words of some reports, with what is needed to highlight their claims. */
export interface Texts extends Part {
  reports: ReportText[];
}

export interface ReportText {
  report: number;
  /** Pieces of the text: [offset, words]. One piece from 0 when whole; otherwise gaps are left out ("[...]"). */
  pieces: [number, string][];
  /** [kind, start, end]: headline, body, subhead, caption, boilerplate. */
  blocks: [string, number, number][];
  /** Of its claims, in order: row Reports.first + i. */
  claims: ClaimWords[];
}

export type Words = [start: number, end: number];

export interface ClaimWords {
  trigger: Words;
  sentence: Words;
  cue: Words | null; // "said", "claimed"
  cue_strength: "neutral" | "distancing" | "endorsing" | "admitting" | "denying" | null;
  time: Words | null;
  speaker: Words[]; // parallel to the rows of Claims.speaker of this claim, and so on
  actor: Words[];
  target: Words[];
  places: Words[];
  count: Words[];
  /** [PLOVER event, mode, ACLED event type, ACLED sub-event type] */
  codes: [string | null, string | null, string | null, string | null];
}

// ---- Server only

/** GET ./api/state : asked from time to time and after decisions. */
export interface State {
  generation: string; // when it is another than that of the loaded parts: load them again
  building: boolean; // a newer one is on its way
  problem: string | null; // why the page could not be brought up to date, for people
}

/** GET ./api/search?text=words : claims whose sentence, or report (in=report), holds the words. */
export interface Found {
  generation: string;
  claims: number[]; // rows, in order
}

/** GET ./api/decisions?limit=200 , newest first. */
export interface DecisionList {
  decisions: DecisionRow[];
}

export interface DecisionRow {
  id: string;
  action: DecisionAction;
  who: string;
  made: string; // ISO 8601
  why: string;
  field: string | null;
  value: unknown; // of an edit, as the contract of `contested schema` has it
  claims: number[]; // rows it holds for now; empty: it fits no claim any more
  withdrawn: { who: string; made: string; why: string } | null;
}

export type DecisionAction = "accept" | "edit" | "reject" | "same-event" | "different-event";

/**
 * POST ./api/decisions (JSON, header X-Contested-Token): take a decision. An edit has one claim, `field` and `value`:
 * kind and stance a word; place, actor, target, speaker lists of words that stand in the report; the nearest to the
 * trigger count.
 */
export interface Decide {
  action: DecisionAction;
  claims: string[]; // ids
  who: string;
  why: string;
  field?: string;
  value?: unknown;
}

/** POST ./api/decisions/ID/withdraw */
export interface Withdraw {
  who: string;
  why: string;
}

/** What both answer with: patch the rows at once; what is derived follows in a new generation. */
export interface Decided {
  decision: DecisionRow;
  status: { claim: number; status: number }[];
  generation: string; // of the data as they are now: poll State until it is another, or `building` is false
}

/** Every error of the API: application/problem+json (RFC 9457). Show `detail`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
}

/**
 * For tests and benchmarks, and for no one else: the root element's data-state is "loading" until the first view stands
 * (ledger rows, lists and the map's own marks drawn), then "ready"; "busy" from a change of the state until all views
 * show it; "failed" when the data could not be loaded.
 */
export type PageState = "loading" | "ready" | "busy" | "failed";

/** What a classic script of the static build calls. */
declare global {
  interface Window {
    contested?: (name: string, json: string) => void;
  }
}
