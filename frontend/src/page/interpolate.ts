// Squares hatched by the nearest held place: a guess, shown only when asked for and named so.
import { NONE } from "../types.ts";
import type { Model } from "./model.ts";

export const FILL_KM = 90;
const STEPS = 70; // squares along the longer side of the frame
const KM_A_DEGREE = 111.2;

export interface Frame { south: number; west: number; north: number; east: number }

/**
 * The squares of a frame, on land where the land is known, whose nearest place within FILL_KM is held. About contested,
 * stale and unknown places nothing is guessed.
 */
export function interpolate(model: Model, held: [number, number][], frame: Frame, land: GeoJSON.FeatureCollection | null, hatch: (camp: number) => string): GeoJSON.Feature[] {
  const { places, control, meta } = model.tables;
  const near = held.filter(([place]) => places.radius[place] === 0);
  const firm = (row: number) => control.camp[row] !== NONE && ["held", "besieged"].includes(meta.states[control.state[row]]);
  const step = Math.max(frame.north - frame.south, frame.east - frame.west) / STEPS;
  const columns = Math.ceil((frame.east - frame.west) / step), lines = Math.ceil((frame.north - frame.south) / step);
  const dry = land && landMask(land, frame, step, columns, lines);
  const found: GeoJSON.Feature[] = [];
  for (let line = 0; line < lines; line++) {
    const lat = frame.south + line * step;
    const narrow = Math.cos((lat * Math.PI) / 180);
    for (let column = 0; column < columns; column++) {
      if (dry && !dry[(lines - 1 - line) * columns + column]) continue;
      const lon = frame.west + column * step;
      let best = NONE, least = FILL_KM;
      for (const [place, row] of near) {
        const north = (places.lat[place]! - lat - step / 2) * KM_A_DEGREE;
        if (Math.abs(north) > least) continue;
        const far = Math.hypot(north, (places.lon[place]! - lon - step / 2) * KM_A_DEGREE * narrow);
        if (far < least) [best, least] = [row, far];
      }
      if (best === NONE || !firm(best)) continue;
      const ring = [[lon, lat], [lon + step, lat], [lon + step, lat + step], [lon, lat + step], [lon, lat]];
      found.push({ type: "Feature", properties: { hatch: hatch(control.camp[best]) }, geometry: { type: "Polygon", coordinates: [ring] } });
    }
  }
  return found;
}

/** Which squares are more land than sea, the northern line first: the land is painted small, and the paint is read. */
function landMask(land: GeoJSON.FeatureCollection, frame: Frame, step: number, columns: number, lines: number): Uint8Array {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = lines;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const top = frame.south + lines * step;
  for (const { geometry } of land.features) {
    const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : geometry.type === "Polygon" ? [geometry.coordinates] : [];
    for (const rings of polygons) {
      if (!rings[0].some(([lon]) => lon < frame.east) || !rings[0].some(([lon]) => lon > frame.west)) continue;
      context.beginPath();
      for (const ring of rings) {
        ring.forEach(([lon, lat], i) => context[i ? "lineTo" : "moveTo"]((lon - frame.west) / step, (top - lat) / step));
        context.closePath();
      }
      context.fill("evenodd");
    }
  }
  const { data } = context.getImageData(0, 0, columns, lines);
  return Uint8Array.from({ length: columns * lines }, (_, i) => (data[4 * i + 3] > 127 ? 1 : 0));
}
