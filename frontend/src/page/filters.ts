// What narrows the view: kinds, stances, grades, people, outlets, places, words.
import { OWN_VOICE } from "../data/filter.ts";
import { capital, count, fill, h, button } from "./dom.ts";
import type { Model } from "./model.ts";

const LISTED = 400; // names offered while typing
type Listed = "who" | "speakers" | "outlets" | "places";
type Worded = "kinds" | "stances" | "grades";
const WHAT: Record<Listed, string> = { who: "Actor", speakers: "Speaker", outlets: "Outlet", places: "Place" };

export class Filters {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  private readonly model: Model;
  private readonly boxes = new Map<string, HTMLInputElement>();
  private readonly chips = h("div", { class: "chips" });
  private readonly summary = h("p", { class: "summary", role: "status", "aria-live": "polite" });
  private readonly area: HTMLInputElement;
  private readonly review: HTMLSelectElement;
  private typing = 0;

  constructor(model: Model, searching: (query: string) => void) {
    this.model = model;
    const { meta } = model.tables;
    this.search = h("input", {
      type: "search", id: "search", placeholder: "words of the sentence", "aria-keyshortcuts": "/",
      oninput: () => { window.clearTimeout(this.typing); this.typing = window.setTimeout(() => searching(this.search.value.trim()), 350); },
      onchange: () => { window.clearTimeout(this.typing); searching(this.search.value.trim()); },
    });
    this.area = h("input", { type: "checkbox", onchange: () => model.store.set({ area: this.area.checked }) });
    const option = (value: string, words: string) => h("option", { value }, words);
    this.review = h("select", { "aria-label": "Review", onchange: () => model.store.set({ review: this.review.value }) },
      option("", "any state of review"), option("open", "not yet decided"), option("accepted", "accepted"), option("edited", "edited"), option("rejected", "rejected"));
    this.element = h("section", { class: "filters", "aria-label": "Filters" },
      h("div", { class: "field" }, h("label", { for: "search" }, "Search "), this.search),
      this.summary, this.chips,
      this.words("Stance", "stances", meta.stances, true),
      this.words("Kind", "kinds", meta.kinds, false),
      this.words("Grade of the event", "grades", meta.grades, false),
      ...(["places", "who", "speakers", "outlets"] as const).map((name) => this.names(name)),
      h("label", { class: "check" }, this.area, " only in the map’s frame"),
      h("div", { class: "field" }, this.review),
      button("Clear all filters", () => this.clear(), { class: "clear" }),
    );
  }

  clear(): void {
    this.model.store.set({ kinds: [], stances: [], grades: [], who: [], speakers: [], outlets: [], places: [], text: "", review: "", area: false, from: null, to: null, known: null });
  }

  private words(title: string, field: Worded, words: string[], open: boolean): HTMLElement {
    const boxes = words.map((word) => {
      const box = h("input", { type: "checkbox", value: word, onchange: () => this.toggle(field, word, box.checked) });
      this.boxes.set(`${field} ${word}`, box);
      return h("label", { class: "check" }, box, ` ${capital(word)}`);
    });
    return h("details", { open }, h("summary", {}, title), h("div", { class: "boxes", role: "group", "aria-label": title }, ...boxes));
  }

  private toggle(field: Worded | Listed, value: string, on: boolean): void {
    const rest = this.model.state[field].filter((one) => one !== value);
    this.model.store.set({ [field]: on ? [...rest, value] : rest });
  }

  /** A field that offers names while one types. */
  private names(field: Listed): HTMLElement {
    const id = `names-${field}`;
    const list = h("datalist", { id });
    const input = h("input", { type: "text", list: id, id: `pick-${field}`, placeholder: "any", autocomplete: "off" });
    let offered: Map<string, string> | null = null;
    input.addEventListener("focus", () => {
      offered ??= this.offered(field);
      if (!list.childElementCount) fill(list, ...[...offered.keys()].slice(0, LISTED).map((name) => h("option", { value: name })));
    });
    input.addEventListener("change", () => {
      offered ??= this.offered(field);
      const typed = input.value.trim().toLowerCase();
      const name = [...offered.keys()].find((one) => one.toLowerCase() === typed) ?? [...offered.keys()].find((one) => typed && one.toLowerCase().startsWith(typed));
      if (name !== undefined) {
        this.toggle(field, offered.get(name)!, true);
        input.value = "";
      }
    });
    return h("div", { class: "field" }, h("label", { for: `pick-${field}` }, `${WHAT[field]} `), input, list);
  }

  /** Names by how often they come, to their keys. */
  private offered(field: Listed): Map<string, string> {
    const { tables, keys } = this.model;
    const found = new Map<string, string>();
    if (field === "outlets") {
      for (const name of [...tables.reports.strings].sort()) found.set(name, name);
      return found;
    }
    const { actors, places } = tables;
    const weight = field === "places" ? places.claims : field === "speakers" ? actors.speaker : actors.doer.map((n, i) => n + actors.target[i]);
    if (field === "speakers") found.set("the outlet’s own voice", OWN_VOICE);
    const order = weight.map((_, i) => i).filter((i) => weight[i] > 0).sort((a, b) => weight[b] - weight[a]);
    for (const row of order) {
      const name = field === "places" ? places.name[row] : actors.name[row];
      if (!found.has(name)) found.set(name, field === "places" ? keys.place(row) : keys.actor(row));
    }
    return found;
  }

  private nameOf(field: Listed, key: string): string {
    const { keys } = this.model;
    if (field === "outlets") return key;
    if (key === OWN_VOICE) return "the outlet’s own voice";
    const row = field === "places" ? keys.rowOfPlace(key) : keys.rowOfActor(key);
    return row < 0 ? key : field === "places" ? this.model.placeName(row) : this.model.actorName(row);
  }

  update(note = ""): void {
    const { state, rows, tables } = this.model;
    for (const field of ["kinds", "stances", "grades"] as const) {
      for (const [key, box] of this.boxes) if (key.startsWith(`${field} `)) box.checked = state[field].includes(box.value);
    }
    if (document.activeElement !== this.search) this.search.value = state.text;
    this.area.checked = state.area;
    this.review.value = state.review;
    const decided = tables.meta.review ? rows.reduce((n, row) => n + (tables.claims.status[row] ? 1 : 0), 0) : 0;
    this.summary.textContent = note || `${count(rows.length, "claim")} of ${tables.claims.n.toLocaleString("en")} in view` + (tables.meta.review ? `, ${decided.toLocaleString("en")} decided on` : "");
    const chips: Node[] = [];
    const chip = (words: string, drop: () => void) => chips.push(button(words, drop, { class: "chip", "aria-label": `Remove the filter ${words}` }));
    for (const field of ["kinds", "stances", "grades"] as const) for (const word of state[field]) chip(word, () => this.toggle(field, word, false));
    for (const field of ["places", "who", "speakers", "outlets"] as const) for (const key of state[field]) chip(`${WHAT[field]}: ${this.nameOf(field, key)}`, () => this.toggle(field, key, false));
    if (state.text) chip(`“${state.text}”`, () => this.model.store.set({ text: "" }));
    fill(this.chips, ...chips);
  }
}
