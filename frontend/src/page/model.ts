// What all views share: the tables, the state, which claims are in view, and words for rows.
import { Keys } from "../data/keys.ts";
import { type Extra, filterClaims } from "../data/filter.ts";
import type { Source } from "../data/load.ts";
import { Sorter } from "../data/sort.ts";
import { type Late, type Tables, gradeAt } from "../data/tables.ts";
import { TextStore } from "../data/texts.ts";
import { isoDay, showDay, showSpan } from "../days.ts";
import type { Pick, State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { NO_DAY, NONE } from "../types.ts";

export class Model {
  readonly source: Source;
  readonly store: Store;
  tables!: Tables;
  late: Late | null = null;
  keys!: Keys;
  sorter!: Sorter;
  texts!: TextStore;
  /** Rows of claims in view, in the table's order, and in the ledger's. */
  rows: Int32Array = new Int32Array();
  sorted: Int32Array = new Int32Array();
  extra: Extra = { found: null, frame: null };
  /** A claim kept aside, to be put together with another. */
  held: number | null = null;

  constructor(source: Source, store: Store) {
    this.source = source;
    this.store = store;
  }

  take(tables: Tables): void {
    this.tables = tables;
    this.keys = new Keys(tables);
    this.sorter = new Sorter(tables);
    this.texts = new TextStore(this.source, tables);
    this.late = null;
  }

  get state(): State {
    return this.store.state;
  }

  filter(): void {
    this.rows = filterClaims(this.tables, this.keys, this.state, this.extra);
  }

  sort(): void {
    this.sorted = this.sorter.sort(this.rows, this.state.sort, this.state.descending);
  }

  pick(pick: Pick | null): void {
    this.store.set({ pick });
  }

  pickPlace = (row: number): void => this.pick({ kind: "place", key: this.keys.place(row) });
  pickEvent = (row: number): void => this.pick({ kind: "event", key: this.tables.events.id[row] });
  pickClaim = (row: number): void => this.pick({ kind: "claim", key: this.tables.claims.id[row] });
  pickConflict = (row: number): void => this.pick({ kind: "conflict", key: this.late!.contradictions.id[row] });

  /** The day that control is shown for: the last of the span shown, and none after what was known or reported. */
  get day(): number {
    const { meta } = this.tables;
    return Math.min(this.state.to ?? meta.last_day, this.state.known ?? meta.last_known);
  }

  get first(): number {
    return this.state.from ?? this.tables.meta.first_day;
  }

  /** Whether a claim's report was known on the day asked for. */
  known(claim: number): boolean {
    return this.state.known === null || this.tables.reports.known[this.tables.claims.report[claim]] <= this.state.known;
  }

  /** Whether days meet the span shown; unknown days do. */
  within(first: number, last: number): boolean {
    if (first === NO_DAY) return true;
    const { from, to } = this.state;
    return (to === null || first <= to) && (from === null || (last === NO_DAY ? first : last) >= from);
  }

  grade(event: number): string {
    return this.tables.meta.grades[gradeAt(this.tables.events, event, this.state.known)];
  }

  placeName(row: number): string {
    return row === NONE ? "place unknown" : this.tables.places.name[row];
  }

  actorName = (row: number): string => this.tables.actors.name[row];

  names(rows: ArrayLike<number>, none = ""): string {
    return rows.length ? Array.from(rows, this.actorName).join(", ") : none;
  }

  outlet(report: number): string {
    const { reports } = this.tables;
    return reports.outlet[report] === NONE ? "outlet unknown" : reports.strings[reports.outlet[report]];
  }

  /** "Army → state television → Reuters": who said it first, and who passed it on. */
  chain(claim: number): string {
    const { claims } = this.tables;
    const said = Array.from(claims.speaker.of(claim), this.actorName);
    return [...said, this.outlet(claims.report[claim])].join(" → ");
  }

  /** The day of a claim; in brackets when it is only its report's. */
  when(claim: number): string {
    const { claims, reports } = this.tables;
    if (!claims.dated[claim]) return `(${showDay(reports.known[claims.report[claim]])})`;
    return showSpan(claims.day[claim], claims.dayTo[claim]);
  }

  isoWhen(claim: number): string {
    const { claims, reports } = this.tables;
    return claims.dated[claim] ? isoDay(claims.day[claim]) : `(${isoDay(reports.known[claims.report[claim]])})`;
  }

  eventName(row: number): string {
    const { events, meta } = this.tables;
    const kinds = Array.from(events.kinds.of(row), (kind) => meta.kinds[kind]);
    const what = kinds.length ? kinds.slice(0, 2).join(" and ") : events.strings[events.family[row]];
    return `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${this.placeName(events.place[row])}`;
  }

  eventDay(row: number): string {
    const { events } = this.tables;
    return showSpan(events.first[row], events.last[row]);
  }
}
