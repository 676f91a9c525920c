// The view as a file: the ledger's rows with their words and links, never whole reports.
import { isoDay } from "../days.ts";
import { NONE } from "../types.ts";
import { download } from "./dom.ts";
import type { Model } from "./model.ts";

type Cell = string | number | null;
type Row = Record<string, Cell>;
export type Format = "csv" | "json" | "geojson";

/** Hand the rows in view, in the ledger's order, to the user. */
export async function exportView(model: Model, format: Format, progress: (done: number) => void): Promise<void> {
  const rows = await gather(model, progress);
  const name = `contested-${new Date().toISOString().slice(0, 10)}`;
  if (format === "csv") return download(`${name}.csv`, "text/csv", csv(rows));
  if (format === "json") return download(`${name}.json`, "application/json", JSON.stringify(rows, null, 1));
  const features = rows.filter((row) => row.lat !== null).map((row) => ({
    type: "Feature", properties: row, geometry: { type: "Point", coordinates: [row.lon, row.lat] },
  }));
  return download(`${name}.geojson`, "application/geo+json", JSON.stringify({ type: "FeatureCollection", features }));
}

async function gather(model: Model, progress: (done: number) => void): Promise<Row[]> {
  const { claims, reports, places, events, meta } = model.tables;
  const found: Row[] = new Array(model.sorted.length);
  const byChunk = new Map<number, number[]>();
  model.sorted.forEach((row, at) => {
    const chunk = reports.chunk[claims.report[row]];
    byChunk.set(chunk, [...(byChunk.get(chunk) ?? []), at]);
  });
  let done = 0;
  for (const [chunk, spots] of byChunk) {
    await model.texts.chunk(chunk);
    for (const at of spots) {
      const row = model.sorted[at];
      const report = claims.report[row], place = claims.place[row], event = claims.event[row];
      found[at] = {
        id: claims.id[row], kind: meta.kinds[claims.kind[row]], stance: meta.stances[claims.stance[row]],
        from: isoDay(claims.from[row]) || null, to: isoDay(claims.to[row]) || null,
        actor: model.names(claims.actor.of(row)) || null, target: model.names(claims.target.of(row)) || null,
        place: place === NONE ? null : places.name[place], geonames: place === NONE || places.geonames[place] === NONE ? null : places.geonames[place],
        lat: place === NONE ? null : places.lat[place], lon: place === NONE ? null : places.lon[place],
        speaker: Array.from(claims.speaker.of(row), model.actorName).join(" < ") || null,
        counts: Array.from(claims.count.of(row), (what, i) => `${meta.whats[what]} ${bounds(claims.countLow[claims.count.starts[row] + i], claims.countHigh[claims.count.starts[row] + i])}`).join("; ") || null,
        sentence: model.texts.sentence(row) ?? null, report: reports.id[report], outlet: model.outlet(report), title: reports.title[report],
        url: reports.url[report], published: isoDay(reports.published[report]) || null, known: isoDay(reports.known[report]),
        event: event === NONE ? null : events.id[event], grade: event === NONE ? null : model.grade(event),
      };
    }
    progress((done += spots.length) / model.sorted.length);
  }
  return found;
}

const bounds = (low: number, high: number): string => (low === high && low >= 0 ? String(low) : `${low < 0 ? "" : low}..${high < 0 ? "" : high}`);

/** RFC 4180; a cell that a spreadsheet would take for a formula is made plain words. */
export function csv(rows: Row[]): string {
  const names = Object.keys(rows[0] ?? { id: null });
  const cell = (value: Cell): string => {
    let text = value === null ? "" : String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names.join(","), ...rows.map((row) => names.map((name) => cell(row[name])).join(","))].join("\r\n") + "\r\n";
}
