// Deciding on claims: accept, edit, reject, same event or not; taken back with one press. Server only.
import type { Decide, Decided, DecisionList, DecisionRow, Problem } from "../types.ts";
import { button, fill, h } from "./dom.ts";
import type { Model } from "./model.ts";

const NAME = "contested-reviewer";

export class Review {
  readonly list = h("div", { class: "decisions" });
  private readonly model: Model;
  private readonly done: () => void;
  private who: string;
  private readonly said = h("p", { role: "status", class: "said" });
  private last: DecisionRow | null = null;

  constructor(model: Model, done: () => void) {
    this.model = model;
    this.done = done;
    this.who = sessionStorage.getItem(NAME) ?? model.tables.meta.reviewer;
  }

  private async post(path: string, body: object): Promise<Decided> {
    const answer = await fetch(`./api/${path}`, {
      method: "POST", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-Contested-Token": this.model.tables.meta.token ?? "" },
    });
    const found = (await answer.json()) as Decided & Problem;
    if (!answer.ok) throw new Error(found.detail);
    return found;
  }

  private async act(words: string, path: string, body: object): Promise<void> {
    fill(this.said, "…");
    try {
      const { decision, status } = await this.post(path, body);
      for (const one of status) this.model.tables.claims.status[one.claim] = one.status;
      this.last = decision.withdrawn ? null : decision;
      fill(this.said, words, this.last ? button("Undo", () => void this.undo(decision), { class: "undo" }) : null);
      this.done();
    } catch (error) {
      fill(this.said, `Not done: ${(error as Error).message}`);
    }
  }

  private undo(decision: DecisionRow): Promise<void> {
    return this.act(`Taken back: ${decision.action}.`, `decisions/${decision.id}/withdraw`, { who: this.who, why: "undone" });
  }

  private decide(claims: number[], action: Decide["action"], why: string, edit: Partial<Decide> = {}): Promise<void> {
    const ids = claims.map((row) => this.model.tables.claims.id[row]);
    return this.act(`Done: ${action}.`, "decisions", { action, claims: ids, who: this.who, why, ...edit });
  }

  /** The controls under a claim. */
  controls(row: number): HTMLElement {
    const { model } = this;
    const { meta, claims } = model.tables;
    const name = h("input", { type: "text", value: this.who, required: true, maxlength: 200, autocomplete: "name", onchange: () => { this.who = name.value.trim(); sessionStorage.setItem(NAME, this.who); } });
    const why = h("input", { type: "text", maxlength: 2000, placeholder: "why, for those who come after" });
    const choice = (words: string[], current: string) => h("select", {}, ...words.map((word) => h("option", { value: word, selected: word === current }, word)));
    const kind = choice(meta.kinds, meta.kinds[claims.kind[row]]);
    const stance = choice(meta.stances, meta.stances[claims.stance[row]]);
    const place = h("input", { type: "text", placeholder: "words of the report" });
    const edit = (field: string, value: () => unknown) => button(`Set ${field}`, () => void this.decide([row], "edit", why.value, { field, value: value() }));
    const words = (text: string) => text.split(";").map((one) => one.trim()).filter(Boolean);
    const held = model.held;
    const together = held === null || held === row
      ? button(held === row ? "Kept aside for comparison" : "Keep aside to compare with another claim", () => { model.held = row; this.done(); }, { disabled: held === row })
      : h("span", {}, `Kept aside: ${meta.kinds[claims.kind[held]]}, ${model.placeName(claims.place[held])}. `,
        button("Same event", () => void this.decide([held, row], "same-event", why.value)), button("Different event", () => void this.decide([held, row], "different-event", why.value)),
        button("Let go", () => { model.held = null; this.done(); }));
    const bits = claims.status[row];
    const now = bits & 4 ? "rejected" : bits & 1 ? "accepted" : bits & 2 ? "edited" : "not decided";
    return h("section", { class: "review", "aria-label": "Review" }, h("h3", {}, "Review"),
      h("p", { class: "small" }, `This claim is ${now}.`),
      h("div", { class: "row" }, h("label", {}, "Reviewer ", name), h("label", {}, "Reason ", why)),
      h("div", { class: "row" }, button("Accept", () => void this.decide([row], "accept", why.value), { class: "accept" }), button("Reject", () => void this.decide([row], "reject", why.value), { class: "reject" })),
      h("details", {}, h("summary", {}, "Edit"),
        h("div", { class: "row" }, h("label", {}, "Kind ", kind), edit("kind", () => kind.value)),
        h("div", { class: "row" }, h("label", {}, "Stance ", stance), edit("stance", () => stance.value)),
        h("div", { class: "row" }, h("label", {}, "Place ", place), edit("place", () => words(place.value)))),
      h("div", { class: "row" }, together),
      this.said,
      h("details", { ontoggle: () => void this.decisions() }, h("summary", {}, "All decisions"), this.list));
  }

  private async decisions(): Promise<void> {
    const answer = await fetch("./api/decisions?limit=100");
    const { decisions } = (await answer.json()) as DecisionList;
    fill(this.list, decisions.length ? h("ul", { class: "plain" }, ...decisions.map((one) => h("li", {},
      h("span", {}, `${one.action}${one.field ? ` ${one.field}` : ""} by ${one.who}, ${one.made.slice(0, 16).replace("T", " ")}${one.why ? `: ${one.why}` : ""} `),
      one.withdrawn ? h("em", {}, `taken back by ${one.withdrawn.who}`) : button("Take back", () => void this.undo(one).then(() => this.decisions()), { class: "link" }),
      one.claims.length ? button("Show", () => this.model.pickClaim(one.claims[0]), { class: "link" }) : null))) : h("p", {}, "None yet."));
  }
}
