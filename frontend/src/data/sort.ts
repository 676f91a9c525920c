// The order of the ledger. Ranks of words are made once; then only numbers are compared.
import { NONE } from "../types.ts";
import type { SortKey } from "../state/state.ts";
import type { Tables } from "./tables.ts";

/** Each name's place in the order of the alphabet. */
export function alphabetical(names: readonly (string | null)[]): Int32Array {
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  const order = names.map((_, i) => i).sort((a, b) => collator.compare(names[a] ?? "", names[b] ?? ""));
  const rank = new Int32Array(names.length);
  order.forEach((row, i) => (rank[row] = i));
  return rank;
}

export class Sorter {
  private readonly tables: Tables;
  private readonly columns = new Map<SortKey, Int32Array>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** The rows in order; those without a value come last either way, ties in the table's order. */
  sort(rows: Int32Array, key: SortKey, descending: boolean): Int32Array {
    const rank = this.column(key);
    const sign = descending ? -1 : 1;
    const last = 2 ** 30;
    return rows.slice().sort((a, b) => {
      const x = rank[a] === NONE ? last : sign * rank[a];
      const y = rank[b] === NONE ? last : sign * rank[b];
      return x - y || a - b;
    });
  }

  private column(key: SortKey): Int32Array {
    let column = this.columns.get(key);
    if (!column) this.columns.set(key, (column = this.make(key)));
    return column;
  }

  private make(key: SortKey): Int32Array {
    const { claims, reports, places, actors, events, meta } = this.tables;
    if (key === "day") return claims.day.map((day) => (day < meta.first_day || day > meta.last_day ? NONE : day)); // older wars, far plans: last
    if (key === "kind") return this.of(alphabetical(meta.kinds), (row) => claims.kind[row]);
    if (key === "stance") return this.of(Int32Array.from(meta.stances, (_, i) => i), (row) => claims.stance[row]);
    if (key === "place") return this.of(alphabetical(places.name), (row) => claims.place[row]);
    if (key === "outlet") return this.of(alphabetical(reports.strings), (row) => reports.outlet[claims.report[row]]);
    if (key === "grade") {
      return this.of(Int32Array.from(meta.grades, (_, i) => i), (row) => (claims.event[row] === NONE ? NONE : events.grade[claims.event[row]]));
    }
    const list = key === "who" ? claims.actor : claims.speaker;
    return this.of(alphabetical(actors.name), (row) => (list.count(row) ? list.of(row)[0] : NONE));
  }

  private of(ranks: Int32Array, value: (row: number) => number): Int32Array {
    const column = new Int32Array(this.tables.claims.n);
    for (let row = 0; row < column.length; row++) column[row] = value(row) === NONE ? NONE : ranks[value(row)];
    return column;
  }
}
