// A claim in words: who says it, through whom, with its sentence; and its report with the words marked.
import { slice } from "../data/texts.ts";
import { showDay } from "../days.ts";
import type { ClaimWords, ReportText, Words } from "../types.ts";
import { NONE } from "../types.ts";
import { button, fill, h, range } from "./dom.ts";
import type { Model } from "./model.ts";

/** A claim as an item of a list. The sentence comes when its report's words are here. */
export function claimItem(model: Model, row: number): HTMLElement {
  const { claims, meta, reports } = model.tables;
  const stance = meta.stances[claims.stance[row]];
  const quote = h("blockquote", {}, "…");
  const report = claims.report[row];
  void model.texts.report(report).then(
    (text) => fill(quote, ...marked(text, claimWords(model, text, row), words(model, text, row).sentence)),
    () => fill(quote, "The words of this report cannot be loaded."),
  );
  return h("li", { class: "claim-item" },
    h("p", { class: "who-says" }, h("span", { class: `tag ${stance}` }, stance), ` ${meta.kinds[claims.kind[row]]} · `, h("strong", {}, model.chain(row)), ` · ${showDay(reports.known[report])}`),
    quote,
    button("Show in the report", () => model.pickClaim(row), { class: "link" }),
  );
}

/** Claims as a list; of many the first, and the rest when asked for. */
export function claimList(model: Model, rows: ArrayLike<number>, most = 6): HTMLElement {
  const all = Array.from(rows).filter((row) => model.known(row));
  const list = h("ul", { class: "claims" });
  const show = (n: number): void => fill(list, ...all.slice(0, n).map((row) => claimItem(model, row)));
  show(most);
  const box = h("div", {}, list);
  if (all.length > most) {
    const more = button(`Show all ${all.length}`, () => { show(all.length); more.remove(); });
    box.append(more);
  }
  return box;
}

const words = (model: Model, text: ReportText, row: number): ClaimWords => text.claims[row - model.tables.reports.first[text.report]];

type Mark = { at: Words; role: string };

/** The spans of a claim, by role. */
function claimWords(model: Model, text: ReportText, row: number): Mark[] {
  const own = words(model, text, row);
  const many = (role: string, spans: Words[]): Mark[] => spans.map((at) => ({ at, role }));
  const one = (role: string, at: Words | null): Mark[] => (at ? [{ at, role }] : []);
  return [
    ...one("trigger", own.trigger), ...one("cue", own.cue), ...one("time", own.time), ...many("speaker", own.speaker), ...many("actor", own.actor),
    ...many("target", own.target), ...many("place", own.places), ...many("count", own.count),
  ];
}

/** The words from `within[0]` to `within[1]` with marks; where marks overlap the first wins. */
export function marked(text: ReportText, marks: Mark[], within: Words): Node[] {
  const found: Node[] = [];
  let at = within[0];
  for (const mark of [...marks].sort((a, b) => a.at[0] - b.at[0] || b.at[1] - a.at[1])) {
    if (mark.at[0] < at || mark.at[1] > within[1]) continue;
    if (mark.at[0] > at) found.push(document.createTextNode(slice(text, [at, mark.at[0]])));
    found.push(h("mark", { class: mark.role, title: mark.role }, slice(text, mark.at)));
    at = mark.at[1];
  }
  if (at < within[1]) found.push(document.createTextNode(slice(text, [at, within[1]])));
  return found;
}

/** The whole report, with the claim's sentence marked and brought into sight. */
export function reportText(model: Model, text: ReportText, row: number): HTMLElement {
  const own = words(model, text, row);
  const box = h("div", { class: "report-text", tabindex: 0, role: "region", "aria-label": "Text of the report" });
  const sentence = h("span", { class: "the-sentence", id: "the-sentence" }, ...marked(text, claimWords(model, text, row), own.sentence));
  text.pieces.forEach(([offset, piece], i) => {
    if (i || offset) box.append(h("span", { class: "left-out", title: "left out of this build" }, " […] "));
    const end = offset + piece.length;
    if (own.sentence[0] >= offset && own.sentence[1] <= end) {
      box.append(piece.slice(0, own.sentence[0] - offset), sentence, piece.slice(own.sentence[1] - offset));
    } else box.append(piece);
  });
  requestAnimationFrame(() => { box.scrollTop = Math.max(0, sentence.offsetTop - box.offsetTop - 60); });
  return box;
}

/** What the claim says, field by field. */
export function fields(model: Model, row: number): HTMLElement {
  const { claims, meta, strings } = { ...model.tables, strings: model.tables.claims.strings };
  const line = (name: string, value: string | Node): Node[] => (value === "" ? [] : [h("dt", {}, name), h("dd", {}, value)]);
  const counts = Array.from(claims.count.of(row), (what, i) => {
    const at = claims.count.starts[row] + i;
    return `${range(claims.countLow[at], claims.countHigh[at])} ${meta.whats[what].replace("_", " ")}`;
  });
  const places = Array.from(claims.places.of(row), (place, i) => {
    const at = claims.places.starts[row] + i;
    const relation = claims.placeRelation[at] === NONE ? "" : `${strings[claims.placeRelation[at]]} `;
    const radius = claims.placeRadius[at] ? ` (within ${claims.placeRadius[at]} km)` : "";
    return button(`${meta.roles[claims.placeRole[at]]} ${relation}${model.placeName(place)}${radius}`, () => model.pickPlace(place), { class: "link" });
  });
  return h("dl", { class: "fields" },
    ...line("Who", model.names(claims.actor.of(row))), ...line("Whom", model.names(claims.target.of(row))),
    ...(places.length ? [h("dt", {}, "Where"), h("dd", {}, ...places)] : []),
    ...line("When", model.when(row)), ...line("How many", counts.join("; ")), ...line("Says who", model.chain(row)),
  );
}
