// Names of rows in addresses: ids where there are any, so that a link holds when the rows change.
import { NONE } from "../types.ts";
import type { Tables } from "./tables.ts";

export class Keys {
  private readonly tables: Tables;
  private readonly found = new Map<string, Map<string, number>>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  place(row: number): string {
    const { geonames, name, country, lat } = this.tables.places;
    return geonames[row] !== NONE ? String(geonames[row]) : `~${name[row]}${lat[row] === null ? "" : `.${country[row] ?? ""}`}`;
  }

  actor(row: number): string {
    return this.tables.actors.id[row] ?? `~${this.tables.actors.name[row]}`;
  }

  rowOfPlace = (key: string): number => this.row("place", key, this.tables.places.n, (i) => this.place(i));
  rowOfActor = (key: string): number => this.row("actor", key, this.tables.actors.n, (i) => this.actor(i));
  rowOfClaim = (key: string): number => this.row("claim", key, this.tables.claims.n, (i) => this.tables.claims.id[i]);
  rowOfEvent = (key: string): number => this.row("event", key, this.tables.events.n, (i) => this.tables.events.id[i]);

  /** The row with this key, or NONE. */
  private row(what: string, key: string, n: number, keyOf: (row: number) => string): number {
    let rows = this.found.get(what);
    if (!rows) {
      rows = new Map();
      for (let i = n - 1; i >= 0; i--) rows.set(keyOf(i), i);
      this.found.set(what, rows);
    }
    return rows.get(key) ?? NONE;
  }
}
