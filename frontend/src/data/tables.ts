// The tables as the page holds them: numbers in typed arrays, words as they came.
import { type Accounts, type Claims, type Contradictions, type Control, type Coverage, type Events, type Meta,
  type Movements, NO_DAY, NONE, type Places, type Actors, type Reports, type Tolls } from "../types.ts";
import { Lists, bytes, groups, ints } from "./columns.ts";

export interface Parts {
  meta: Meta; claims: Claims; reports: Reports; places: Places; actors: Actors; events: Events; control: Control;
  coverage: Coverage; accounts?: Accounts; contradictions?: Contradictions; movements?: Movements; tolls?: Tolls;
}

export type Tables = ReturnType<typeof tabulate>;
export type Late = ReturnType<typeof tabulateLate>;

function claimTable(c: Claims, r: Reports) {
  const n = c.id.length;
  const report = ints(c.report);
  const day = new Int32Array(n); // of the happening, or else of the report
  const dayTo = new Int32Array(n);
  const dated = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const known = r.known[c.report[i]];
    dated[i] = c.from[i] === NO_DAY && c.to[i] === NO_DAY ? 0 : 1;
    day[i] = c.from[i] !== NO_DAY ? c.from[i] : c.to[i] !== NO_DAY ? c.to[i] : known;
    dayTo[i] = c.to[i] !== NO_DAY ? Math.max(c.to[i], day[i]) : dated[i] ? day[i] : known;
  }
  return {
    n, id: c.id, kind: bytes(c.kind), stance: bytes(c.stance), report, from: ints(c.from), to: ints(c.to), day, dayTo, dated,
    event: ints(c.event), place: ints(c.place), places: new Lists(c.places), placeRole: ints(c.place_role),
    placeRadius: Float32Array.from(c.place_radius), placeRelation: ints(c.place_relation), speaker: new Lists(c.speaker),
    actor: new Lists(c.actor), target: new Lists(c.target), count: new Lists(c.count), countLow: ints(c.count_low),
    countHigh: ints(c.count_high), status: bytes(c.status), strings: c.strings,
  };
}

function reportTable(r: Reports) {
  return {
    n: r.id.length, id: r.id, outlet: ints(r.outlet), title: r.title, url: r.url, published: ints(r.published),
    known: ints(r.known), until: ints(r.until), first: ints(r.first), claims: ints(r.claims), copies: ints(r.copies),
    chunk: ints(r.chunk), strings: r.strings,
  };
}

function eventTable(e: Events) {
  return {
    n: e.id.length, id: e.id, family: ints(e.family), kinds: new Lists(e.kinds), place: ints(e.place), first: ints(e.first),
    last: ints(e.last), grade: bytes(e.grade), gradeReason: ints(e.grade_reason), grades: new Lists(e.grades),
    rule: ints(e.rule), why: new Lists(e.why), claims: new Lists(e.claims), known: ints(e.known), reports: ints(e.reports),
    sources: ints(e.sources), toll: new Lists(e.toll), tollLow: ints(e.toll_low), tollHigh: ints(e.toll_high),
    strings: e.strings,
  };
}

function controlTable(c: Control, places: number) {
  const place = ints(c.place);
  return {
    n: place.length, place, first: ints(c.first), last: ints(c.last), state: ints(c.state), tier: ints(c.tier),
    holder: new Lists(c.holder), camp: ints(c.camp), rule: ints(c.rule), reason: ints(c.reason), claims: new Lists(c.claims),
    against: new Lists(c.against), knownFrom: ints(c.known_from), knownUntil: ints(c.known_until), strings: c.strings,
    byPlace: groups(place, places),
  };
}

/** What the first view needs. */
export function tabulate(parts: Parts) {
  const { meta, places, actors, coverage } = parts;
  const claims = claimTable(parts.claims, parts.reports);
  return {
    meta, claims, reports: reportTable(parts.reports), events: eventTable(parts.events),
    control: controlTable(parts.control, places.name.length),
    places: { n: places.name.length, ...places },
    actors: { n: actors.name.length, ...actors, camp: ints(actors.camp), sides: new Lists(actors.sides) },
    coverage,
    claimsOfPlace: claims.places.inverse(places.name.length),
  };
}

/** What may come later. */
export function tabulateLate(a: Accounts, x: Contradictions, m: Movements, t: Tolls, events: number, places: number) {
  const sides = new Lists(x.sides);
  return {
    accounts: {
      event: ints(a.event), speaker: new Lists(a.speaker), outlets: new Lists(a.outlets), stance: bytes(a.stance),
      culprits: new Lists(a.culprits), victims: new Lists(a.victims), toll: new Lists(a.toll), tollLow: ints(a.toll_low),
      tollHigh: ints(a.toll_high), claims: new Lists(a.claims), known: ints(a.known), strings: a.strings,
      byEvent: groups(a.event, events),
    },
    contradictions: {
      n: x.id.length, id: x.id, conflict: ints(x.conflict), place: ints(x.place), first: ints(x.first), last: ints(x.last),
      rule: ints(x.rule), event: ints(x.event), known: ints(x.known), sides, sidePosition: ints(x.side_position),
      sideParties: new Lists(x.side_parties), sideClaims: new Lists(x.side_claims), strings: x.strings,
      byPlace: groups(x.place, places), byEvent: groups(x.event, events),
    },
    movements: {
      n: m.event.length, event: ints(m.event), origin: new Lists(m.origin), destination: new Lists(m.destination),
      via: new Lists(m.via), people: new Lists(m.people), first: ints(m.first), last: ints(m.last), low: ints(m.low),
      high: ints(m.high), returning: bytes(m.returning), countedBy: new Lists(m.counted_by), claims: new Lists(m.claims),
      known: ints(m.known),
    },
    tolls: {
      n: t.event.length, event: ints(t.event), place: ints(t.place), first: ints(t.first), last: ints(t.last),
      what: ints(t.what), low: ints(t.low), high: ints(t.high), countedBy: new Lists(t.counted_by),
      ofWhom: new Lists(t.of_whom), cumulative: bytes(t.cumulative), claims: new Lists(t.claims), known: ints(t.known),
      byPlace: groups(t.place, places), byEvent: groups(t.event, events),
    },
  };
}

/** Whether a row of control holds in what was known on a day (null: today). */
export function controlKnown(control: Tables["control"], row: number, known: number | null): boolean {
  const until = control.knownUntil[row];
  if (known === null) return until === NO_DAY;
  return control.knownFrom[row] <= known && (until === NO_DAY || known < until);
}

/** The row that says who holds a place on a day, or NONE. */
export function controlAt(control: Tables["control"], place: number, day: number, known: number | null): number {
  for (const row of control.byPlace.of(place)) {
    if (control.first[row] <= day && day <= control.last[row] && controlKnown(control, row, known)) return row;
  }
  return NONE;
}

/** The grade of an event as known on a day (null: today). */
export function gradeAt(events: Tables["events"], row: number, known: number | null): number {
  if (known === null) return events.grade[row];
  const pairs = events.grades.of(row);
  if (!pairs.length) return events.grade[row];
  let grade = pairs[1];
  for (let i = 0; i < pairs.length && pairs[i] <= known; i += 2) grade = pairs[i + 1];
  return grade;
}
