// The slider of days with its histogram, the clock of knowledge, and play.
import { isoDay, parseDay, showDay, showSpan, ticks } from "../days.ts";
import { button, fill, h } from "./dom.ts";
import type { Model } from "./model.ts";
import { onTheme } from "./theme.ts";

const PLAY_MS = 450;
const HEIGHT = 64;

export class Timeline {
  readonly element: HTMLElement;
  private readonly model: Model;
  private readonly canvas = h("canvas", { class: "histogram", "aria-hidden": "true" });
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly fromDay: HTMLInputElement;
  private readonly toDay: HTMLInputElement;
  private readonly known: HTMLInputElement;
  private readonly play: HTMLButtonElement;
  private readonly months = h("div", { class: "months" });
  private readonly note = h("p", { class: "note", role: "status" });
  private timer = 0;

  constructor(model: Model) {
    this.model = model;
    const { first_day: first, last_day: last } = model.tables.meta;
    const slider = (name: string, act: (day: number) => void) =>
      h("input", { type: "range", min: first, max: last, step: 1, "aria-label": name, oninput: (e: Event) => act(Number((e.target as HTMLInputElement).value)) });
    const date = (name: string, act: (day: number | null) => void) =>
      h("input", { type: "date", min: isoDay(first), max: isoDay(last), "aria-label": name, onchange: (e: Event) => act(parseDay((e.target as HTMLInputElement).value)) });
    this.from = slider("First day shown", (day) => this.setFrom(day, false));
    this.to = slider("Last day shown; control is of this day", (day) => this.setTo(day, false));
    this.fromDay = date("From day", (day) => this.setFrom(day, true));
    this.toDay = date("To day", (day) => this.setTo(day, true));
    this.known = date("As known on", (day) => model.store.set({ known: day }));
    this.known.max = isoDay(model.tables.meta.last_known);
    this.known.min = isoDay(model.tables.meta.first_known);
    this.play = button("Play", () => this.toggle(), { "aria-pressed": "false", class: "play" });
    this.element = h("section", { class: "timeline", "aria-label": "Time" },
      h("div", { class: "row" },
        this.play,
        h("label", {}, "Days ", this.fromDay), h("label", {}, "to ", this.toDay),
        button("All", () => model.store.set({ from: null, to: null }), { "aria-label": "All days" }),
        h("span", { class: "knowing" }, h("label", {}, "As known on ", this.known), " ", button("Now", () => model.store.set({ known: null }), { "aria-label": "As known now" })),
      ),
      h("div", { class: "scale" }, this.canvas, h("div", { class: "range" }, this.from, this.to), this.months),
      this.note,
    );
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    onTheme(() => this.draw());
  }

  private setFrom(day: number | null, step: boolean): void {
    const { meta } = this.model.tables;
    const { to } = this.model.state;
    const from = day === null || day <= meta.first_day ? null : day;
    this.model.store.set({ from, to: from !== null && to !== null && to < from ? from : to }, { step });
  }

  private setTo(day: number | null, step: boolean): void {
    const { meta } = this.model.tables;
    const { from } = this.model.state;
    const to = day === null || day >= meta.last_day ? null : day;
    this.model.store.set({ to, from: from !== null && to !== null && from > to ? to : from }, { step });
  }

  private toggle(): void {
    if (this.timer) return this.stop();
    const { meta } = this.model.tables;
    if ((this.model.state.to ?? meta.last_day) >= meta.last_day) this.model.store.set({ to: this.model.first, from: this.model.state.from }, { step: true });
    this.play.textContent = "Pause";
    this.play.setAttribute("aria-pressed", "true");
    this.timer = window.setInterval(() => {
      const next = (this.model.state.to ?? meta.last_day) + 1;
      if (next > meta.last_day) return this.stop();
      this.setTo(next, false);
      return undefined;
    }, PLAY_MS);
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = "Play";
    this.play.setAttribute("aria-pressed", "false");
  }

  update(): void {
    const { state, tables } = this.model;
    const { meta } = tables;
    const from = state.from ?? meta.first_day, to = state.to ?? meta.last_day;
    this.from.value = String(from);
    this.to.value = String(to);
    this.from.setAttribute("aria-valuetext", showDay(from));
    this.to.setAttribute("aria-valuetext", showDay(to));
    this.fromDay.value = isoDay(from);
    this.toDay.value = isoDay(to);
    this.known.value = state.known === null ? "" : isoDay(state.known);
    this.element.classList.toggle("past", state.known !== null);
    const gaps = this.gaps(from, to);
    fill(this.note,
      h("strong", {}, showSpan(from, to)),
      state.known === null ? "" : `, as known on ${showDay(state.known)}`,
      ` · control on ${showDay(this.model.day)}`,
      gaps ? ` · no reports about ${gaps} of these days (hatched): a want of reports, not calm` : "",
      state.known !== null && !meta.history ? " · control as it was known is still being made" : "",
    );
    this.draw();
  }

  private gaps(from: number, to: number): number {
    const { coverage } = this.model.tables;
    let n = 0;
    for (let day = from; day <= to; day++) n += coverage.gap[day - coverage.day] ?? 0;
    return n;
  }

  /** Claims in view a day as bars, reports as a line, days without reports hatched. */
  private draw(): void {
    const { coverage, meta, claims } = this.model.tables;
    const width = this.canvas.clientWidth;
    if (!width || !coverage.reports.length) return;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = HEIGHT * ratio;
    const context = this.canvas.getContext("2d")!;
    context.scale(ratio, ratio);
    const style = getComputedStyle(this.element);
    const colour = (name: string) => style.getPropertyValue(name);
    const days = meta.last_day - meta.first_day + 1;
    const x = (day: number) => ((day - meta.first_day) / days) * width;
    const bins = new Float64Array(days);
    for (const row of this.model.rows) {
      const day = claims.day[row] - meta.first_day;
      if (day >= 0 && day < days) bins[day]++;
    }
    const most = Math.max(1, ...bins), mostReports = Math.max(1, ...coverage.reports);
    const each = width / days;
    const { from, to } = this.model.state;
    context.fillStyle = colour("--chosen");
    context.fillRect(x(from ?? meta.first_day), 0, x((to ?? meta.last_day) + 1) - x(from ?? meta.first_day), HEIGHT);
    context.strokeStyle = colour("--faint");
    context.lineWidth = 1;
    for (let day = meta.first_day; day <= meta.last_day; day++) {
      if (!coverage.gap[day - coverage.day]) continue;
      context.beginPath();
      for (let y = 4; y < HEIGHT + each; y += 6) {
        context.moveTo(x(day), y);
        context.lineTo(x(day) + each, y - Math.min(each, 6));
      }
      context.stroke();
    }
    context.fillStyle = colour("--bar");
    for (let day = 0; day < days; day++) {
      if (!bins[day]) continue;
      const tall = Math.max(1.5, Math.sqrt(bins[day] / most) * (HEIGHT - 6));
      context.fillRect(day * each, HEIGHT - tall, Math.max(1, each - (each > 3 ? 1 : 0)), tall);
    }
    context.strokeStyle = colour("--line");
    context.lineWidth = 1.5;
    context.beginPath();
    for (let day = 0; day < days; day++) {
      const y = HEIGHT - 2 - Math.sqrt((coverage.reports[day] ?? 0) / mostReports) * (HEIGHT - 8);
      context[day ? "lineTo" : "moveTo"]((day + 0.5) * each, y);
    }
    context.stroke();
    if (this.model.state.known !== null) {
      context.strokeStyle = colour("--ink");
      context.setLineDash([4, 3]);
      context.beginPath();
      context.moveTo(x(this.model.state.known + 1), 0);
      context.lineTo(x(this.model.state.known + 1), HEIGHT);
      context.stroke();
      context.setLineDash([]);
    }
    this.drawMonths(width, x);
  }

  /** Months as buttons: one press shows just that one. */
  private drawMonths(width: number, x: (day: number) => number): void {
    const { meta } = this.model.tables;
    const found = ticks(meta.first_day, meta.last_day, Math.max(2, Math.floor(width / 52)));
    const wanted = found.map(([, words]) => words).join("|") + Math.round(width);
    if (this.months.dataset.shown === wanted) return;
    this.months.dataset.shown = wanted;
    fill(this.months, ...found.map(([day, words], i) => {
      const last = Math.min(meta.last_day, (found[i + 1]?.[0] ?? meta.last_day + 1) - 1);
      const tick = button(words, () => this.model.store.set({ from: day, to: last }), { title: `Show ${showSpan(day, last)}` });
      tick.style.left = `${Math.min(x(day), width - 64)}px`;
      return tick;
    }));
  }
}
