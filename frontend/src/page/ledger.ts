// The table of what is in view. Only rows on screen are in the document; the keyboard reaches all of them.
import type { SortKey } from "../state/state.ts";
import { NONE } from "../types.ts";
import { add, count, fill, h } from "./dom.ts";
import type { Model } from "./model.ts";

const ROW = 54;
const SPARE = 6;
const COLUMNS: [SortKey, string][] = [
  ["day", "Day"], ["kind", "Kind"], ["stance", "Stance"], ["who", "Who"], ["place", "Place"], ["speaker", "Says"], ["outlet", "Outlet"], ["grade", "Grade"],
];

export class Ledger {
  readonly element: HTMLElement;
  private readonly model: Model;
  private readonly body = h("div", { class: "rows", role: "rowgroup" });
  private readonly pad = h("div", { class: "pad" });
  private readonly scroller: HTMLElement;
  private readonly grid: HTMLElement;
  private readonly heads = new Map<SortKey, HTMLElement>();
  private current = 0;
  private drawn = "";

  constructor(model: Model, tools: HTMLElement) {
    this.model = model;
    const head = h("div", { role: "row", class: "head", "aria-rowindex": 1 }, ...COLUMNS.map(([key, words]) => {
      const press = h("button", { type: "button", onclick: () => this.sortBy(key) }, words);
      const cell = h("div", { role: "columnheader", class: key, "aria-sort": "none" }, press);
      this.heads.set(key, cell);
      return cell;
    }));
    this.pad.append(this.body);
    this.scroller = h("div", { class: "scroller", onscroll: () => this.draw() }, this.pad);
    this.grid = h("div", { role: "grid", class: "grid", "aria-label": "Ledger of claims in view", "aria-colcount": COLUMNS.length, onkeydown: (e: Event) => this.key(e as KeyboardEvent) },
      h("div", { role: "rowgroup" }, head), this.scroller);
    this.element = h("section", { class: "ledger", "aria-label": "Ledger" }, tools, this.grid);
    new ResizeObserver(() => this.draw(true)).observe(this.scroller);
  }

  private sortBy(key: SortKey): void {
    const { sort, descending } = this.model.state;
    this.model.store.set({ sort: key, descending: sort === key ? !descending : key === "day" });
  }

  update({ top = false } = {}): void {
    const { sorted, state } = this.model;
    for (const [key, cell] of this.heads) cell.setAttribute("aria-sort", state.sort !== key ? "none" : state.descending ? "descending" : "ascending");
    this.grid.setAttribute("aria-rowcount", String(sorted.length + 1));
    this.pad.style.height = `${Math.max(1, sorted.length) * ROW}px`;
    if (top) this.scroller.scrollTop = this.current = 0;
    this.current = Math.min(this.current, Math.max(0, sorted.length - 1));
    this.draw(true);
  }

  private draw(anew = false): void {
    const { sorted } = this.model;
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / ROW) - SPARE);
    const last = Math.min(sorted.length, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / ROW) + SPARE);
    const wanted = `${first} ${last}`;
    if (!anew && wanted === this.drawn) return;
    this.drawn = wanted;
    const focused = this.body.contains(document.activeElement);
    this.body.style.transform = `translateY(${first * ROW}px)`;
    const rows: HTMLElement[] = [];
    for (let at = first; at < last; at++) rows.push(this.row(sorted[at], at));
    if (!sorted.length) rows.push(h("div", { role: "row", class: "none" }, h("div", { role: "gridcell" }, "No claim fits. Widen the days or clear a filter.")));
    fill(this.body, ...rows);
    if (!rows.some((row) => row.tabIndex === 0) && rows.length) rows[Math.min(SPARE, rows.length - 1)].tabIndex = 0;
    if (focused) (this.body.querySelector<HTMLElement>('[tabindex="0"]'))?.focus({ preventScroll: true });
    void this.words(first, last);
  }

  private row(claim: number, at: number): HTMLElement {
    const { model } = this;
    const { claims, reports, meta, events } = model.tables;
    const stance = meta.stances[claims.stance[claim]], kind = meta.kinds[claims.kind[claim]];
    const event = claims.event[claim];
    const who = [model.names(claims.actor.of(claim)), model.names(claims.target.of(claim))];
    const picked = model.state.pick?.kind === "claim" && model.state.pick.key === claims.id[claim];
    const cell = (name: string, ...words: (string | Node)[]) => h("div", { role: "gridcell", class: name }, ...words);
    const status = claims.status[claim];
    const row = h("div", {
      role: "row", class: `claim ${stance}${status & 4 ? " rejected" : ""}`, tabindex: at === this.current ? 0 : -1, "aria-rowindex": at + 2, "aria-selected": picked, "data-claim": claim,
      onclick: () => { this.current = at; model.pickClaim(claim); },
    },
      cell("day", model.isoWhen(claim)),
      cell("kind", kind),
      cell("stance", h("span", { class: `tag ${stance}` }, stance)),
      cell("who", [who[0] || "?", who[1]].filter(Boolean).join(" → ")),
      cell("place", claims.place[claim] === NONE ? "–" : model.placeName(claims.place[claim])),
      cell("speaker", claims.speaker.count(claim) ? Array.from(claims.speaker.of(claim), model.actorName).join(" → ") : "own voice"),
      cell("outlet", reports.outlet[claims.report[claim]] === NONE ? "–" : model.outlet(claims.report[claim])),
      cell("grade", event === NONE ? "" : `${model.grade(event)}${events.sources[event] > 1 ? ` (${events.sources[event]})` : ""}`),
      cell("sentence", model.texts.sentence(claim) ?? "…"),
    );
    if (status) add(row.querySelector(".stance")!, h("span", { class: "decided" }, status & 4 ? " rejected" : status & 2 ? " edited" : " accepted"));
    return row;
  }

  /** Bring in the sentences of the rows on screen. */
  private async words(first: number, last: number): Promise<void> {
    const { model } = this;
    const { claims, reports } = model.tables;
    const missing = new Set<number>();
    for (let at = first; at < last; at++) if (model.texts.sentence(model.sorted[at]) === undefined) missing.add(reports.chunk[claims.report[model.sorted[at]]]);
    for (const chunk of missing) {
      await model.texts.chunk(chunk).catch(() => undefined);
      if (this.drawn !== `${first} ${last}`) return;
      for (const row of this.body.querySelectorAll<HTMLElement>("[data-claim]")) {
        const sentence = model.texts.sentence(Number(row.dataset.claim));
        const cell = row.querySelector(".sentence");
        if (sentence !== undefined && cell && cell.textContent === "…") cell.textContent = sentence;
      }
    }
  }

  private key(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLElement) || event.target.closest("[role=columnheader]")) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const row = event.target.closest<HTMLElement>("[data-claim]");
      if (row) this.model.pickClaim(Number(row.dataset.claim));
    } else if (event.key in steps) {
      event.preventDefault();
      this.current = Math.max(0, Math.min(this.model.sorted.length - 1, this.current + steps[event.key]));
      const top = this.current * ROW;
      if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
      if (top + ROW > this.scroller.scrollTop + this.scroller.clientHeight) this.scroller.scrollTop = top + ROW - this.scroller.clientHeight;
      this.draw(true);
      this.body.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }

  get title(): string {
    return count(this.model.sorted.length, "claim");
  }
}
