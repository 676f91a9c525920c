// Signs on the map: the side is told by shape and colour, the state by how it is drawn. Colour never stands alone.
import type { Model } from "./model.ts";
import { isDark } from "./theme.ts";

/** Colours that stay apart for the colour-blind (after Okabe and Ito), light and dark. */
const LIGHT = ["#0b63a5", "#b3470f", "#00795c", "#8f3f78", "#7a6200", "#2f7fb5", "#5a5a5a", "#a02c2c"];
const DARK = ["#6cb4ea", "#f0955a", "#4cc9a4", "#dc9cc8", "#e2cc4e", "#9bd0f5", "#bdbdbd", "#f08b8b"];
const OTHER = 8;

export function campColour(camp: number): string {
  const colours = isDark() ? DARK : LIGHT;
  return camp < 0 || camp >= OTHER ? (isDark() ? "#c8c8c8" : "#4f4f4f") : colours[camp];
}

/** Corners of each side's shape on the unit circle; a circle has none. */
const SHAPES: ((path: Path2D, x: number, y: number, r: number) => void)[] = [
  (p, x, y, r) => p.arc(x, y, r, 0, 2 * Math.PI),
  (p, x, y, r) => p.rect(x - r * 0.86, y - r * 0.86, r * 1.72, r * 1.72),
  (p, x, y, r) => polygon(p, x, y + r * 0.12, r * 1.12, 3, -90),
  (p, x, y, r) => polygon(p, x, y, r * 1.08, 4, -90),
  (p, x, y, r) => polygon(p, x, y, r * 1.05, 5, -90),
  (p, x, y, r) => polygon(p, x, y, r * 1.02, 6, 0),
  (p, x, y, r) => polygon(p, x, y - r * 0.12, r * 1.12, 3, 90),
  (p, x, y, r) => star(p, x, y, r * 1.15),
];

function polygon(path: Path2D, x: number, y: number, r: number, n: number, turn: number): void {
  for (let i = 0; i < n; i++) {
    const angle = ((turn + (360 * i) / n) * Math.PI) / 180;
    path[i ? "lineTo" : "moveTo"](x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  path.closePath();
}

function star(path: Path2D, x: number, y: number, r: number): void {
  for (let i = 0; i < 10; i++) {
    const angle = ((-90 + 36 * i) * Math.PI) / 180;
    const at = i % 2 ? r * 0.5 : r;
    path[i ? "lineTo" : "moveTo"](x + at * Math.cos(angle), y + at * Math.sin(angle));
  }
  path.closePath();
}

/** The name of a sign's picture: side, second side of a contested place, state, tier. */
export const signName = (camp: number, other: number, state: string, tier: string): string => `sign|${camp}|${other}|${state}|${tier}`;

/** Draw a sign about (x, y). Held and assessed: filled. Claimed: hollow. Contested: two halves. Besieged: a ring. Stale: dashes. */
export function drawSign(context: CanvasRenderingContext2D, name: string, x: number, y: number, r: number): void {
  const [, campWord, otherWord, state, tier] = name.split("|");
  const camp = Number(campWord);
  const paper = isDark() ? "#16191d" : "#ffffff";
  if (state === "unknown") {
    context.fillStyle = paper;
    context.strokeStyle = campColour(-1);
    context.lineWidth = r * 0.18;
    circle(context, x, y, r * 0.55);
    return;
  }
  const path = new Path2D();
  SHAPES[camp >= 0 && camp < OTHER ? camp : 0](path, x, y, r);
  context.lineJoin = "round";
  context.strokeStyle = paper;
  context.lineWidth = r * 0.75;
  context.stroke(path); // a rim, so that it stands off the ground
  const colour = campColour(camp);
  context.fillStyle = tier === "assessed" && state !== "stale" ? colour : paper;
  context.fill(path);
  if (state === "contested") {
    context.save();
    context.clip(path);
    context.fillStyle = colour;
    context.fillRect(x - 2 * r, y - 2 * r, 2 * r, 4 * r);
    context.fillStyle = otherWord === "-1" ? paper : campColour(Number(otherWord));
    context.fillRect(x, y - 2 * r, 2 * r, 4 * r);
    context.restore();
  }
  context.strokeStyle = colour;
  context.lineWidth = r * 0.32;
  if (state === "stale") context.setLineDash([r * 0.5, r * 0.42]);
  context.stroke(path);
  context.setLineDash([]);
  if (state === "besieged") {
    context.lineWidth = r * 0.22;
    context.strokeStyle = isDark() ? "#ffffff" : "#000000";
    context.beginPath();
    context.arc(x, y, r * 1.55, 0, 2 * Math.PI);
    context.stroke();
  }
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

const SIZE = 44;

/** The sign as pixels for the map, at twice its size. */
export function signImage(name: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d")!;
  drawSign(context, name, SIZE / 2, SIZE / 2, SIZE * 0.25);
  return context.getImageData(0, 0, SIZE, SIZE);
}

/** Hatching for what is only guessed between places; each side's runs another way. */
export function hatchImage(camp: number): ImageData {
  const size = 32;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d")!;
  context.strokeStyle = campColour(camp);
  context.lineWidth = 2.5;
  const steps: [number, number][] = [[size, size], [size, -size], [0, size], [size, 0]];
  const [right, down] = steps[Math.max(0, camp) % steps.length];
  for (let at = -size; at <= size; at += size / 2) {
    context.beginPath();
    if (down === 0) context.moveTo(0, at + size / 4);
    else context.moveTo(at + (right === 0 ? size / 4 : 0), down < 0 ? size : 0);
    context.lineTo(right === 0 ? at + size / 4 : down === 0 ? size : at + right, down === 0 ? at + size / 4 : down < 0 ? 0 : size);
    context.stroke();
  }
  return context.getImageData(0, 0, size, size);
}

/** The sign as a picture in the document; what it means stands beside it. */
export function signElement(name: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  canvas.className = "sign";
  canvas.setAttribute("aria-hidden", "true");
  drawSign(canvas.getContext("2d")!, name, SIZE / 2, SIZE / 2, SIZE * 0.25);
  return canvas;
}

/** The sign of a row of control. */
export function signOf(model: Model, row: number): string {
  const { control, actors, meta } = model.tables;
  const camps = [...new Set(Array.from(control.holder.of(row), (actor) => actors.camp[actor]))];
  const tier = control.tier[row] < 0 ? "claimed" : meta.tiers[control.tier[row]];
  return signName(control.camp[row], camps[1] ?? -1, meta.states[control.state[row]], tier);
}
