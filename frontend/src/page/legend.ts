// What the signs mean, and which layers are shown.
import { type LayerName, LAYERS } from "../state/state.ts";
import { fill, h } from "./dom.ts";
import { signElement, signName } from "./marks.ts";
import type { Model } from "./model.ts";
import { onTheme } from "./theme.ts";

const WORDS: Record<LayerName, string> = { control: "Who holds what", events: "Events", movements: "People fleeing and returning", interpolated: "Between places (interpolated, a guess)" };
const STATES: [string, string, string][] = [
  ["held", "assessed", "held: admitted by its loser, or told by two independent sources"],
  ["held", "claimed", "held: claimed by its holder or one source only"],
  ["contested", "assessed", "contested"],
  ["besieged", "assessed", "besieged"],
  ["stale", "claimed", "last known; nothing heard since"],
  ["unknown", "claimed", "spoken of, holder not known"],
];

export class Legend {
  readonly element: HTMLElement;
  private readonly model: Model;
  private readonly boxes = new Map<LayerName, HTMLInputElement>();
  private readonly key = h("div", {});

  constructor(model: Model, open: boolean) {
    this.model = model;
    const layers = LAYERS.map((name) => {
      const box = h("input", { type: "checkbox", onchange: () => this.toggle(name, box.checked) });
      this.boxes.set(name, box);
      return h("label", { class: "check" }, box, ` ${WORDS[name]}`);
    });
    this.element = h("details", { class: "legend", open }, h("summary", {}, "Layers and signs"), h("div", { role: "group", "aria-label": "Layers" }, ...layers), this.key);
    onTheme(() => this.draw());
    this.draw();
  }

  private draw(): void {
    const line = (sign: string, words: string) => h("li", {}, signElement(sign), h("span", {}, words));
    fill(this.key,
      h("ul", { class: "plain key" }, ...this.model.tables.meta.camps.map((camp, i) => line(signName(i, -1, "held", "assessed"), camp.name)), line(signName(-1, -1, "held", "assessed"), "others")),
      h("details", {}, h("summary", {}, "What the signs say"),
        h("ul", { class: "plain key" }, ...STATES.map(([state, tier, words]) => line(signName(0, 1, state, tier), words))),
        h("p", { class: "small" }, "Circles: events in view. Dashed rings: somewhere inside.")));
  }

  private toggle(name: LayerName, on: boolean): void {
    const { layers } = this.model.state;
    this.model.store.set({ layers: LAYERS.filter((one) => (one === name ? on : layers.includes(one))) });
  }

  update(): void {
    for (const [name, box] of this.boxes) box.checked = this.model.state.layers.includes(name);
  }
}
