// What is in view as lists: places, events, contradictions, tolls. All that the map shows can be reached here.
import { controlAt } from "../data/tables.ts";
import type { ListName } from "../state/state.ts";
import { NONE } from "../types.ts";
import { button, count, fill, h } from "./dom.ts";
import { signElement, signOf } from "./marks.ts";
import type { Model } from "./model.ts";
import type { Panel } from "./panel.ts";

const MOST = 60;
const NAMES: [ListName, string][] = [["places", "Places"], ["events", "Events"], ["conflicts", "Contested"], ["tolls", "Tolls"]];

export class Lists {
  readonly element: HTMLElement;
  private readonly model: Model;
  private readonly panel: Panel;
  private readonly tabs = new Map<ListName, HTMLButtonElement>();
  private readonly body = h("div", { class: "list", role: "tabpanel", id: "list", tabindex: 0 });

  constructor(model: Model, panel: Panel) {
    this.model = model;
    this.panel = panel;
    const tabs = NAMES.map(([name, words]) => {
      const tab = button(words, () => model.store.set({ list: name }, { step: false }), { role: "tab", id: `tab-${name}`, "aria-controls": "list" });
      this.tabs.set(name, tab);
      return tab;
    });
    const bar = h("div", { role: "tablist", class: "tabs", "aria-label": "Lists", onkeydown: (e: Event) => this.key(e as KeyboardEvent) }, ...tabs);
    this.element = h("section", { class: "lists", "aria-label": "In view" }, bar, this.body);
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = NAMES.findIndex(([name]) => name === this.model.state.list);
    const next = NAMES[(at + step + NAMES.length) % NAMES.length][0];
    this.model.store.set({ list: next }, { step: false });
    this.tabs.get(next)!.focus();
  }

  update(): void {
    const { list } = this.model.state;
    for (const [name, tab] of this.tabs) {
      tab.setAttribute("aria-selected", String(name === list));
      tab.tabIndex = name === list ? 0 : -1;
    }
    this.body.setAttribute("aria-labelledby", `tab-${list}`);
    const [rows, item] = this[list]();
    const more = rows.length > MOST ? [h("p", { class: "small" }, `and ${(rows.length - MOST).toLocaleString("en")} more: narrow the view`)] : [];
    fill(this.body, rows.length ? h("ul", { class: "plain" }, ...rows.slice(0, MOST).map((row) => h("li", {}, item(row)))) : h("p", {}, this.model.late || list === "places" || list === "events" ? "None in view." : "Loading …"), ...more);
  }

  private places(): [number[], (row: number) => HTMLElement] {
    const { model } = this;
    const { claims, places, meta, control } = model.tables;
    const n = new Int32Array(places.n);
    for (const row of model.rows) if (claims.place[row] !== NONE) n[claims.place[row]]++;
    const rows = Array.from(n.keys()).filter((row) => n[row] && meta.precisions[places.precision[row]] !== "unresolved").sort((a, b) => n[b] - n[a]);
    return [rows, (row) => {
      const held = controlAt(control, row, model.day, model.state.known);
      const local = places.local[row];
      return h("button", { type: "button", class: "card place", onclick: () => model.pickPlace(row) },
        held === NONE ? h("span", { class: "sign" }) : signElement(signOf(model, held)),
        h("span", {}, h("strong", {}, places.name[row]), local ? " " : null, local ? h("span", { class: "local", dir: "auto" }, local) : null, h("br"),
          h("span", { class: "small" }, [held === NONE ? "" : this.held(held), count(n[row], "claim")].filter(Boolean).join(" · "))));
    }];
  }

  private held(row: number): string {
    const { control, meta } = this.model.tables;
    const state = meta.states[control.state[row]];
    const holder = this.model.names(control.holder.of(row));
    return state === "unknown" ? "holder not known" : `${state}${holder ? `: ${holder}` : ""}${control.tier[row] < 0 ? "" : `, ${meta.tiers[control.tier[row]]}`}`;
  }

  private events(): [number[], (row: number) => HTMLElement] {
    const { claims, events } = this.model.tables;
    const seen = new Set<number>();
    for (const row of this.model.rows) if (claims.event[row] !== NONE) seen.add(claims.event[row]);
    const rows = [...seen].sort((a, b) => events.sources[b] - events.sources[a] || events.reports[b] - events.reports[a] || events.first[b] - events.first[a]);
    return [rows, (row) => this.panel.eventLink(row)];
  }

  private conflicts(): [number[], (row: number) => HTMLElement] {
    const { late } = this.model;
    if (!late) return [[], () => h("p")];
    const x = late.contradictions;
    const inView = this.inView();
    const rows = Array.from({ length: x.n }, (_, row) => row).filter((row) => this.panel.conflictInView(row) && [...x.sides.of(row)].some((side) => x.sideClaims.of(side).some((claim) => inView[claim])));
    return [rows, (row) => this.panel.conflictLink(row, true)];
  }

  private tolls(): [number[], (row: number) => HTMLElement] {
    const { late } = this.model;
    if (!late) return [[], () => h("p")];
    const { tolls } = late;
    const inView = this.inView();
    const rows = Array.from({ length: tolls.n }, (_, row) => row).filter((row) => tolls.claims.of(row).some((claim) => inView[claim]));
    rows.sort((a, b) => Math.max(tolls.low[b], tolls.high[b]) - Math.max(tolls.low[a], tolls.high[a]));
    return [rows, (row) => this.panel.tollLink(row, true)];
  }

  private inView(): Uint8Array {
    const mask = new Uint8Array(this.model.tables.claims.n);
    for (const row of this.model.rows) mask[row] = 1;
    return mask;
  }
}
