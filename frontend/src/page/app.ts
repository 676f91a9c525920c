// The page: loads the parts, builds the views, and brings them up to date when the state or the record changes.
import { Sentences, searchServer } from "../data/search.ts";
import { type Parts, tabulate, tabulateLate } from "../data/tables.ts";
import type { Source } from "../data/load.ts";
import { FILTERS, type State } from "../state/state.ts";
import { Store } from "../state/store.ts";
import type { Accounts, Contradictions, Meta, Movements, PageState, PartName, State as Generation, Tolls } from "../types.ts";
import { add, button, fill, h } from "./dom.ts";
import { type Format, exportView } from "./export.ts";
import { Filters } from "./filters.ts";
import { Ledger } from "./ledger.ts";
import { Legend } from "./legend.ts";
import { Lists } from "./lists.ts";
import { MapView } from "./map.ts";
import { Model } from "./model.ts";
import { Panel } from "./panel.ts";
import { Review } from "./review.ts";
import { onTheme, themeButton } from "./theme.ts";
import { Timeline } from "./timeline.ts";

const FIRST: PartName[] = ["meta", "places", "actors", "reports", "claims", "events", "control", "coverage"];
const ASK_MS = 5000, ASK_SOON_MS = 250;
const NARROW = window.matchMedia("(max-width: 860px)");

export class App {
  private readonly model: Model;
  private readonly source: Source;
  private readonly status = h("p", { class: "status", role: "status" });
  private map!: MapView;
  private timeline!: Timeline;
  private filters!: Filters;
  private ledger!: Ledger;
  private legend!: Legend;
  private lists!: Lists;
  private panel!: Panel;
  private review: Review | null = null;
  private sentences: Sentences | null = null;
  private changed = new Set<keyof State>();
  private asked = "";
  private soon = 0;
  private frame: [number, number, number, number] | null = null;

  constructor(source: Source) {
    this.source = source;
    this.model = new Model(source, new Store());
  }

  /** Load, build, show. */
  async start(): Promise<void> {
    this.say("loading");
    document.body.append(this.status);
    this.status.textContent = "Loading the record …";
    try {
      await this.load();
    } catch (error) {
      this.say("failed");
      this.status.textContent = `The record cannot be shown: ${(error as Error).message}`;
      return;
    }
    this.build();
    this.model.store.on((_, changed) => this.later(changed));
    this.later(new Set(FILTERS));
    await this.loadLate();
    if (this.source.server) window.setInterval(() => void this.ask(), ASK_MS);
  }

  private say(state: PageState): void {
    document.documentElement.dataset.state = state;
  }

  private async load(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const found = await Promise.all(FIRST.map((name) => this.source.part<{ generation: string }>(name)));
      if (new Set(found.map((part) => part.generation)).size > 1 && tries < 3) continue; // it changed meanwhile
      const parts = Object.fromEntries(FIRST.map((name, i) => [name, found[i]])) as unknown as Parts;
      if ((parts.meta as Meta).format !== 1) throw new Error("it was made by another version; load the page again");
      this.model.take(tabulate(parts));
      return;
    }
  }

  private async loadLate(): Promise<void> {
    const { tables } = this.model;
    const [a, x, m, t] = await Promise.all([
      this.source.part<Accounts>("accounts"), this.source.part<Contradictions>("contradictions"), this.source.part<Movements>("movements"), this.source.part<Tolls>("tolls"),
    ]);
    if (this.model.tables !== tables || a.generation !== tables.meta.generation) return;
    this.model.late = tabulateLate(a, x, m, t, tables.events.n, tables.places.n);
    this.later(new Set(["pick", "list", "layers"]));
  }

  // -- building

  private build(): void {
    const { model } = this;
    const { meta } = model.tables;
    document.title = `${meta.title}: contested`;
    this.timeline = new Timeline(model);
    this.filters = new Filters(model, (query) => model.store.set({ text: query }));
    this.review = meta.review ? new Review(model, () => this.decided()) : null;
    this.panel = new Panel(model, this.review);
    this.lists = new Lists(model, this.panel);
    this.legend = new Legend(model, !NARROW.matches);
    this.ledger = new Ledger(model, this.tools());
    const canvas = h("div", { class: "map", id: "map" });
    const drawer = h("details", { class: "drawer", open: !NARROW.matches }, h("summary", {}, "Filters"), this.filters.element);
    const middle = h("div", { class: "middle" }, h("section", { class: "map-box", "aria-label": "Map" }, canvas, this.legend.element), this.timeline.element, this.ledger.element);
    const side = h("div", { class: "side" }, this.panel.element, this.lists.element);
    this.status.remove();
    document.body.prepend(
      h("header", {}, h("a", { class: "skip", href: "#", onclick: (e: Event) => { e.preventDefault(); (this.ledger.element.querySelector<HTMLElement>('[role=row][tabindex="0"]') ?? this.ledger.element).focus(); } }, "Skip to the ledger"), h("h1", {}, meta.title), h("p", { class: "small" }, `Claims of ${meta.counts.reports.toLocaleString("en")} reports, as read by machine: check the sentence. Record of ${meta.generated.slice(0, 10)}.`), this.help(), themeButton()),
      h("main", { id: "main" }, drawer, middle, side),
    );
    add(document.body, this.status);
    this.status.classList.add("toast");
    this.status.textContent = "";
    this.map = new MapView(model, canvas, (camera, frame) => this.moved(camera, frame));
    window.addEventListener("keydown", (event) => this.key(event));
    onTheme(() => {
      this.panel.forget(); // its signs are drawn in the colours of before
      this.later(new Set(["pick", "list"]));
    });
  }

  private help(): HTMLElement {
    const keys: [string, string][] = [["/", "search"], ["Esc", "close the details"], ["arrows", "move in the ledger, on the map, on the sliders"], ["Enter", "open a row"], ["p", "play"]];
    return h("details", { class: "help" }, h("summary", {}, "Keys"), h("ul", { class: "plain" }, ...keys.map(([key, words]) => h("li", {}, h("kbd", {}, key), ` ${words}`))));
  }

  private tools(): HTMLElement {
    const save = (format: Format, words: string) => button(words, () => void this.save(format), { title: `Save the claims in view as ${words}` });
    return h("div", { class: "tools" }, h("h2", {}, "Ledger"), h("span", { class: "row" }, "Save the view: ", save("csv", "CSV"), save("json", "JSON"), save("geojson", "GeoJSON")),
      button("Copy link", () => void this.copy()), button("Whole map", () => this.map.fit()));
  }

  private async save(format: Format): Promise<void> {
    try {
      await exportView(this.model, format, (done) => (this.status.textContent = `Gathering the words: ${Math.round(done * 100)} %`));
      this.status.textContent = "Saved.";
    } catch (error) {
      this.status.textContent = `Not saved: ${(error as Error).message}`;
    }
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.href);
      this.status.textContent = "The link is copied.";
    } catch {
      this.status.textContent = "The link is in the address bar.";
    }
  }

  private key(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=range]):not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && this.model.state.pick) {
      this.model.pick(null);
      this.ledger.element.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      this.filters.element.closest("details")!.open = true;
      this.filters.search.focus();
    } else if (event.key === "p" && !typing && !event.ctrlKey && !event.metaKey) this.timeline.element.querySelector<HTMLElement>(".play")!.click();
  }

  private moved(camera: [number, number, number], frame: [number, number, number, number]): void {
    this.frame = frame;
    this.model.store.set({ camera }, { step: false });
    if (this.model.state.area) this.later(new Set(["area"]));
    else if (this.model.state.layers.includes("interpolated")) this.later(new Set(["layers"]));
  }

  // -- bringing up to date

  /** Several changes at once are shown at once, before the next picture. */
  private later(changed: ReadonlySet<keyof State>): void {
    if (this.changed.size === 0 && changed.size) {
      this.say("busy");
      requestAnimationFrame(() => this.update());
    }
    for (const one of changed) this.changed.add(one);
  }

  private update(): void {
    const changed = this.changed;
    this.changed = new Set();
    const { model } = this;
    if (changed.has("text")) void this.search();
    const narrowed = FILTERS.some((name) => changed.has(name)) || changed.has("area");
    if (narrowed) {
      model.extra.frame = model.state.area ? this.frame : null;
      model.filter();
      this.filters.update();
    }
    if (narrowed || changed.has("sort") || changed.has("descending")) {
      model.sort();
      this.ledger.update({ top: true });
    } else if (changed.has("pick")) this.ledger.update();
    if (narrowed) this.timeline.update();
    if (changed.has("layers")) this.legend.update();
    this.legend.update();
    if (narrowed || changed.has("layers")) this.map.update();
    else if (changed.has("pick")) this.map.choose();
    if (narrowed || changed.has("pick") || changed.has("list")) {
      const picked = this.panel.update();
      document.body.classList.toggle("picked", picked);
      this.lists.update();
    }
    if (!this.changed.size) this.say("ready");
  }

  private async search(): Promise<void> {
    const query = this.model.state.text;
    this.asked = query;
    let found: Set<number> | null = null;
    let note = "";
    if (query) {
      try {
        if (this.source.server) found = await searchServer(query);
        else {
          this.sentences ??= new Sentences(this.model.texts, this.model.tables);
          found = await this.sentences.search(query, (done) => this.filters.update(`Searching: ${Math.round(done * 100)} % of the reports`));
        }
      } catch (error) {
        note = `The search failed: ${(error as Error).message}`;
        found = new Set();
      }
    }
    if (this.asked !== query) return;
    this.model.extra.found = found;
    this.model.filter();
    this.model.sort();
    this.filters.update(note);
    this.ledger.update({ top: true });
    this.timeline.update();
    this.map.update();
    this.lists.update();
  }

  // -- following the record (server only)

  private decided(): void {
    this.model.filter();
    this.model.sort();
    this.filters.update();
    this.ledger.update();
    window.clearTimeout(this.soon);
    this.soon = window.setTimeout(() => void this.ask(true), ASK_SOON_MS);
  }

  private async ask(soon = false): Promise<void> {
    if (document.hidden && !soon) return;
    try {
      const now = (await (await fetch("./api/state")).json()) as Generation;
      if (now.problem) this.status.textContent = now.problem;
      if (now.generation !== this.model.tables.meta.generation) await this.reload();
      else if (soon && now.building) this.soon = window.setTimeout(() => void this.ask(true), ASK_SOON_MS);
    } catch {
      this.status.textContent = "The server does not answer; what is shown may be old.";
    }
  }

  private async reload(): Promise<void> {
    const before = this.model.held === null ? null : this.model.tables.claims.id[this.model.held];
    await this.load();
    this.sentences = null;
    this.model.held = before === null ? null : this.model.keys.rowOfClaim(before);
    this.later(new Set([...FILTERS, "pick"]));
    await this.loadLate();
  }
}

export function showFailure(words: string): void {
  fill(document.body, h("p", { role: "alert" }, words));
}
