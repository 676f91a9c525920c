// The side panel: a place's history, an event's accounts, a contradiction's sides, a claim in its report.
import { controlAt, controlKnown } from "../data/tables.ts";
import { showDay, showSpan } from "../days.ts";
import { NONE } from "../types.ts";
import { claimList, fields, reportText } from "./claim.ts";
import { button, capital, count, fill, h, range } from "./dom.ts";
import { signElement, signOf } from "./marks.ts";
import type { Model } from "./model.ts";
import type { Review } from "./review.ts";

const MOST = 12;
const LATEST = 5; // intervals of control before the one shown
export const CONFLICTS: Record<string, string> = {
  denial: "said and denied", "two-holders": "two said to hold it", tolls: "numbers that cannot both hold", culprits: "two said to have done it",
};

export class Panel {
  readonly element = h("section", { class: "panel", "aria-label": "Details", tabindex: -1 });
  private readonly model: Model;
  private readonly review: Review | null;
  private shown = "";

  constructor(model: Model, review: Review | null) {
    this.model = model;
    this.review = review;
  }

  /** Draw anew at the next update, whatever is shown. */
  forget(): void {
    this.shown = this.shown.replace(/\]$/, ",0]");
  }

  /** Show what is picked; false when nothing is. */
  update(): boolean {
    const { pick, known, from, to } = this.model.state;
    this.element.hidden = !pick;
    if (!pick) {
      this.shown = "";
      return false;
    }
    const wanted = JSON.stringify([pick, known, from, to, this.model.tables.meta.generation, this.model.late !== null, this.model.held]);
    if (wanted === this.shown) return true;
    const opened = !this.shown.startsWith(JSON.stringify([pick]).slice(0, -1));
    this.shown = wanted;
    const { keys, late } = this.model;
    let content: (Node | null)[] | null = null;
    if (pick.kind === "place") content = keys.rowOfPlace(pick.key) === NONE ? null : this.place(keys.rowOfPlace(pick.key));
    if (pick.kind === "event") content = keys.rowOfEvent(pick.key) === NONE ? null : this.event(keys.rowOfEvent(pick.key));
    if (pick.kind === "claim") content = keys.rowOfClaim(pick.key) === NONE ? null : this.claim(keys.rowOfClaim(pick.key));
    if (pick.kind === "conflict") {
      const row = late ? late.contradictions.id.indexOf(pick.key) : NONE;
      content = row >= 0 ? this.conflict(row) : late ? null : [h("p", {}, "Loading …")];
    }
    const close = button("Close", () => this.model.pick(null), { class: "close", "aria-keyshortcuts": "Escape" });
    fill(this.element, close, ...(content ?? [h("h2", {}, "Not here"), h("p", {}, "What this address names is not in the record any more.")]));
    this.element.scrollTop = 0;
    if (opened) this.element.focus({ preventScroll: true });
    return true;
  }

  private section(title: string, ...content: (Node | string)[]): HTMLElement {
    return h("section", {}, h("h3", {}, title), ...content);
  }

  private goTo(section: HTMLElement): void {
    const head = section.firstElementChild as HTMLElement;
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "start" });
  }

  // -- a place

  private place(row: number): (Node | null)[] {
    const { model } = this;
    const { places, meta } = model.tables;
    const precision = meta.precisions[places.precision[row]];
    const facts = [
      places.official[row] !== places.name[row] ? places.official[row] : "", places.admin1[row] ?? "", places.country[row] ?? "",
      precision === "unresolved" ? "no place was found for these words" : precision === "settlement" ? "" : `${precision}: where in it is not known`,
    ].filter(Boolean);
    const local = places.local[row];
    const sections = [this.control(row), this.conflictsAt(row), this.tollsAt(row), this.eventsAt(row)].filter((one) => one !== null);
    return [
      h("h2", {}, places.name[row], local ? " " : null, local ? h("span", { class: "local", dir: "auto" }, local) : null),
      h("p", { class: "facts" }, facts.join(" · ")),
      h("p", {}, button(`Only claims of ${places.name[row]}`, () => model.store.set({ places: [model.keys.place(row)] })), ` ${count(places.claims[row], "claim")} in all`),
      sections.length > 1 ? h("nav", { class: "row", "aria-label": "Parts of these details" }, ...sections.map((one) => button(one.firstElementChild!.textContent!, () => this.goTo(one), { class: "link" }))) : null,
      ...sections,
    ];
  }

  /** Who held it on the day shown, and before and after, and who said so. */
  private control(place: number): HTMLElement | null {
    const { model } = this;
    const { control } = model.tables;
    const rows = [...control.byPlace.of(place)].filter((row) => controlKnown(control, row, model.state.known) && (model.state.known === null || control.first[row] <= model.state.known));
    if (!rows.length) return null;
    rows.sort((a, b) => control.first[a] - control.first[b]);
    const now = controlAt(control, place, model.day, model.state.known);
    const inView = rows.filter((row) => row !== now && model.within(control.first[row], control.last[row]));
    inView.reverse().splice(LATEST);
    const rest = rows.filter((row) => row !== now && !inView.includes(row));
    const box = this.section("Who held it",
      now === NONE ? h("p", {}, `Nothing is known of ${showDay(model.day)}.`) : this.held(now, true),
      ...(inView.length ? [h("h4", {}, "Before"), h("ol", { class: "history" }, ...inView.map((row) => h("li", {}, this.held(row, false))))] : []),
      ...(rest.length ? [h("details", {}, h("summary", {}, `All other days (${rest.length})`), h("ol", { class: "history" }, ...rest.map((row) => h("li", {}, this.held(row, false)))))] : []),
    );
    return box;
  }

  private held(row: number, now: boolean): HTMLElement {
    const { model } = this;
    const { control, meta } = model.tables;
    const state = meta.states[control.state[row]];
    const holder = model.names(control.holder.of(row));
    const tier = control.tier[row] < 0 ? "" : ` (${meta.tiers[control.tier[row]]})`;
    const said: Record<string, string> = { held: `Held by ${holder}${tier}`, contested: `Contested${holder ? `: ${holder}` : ""}`, besieged: `Besieged${holder ? `, held by ${holder}` : ""}${tier}`, stale: `Last known held by ${holder}; nothing heard since`, unknown: "Not known" };
    const last = model.state.known === null ? control.last[row] : Math.min(control.last[row], model.state.known);
    const claims = [...control.claims.of(row)].filter((claim) => model.known(claim));
    const against = [...control.against.of(row)].filter((claim) => model.known(claim));
    const sources = claims.length || against.length
      ? h("details", { open: now }, h("summary", {}, `Who said so: ${count(claims.length, "claim")}${against.length ? `, ${against.length} against` : ""}`),
        claimList(model, claims, now ? 4 : 3),
        ...(against.length ? [h("h4", {}, "Against"), claimList(model, against, 3)] : []))
      : null;
    return h("div", { class: `held ${state}` },
      h("p", {}, signElement(signOf(model, row)), h("strong", {}, now ? `${showDay(model.day)}: ${said[state]}` : said[state])),
      h("p", { class: "small" }, `${showSpan(control.first[row], last)}. ${capital(control.strings[control.reason[row]])} `, h("code", {}, control.strings[control.rule[row]])),
      sources,
    );
  }

  private conflictsAt(place: number): HTMLElement | null {
    const { late } = this.model;
    if (!late) return null;
    const rows = [...late.contradictions.byPlace.of(place)].filter((row) => this.conflictInView(row));
    return rows.length ? this.section(`Contested (${rows.length})`, h("ul", { class: "plain" }, ...rows.map((row) => h("li", {}, this.conflictLink(row))))) : null;
  }

  conflictInView(row: number): boolean {
    const { late, state } = this.model;
    const { contradictions: x } = late!;
    return this.model.within(x.first[row], x.last[row]) && (state.known === null || x.known[row] <= state.known);
  }

  conflictLink(row: number, place = false): HTMLElement {
    const { model } = this;
    const { contradictions: x } = model.late!;
    const sides = Array.from(x.sides.of(row), (side) => `${model.names(x.sideParties.of(side), "the outlet")}: ${x.strings[x.sidePosition[side]]}`);
    const where = place ? `${model.placeName(x.place[row])}, ` : "";
    return h("button", { type: "button", class: "card", onclick: () => model.pickConflict(row) },
      h("span", { class: "small" }, `${where}${showSpan(x.first[row], x.last[row])} · ${CONFLICTS[model.tables.meta.conflicts[x.conflict[row]]]}`),
      ...sides.map((side) => h("span", { class: "side" }, side)));
  }

  private tollsAt(place: number): HTMLElement | null {
    const { late, tables, state } = this.model;
    if (!late) return null;
    const { tolls } = late;
    const rows = [...tolls.byPlace.of(place)].filter((row) => this.model.within(tolls.first[row], tolls.last[row]) && (state.known === null || tolls.known[row] <= state.known));
    rows.sort((a, b) => (tables.meta.whats[tolls.what[a]] === "killed" ? 0 : 1) - (tables.meta.whats[tolls.what[b]] === "killed" ? 0 : 1) || tolls.first[b] - tolls.first[a]);
    if (!rows.length) return null;
    const list = h("ul", { class: "plain" }, ...rows.slice(0, 40).map((row) => h("li", {}, this.tollLink(row))));
    return this.section(`Reported killed, wounded, missing (${rows.length})`, h("p", { class: "small" }, "As reported, by event; lines overlap and must not be added up."), list,
      ...(rows.length > 40 ? [h("p", { class: "small" }, `and ${rows.length - 40} more: narrow the days`)] : []));
  }

  tollLink(row: number, place = false): HTMLElement {
    const { model } = this;
    const { tolls } = model.late!;
    const what = model.tables.meta.whats[tolls.what[row]];
    const whom = model.names(tolls.ofWhom.of(row));
    const by = model.names(tolls.countedBy.of(row)) || [...new Set(Array.from(tolls.claims.of(row), (claim) => model.outlet(model.tables.claims.report[claim])))].join(", ");
    const act = () => { if (tolls.event[row] !== NONE) model.pickEvent(tolls.event[row]); else if (tolls.claims.count(row)) model.pickClaim(tolls.claims.of(row)[0]); };
    return h("button", { type: "button", class: "card", onclick: act },
      h("strong", {}, `${capital(range(tolls.low[row], tolls.high[row]))} reported ${what}${tolls.cumulative[row] ? ", in all so far" : ""}`),
      whom ? h("span", {}, `of whom: ${whom}`) : null,
      h("span", { class: "small" }, `${place ? `${model.placeName(tolls.place[row])} · ` : ""}${showSpan(tolls.first[row], tolls.last[row])} · counted by ${by}`));
  }

  private eventsAt(place: number): HTMLElement | null {
    const { model } = this;
    const { claims, events } = model.tables;
    const found = new Set<number>();
    for (const row of model.tables.claimsOfPlace.of(place)) if (claims.event[row] !== NONE) found.add(claims.event[row]);
    const rows = [...found].filter((row) => model.within(events.first[row], events.last[row]) && (model.state.known === null || events.known[row] <= model.state.known));
    rows.sort((a, b) => events.sources[b] - events.sources[a] || events.first[b] - events.first[a]);
    if (!rows.length) return null;
    return this.section(`Events (${rows.length})`, h("ul", { class: "plain" }, ...rows.slice(0, MOST).map((row) => h("li", {}, this.eventLink(row)))),
      ...(rows.length > MOST ? [h("p", { class: "small" }, `The ${MOST} told by most sources; the ledger has all.`)] : []));
  }

  eventLink(row: number): HTMLElement {
    const { model } = this;
    const { events, meta } = model.tables;
    const tolls = Array.from(events.toll.of(row), (what, i) => `${range(events.tollLow[events.toll.starts[row] + i], events.tollHigh[events.toll.starts[row] + i])} ${meta.whats[what]}`);
    return h("button", { type: "button", class: "card", onclick: () => model.pickEvent(row) },
      h("strong", {}, model.eventName(row)),
      h("span", { class: "small" }, [model.eventDay(row), model.grade(row), count(events.reports[row], "report"), count(events.sources[row], "independent source"), ...tolls].join(" · ")));
  }

  // -- an event

  private event(row: number): (Node | null)[] {
    const { model } = this;
    const { events, meta } = model.tables;
    const { late } = model;
    const place = events.place[row];
    const tolls = Array.from(events.toll.of(row), (what, i) => `${range(events.tollLow[events.toll.starts[row] + i], events.tollHigh[events.toll.starts[row] + i])} reported ${meta.whats[what]}`);
    const accounts = late ? [...late.accounts.byEvent.of(row)].filter((one) => model.state.known === null || late.accounts.known[one] <= model.state.known) : [];
    const conflicts = late ? [...late.contradictions.byEvent.of(row)].filter((one) => model.state.known === null || late.contradictions.known[one] <= model.state.known) : [];
    return [
      h("h2", {}, model.eventName(row)),
      h("p", { class: "facts" }, `${model.eventDay(row)} · ${Array.from(events.kinds.of(row), (kind) => meta.kinds[kind]).join(", ")}`),
      h("p", {}, h("span", { class: `grade ${model.grade(row)}` }, model.grade(row)), ` ${model.state.known === null ? capital(events.strings[events.gradeReason[row]]) : "as known then"}; ${count(events.reports[row], "report")}, ${count(events.sources[row], "independent source")}.`),
      tolls.length ? h("p", {}, h("strong", {}, `${capital(tolls.join("; "))}.`), " Lowest and highest told, never added up.") : null,
      place === NONE ? null : h("p", {}, button(`All about ${model.placeName(place)}`, () => model.pickPlace(place), { class: "link" })),
      conflicts.length ? this.section("Contradictions", h("ul", { class: "plain" }, ...conflicts.map((one) => h("li", {}, this.conflictLink(one))))) : null,
      this.section(`Accounts, side by side (${accounts.length})`, h("div", { class: "accounts" }, ...accounts.map((one) => this.account(one)))),
      h("details", {}, h("summary", {}, "How these were put together"), h("p", { class: "small" }, h("code", {}, events.strings[events.rule[row]])), h("ul", {}, ...Array.from(events.why.of(row), (why) => h("li", { class: "small" }, events.strings[why])))),
    ];
  }

  private account(row: number): HTMLElement {
    const { model } = this;
    const { accounts } = model.late!;
    const { meta } = model.tables;
    const stance = meta.stances[accounts.stance[row]];
    const line = (name: string, value: string) => (value ? [h("dt", {}, name), h("dd", {}, value)] : []);
    const tolls = Array.from(accounts.toll.of(row), (what, i) => `${range(accounts.tollLow[accounts.toll.starts[row] + i], accounts.tollHigh[accounts.toll.starts[row] + i])} ${meta.whats[what]}`);
    const outlets = Array.from(accounts.outlets.of(row), (one) => accounts.strings[one]).join(", ");
    return h("article", { class: "account" },
      h("h4", {}, model.names(accounts.speaker.of(row)) || outlets || "the outlet", " ", h("span", { class: `tag ${stance}` }, stance)),
      h("dl", { class: "fields" }, ...line("By", model.names(accounts.culprits.of(row))), ...line("Against", model.names(accounts.victims.of(row))), ...line("Toll", tolls.join("; ")), ...line("In", outlets)),
      claimList(model, accounts.claims.of(row), 3));
  }

  // -- a contradiction

  private conflict(row: number): (Node | null)[] {
    const { model } = this;
    const { contradictions: x } = model.late!;
    return [
      h("h2", {}, `${capital(CONFLICTS[model.tables.meta.conflicts[x.conflict[row]]])}: ${model.placeName(x.place[row])}`),
      h("p", { class: "facts" }, showSpan(x.first[row], x.last[row]), " ", h("code", {}, x.strings[x.rule[row]])),
      h("div", { class: "accounts" }, ...Array.from(x.sides.of(row), (side, i) => h("article", { class: "account" },
        h("h3", {}, i ? "The other side" : "One side"), h("p", {}, h("strong", {}, x.strings[x.sidePosition[side]])),
        h("p", {}, model.names(x.sideParties.of(side), "in the outlets’ own voice")), claimList(model, x.sideClaims.of(side), 5)))),
      x.place[row] === NONE ? null : h("p", {}, button(`All about ${model.placeName(x.place[row])}`, () => model.pickPlace(x.place[row]), { class: "link" })),
      x.event[row] === NONE ? null : h("p", {}, button("The event", () => model.pickEvent(x.event[row]), { class: "link" })),
    ];
  }

  // -- a claim

  private claim(row: number): (Node | null)[] {
    const { model } = this;
    const { claims, meta, reports } = model.tables;
    const report = claims.report[row];
    const stance = meta.stances[claims.stance[row]];
    const url = reports.url[report];
    const text = h("div", {}, h("p", {}, "Loading the report …"));
    void model.texts.report(report).then(
      (found) => fill(text, reportText(model, found, row)),
      (error: Error) => fill(text, h("p", { role: "alert" }, `The report cannot be loaded: ${error.message}`)),
    );
    const event = claims.event[row];
    return [
      h("h2", {}, capital(meta.kinds[claims.kind[row]]), " ", h("span", { class: `tag ${stance}` }, stance)),
      fields(model, row),
      event === NONE ? null : h("p", {}, button(`The event: ${model.eventName(event)}, ${model.grade(event)}`, () => model.pickEvent(event), { class: "link" })),
      h("section", {}, h("h3", {}, reports.title[report] ?? `Report ${reports.id[report]}`),
        h("p", { class: "small" }, `${model.outlet(report)} · ${reports.published[report] === -99999 ? "day of publication unknown" : `published ${showDay(reports.published[report])}`}${reports.copies[report] ? ` · ${count(reports.copies[report], "copy", "copies")}` : ""} `,
          url ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, "at its source") : null),
        text),
      this.review ? this.review.controls(row) : null,
    ];
  }
}
