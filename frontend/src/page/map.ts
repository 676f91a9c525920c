// The map: basemap, who holds what, events, movements of people.
import * as maplibregl from "maplibre-gl";
import type { GeoJSONSource, Map as MapLibre, StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { PMTiles, Protocol, TileType } from "pmtiles";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import workerCode from "virtual:map-worker";
import { controlAt } from "../data/tables.ts";
import { NONE } from "../types.ts";
import { h } from "./dom.ts";
import { FILL_KM, interpolate } from "./interpolate.ts";
import { hatchImage, signImage, signOf } from "./marks.ts";
import type { Model } from "./model.ts";
import { isDark, onTheme } from "./theme.ts";

type Feature = GeoJSON.Feature;
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const collection = (features: Feature[]): GeoJSON.FeatureCollection => ({ type: "FeatureCollection", features });
const MARKS = ["control", "uncertain", "events", "movements", "ends", "fill", "chosen"];

interface Basemap {
  lines: { topology: Topology; provinces: [string, string | null, number, number, number][]; source: string };
  places: { towns: [string, string | null, number, number, number][]; source: string };
}

interface Colours { water: string; land: string; line: string; faint: string; label: string; halo: string; event: string; move: string; river: string }
const COLOURS: Record<"light" | "dark", Colours> = {
  light: { water: "#e4ebf0", land: "#f7f6f2", line: "#a9a69d", faint: "#dedbd2", label: "#4b4a46", halo: "#f7f6f2", event: "#3d3a35", move: "#5b3f8c", river: "#c3d3de" },
  dark: { water: "#0f1418", land: "#1b2025", line: "#59616a", faint: "#313840", label: "#c3c8cd", halo: "#1b2025", event: "#e9e4da", move: "#c3a6f2", river: "#2a3a47" },
};

export class MapView {
  readonly element: HTMLElement;
  private readonly model: Model;
  private readonly map: MapLibre;
  private readonly note = h("p", { class: "map-note", role: "status", hidden: true });
  private basemap: Basemap | null = null;
  private land: GeoJSON.FeatureCollection | null = null;
  private loaded = false;
  private failed = false; // tiles of one's own
  private lateUpdate: (() => void) | null = null;

  constructor(model: Model, element: HTMLElement, moved: (camera: [number, number, number], frame: [number, number, number, number]) => void) {
    this.model = model;
    this.element = element;
    element.after(this.note);
    maplibregl.setWorkerUrl(`${URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" }))}#worker.cjs`);
    const { camera } = model.state;
    const bounds = model.tables.meta.bounds;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = new maplibregl.Map({
      container: element, style: this.style(), attributionControl: false, fadeDuration: 0, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, renderWorldCopies: false, maxZoom: 14,
      ...(camera ? { center: [camera[1], camera[0]], zoom: camera[2] } : bounds
        ? { bounds: [[bounds[1], bounds[0]], [bounds[3], bounds[2]]], fitBoundsOptions: { padding: this.padding(), maxZoom: 9 } }
        : { center: [20, 30], zoom: 2 }),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
    this.map.getCanvas().setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom; the lists beside it hold the same places and events.");
    this.map.on("style.load", () => this.ready());
    this.map.on("idle", () => {
      if (this.loaded && (this.basemap || model.tables.meta.basemap)) element.dataset.drawn = "true"; // for pictures
    });
    this.map.on("moveend", () => {
      const centre = this.map.getCenter(), box = this.map.getBounds();
      moved([centre.lat, centre.lng, this.map.getZoom()], [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()]);
    });
    this.clicks(still);
    element.classList.toggle("dark", isDark());
    onTheme(() => {
      element.classList.toggle("dark", isDark());
      this.loaded = false;
      this.map.setStyle(this.style(), { diff: false });
    });
  }

  private style(): StyleSpecification | string {
    const own = this.model.tables.meta.basemap;
    if (own && !own.endsWith(".pmtiles")) return own;
    const colours = COLOURS[isDark() ? "dark" : "light"];
    return { version: 8, sources: {}, layers: [{ id: "water", type: "background", paint: { "background-color": colours.water } }] };
  }

  private ready(): void {
    const own = this.model.tables.meta.basemap;
    this.addMarks(); // first: the ground is laid under them
    if (own?.endsWith(".pmtiles")) void this.addTiles(own);
    else if (!own) void this.addBasemap();
    this.loaded = true;
    this.update();
  }

  /** Tiles of one's own: pictures as they are; vectors in plain lines, water filled, whatever their layers are called. */
  private async addTiles(address: string): Promise<void> {
    const protocol = new Protocol();
    const tiles = new PMTiles(new URL(address, location.href).href);
    protocol.add(tiles);
    maplibregl.addProtocol("pmtiles", protocol.tile);
    const url = `pmtiles://${tiles.source.getKey()}`;
    try {
      if ((await tiles.getHeader()).tileType !== TileType.Mvt) {
        this.map.addSource("tiles", { type: "raster", url, tileSize: 256 });
        this.map.addLayer({ id: "tiles", type: "raster", source: "tiles" }, "fill");
        return;
      }
      const { vector_layers: layers = [] } = (await tiles.getMetadata()) as { vector_layers?: { id: string }[] };
      const colours = COLOURS[isDark() ? "dark" : "light"];
      this.map.addSource("tiles", { type: "vector", url });
      for (const { id } of layers) {
        const common = { source: "tiles", "source-layer": id };
        const fill = /water|ocean|lake/.test(id) ? colours.water : /earth|land$/.test(id) ? colours.land : null;
        if (fill) this.map.addLayer({ id: `tiles-${id}`, type: "fill", ...common, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": fill } }, "fill");
        else this.map.addLayer({ id: `tiles-${id}`, type: "line", ...common, paint: { "line-color": /bound|admin/.test(id) ? colours.line : colours.faint, "line-width": 0.8 } }, "fill");
      }
    } catch (error) {
      this.failed = true;
      this.note.hidden = false;
      this.note.textContent = `The tiles of ${address} cannot be read: ${(error as Error).message}`;
    }
  }

  private async addBasemap(): Promise<void> {
    try {
      this.basemap ??= await this.model.source.basemap<Basemap>();
    } catch {
      return; // marks alone are better than nothing
    }
    if (this.map.getSource("land")) return;
    const { lines, places } = this.basemap;
    const colours = COLOURS[isDark() ? "dark" : "light"];
    const object = (name: string) => feature(lines.topology, lines.topology.objects[name]) as GeoJSON.FeatureCollection;
    for (const name of ["land", "lakes", "rivers", "provinces", "borders"]) this.map.addSource(name, { type: "geojson", data: object(name), tolerance: 0.3 });
    const under = "fill";
    this.map.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } }, under);
    this.map.addLayer({ id: "rivers", type: "line", source: "rivers", paint: { "line-color": colours.river, "line-width": 0.8 } }, under);
    this.map.addLayer({ id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": colours.water } }, under);
    this.map.addLayer({ id: "provinces", type: "line", source: "provinces", minzoom: 4, paint: { "line-color": colours.faint, "line-width": 1 } }, under);
    this.map.addLayer({ id: "borders", type: "line", source: "borders", paint: { "line-color": colours.line, "line-width": 1.2 } }, under);
    const label = ([name, local, lon, lat, rank]: [string, string | null, number, number, number]): Feature => ({
      type: "Feature", properties: { label: local ? `${name}\n${local}` : name, rank }, geometry: { type: "Point", coordinates: [lon, lat] },
    });
    this.map.addSource("province-names", { type: "geojson", data: collection(lines.provinces.map(label)) });
    this.map.addLayer({
      id: "province-names", type: "symbol", source: "province-names", minzoom: 6.5,
      layout: { "text-field": ["upcase", ["get", "label"]], "text-font": ["sans-serif"], "text-size": 10, "text-letter-spacing": 0.08, "text-padding": 12 },
      paint: { "text-color": colours.label, "text-opacity": 0.5, "text-halo-color": colours.halo, "text-halo-width": 1 },
    }, "movements");
    this.map.addSource("towns", { type: "geojson", data: collection(places.towns.map(label)) });
    this.map.addLayer({
      id: "towns", type: "symbol", source: "towns", minzoom: 4.5,
      filter: ["<=", ["get", "rank"], ["step", ["zoom"], 1, 6, 2, 7, 3, 8, 4, 9, 9]],
      layout: { "text-field": ["get", "label"], "text-font": ["sans-serif"], "text-size": 11, "symbol-sort-key": ["get", "rank"], "text-padding": 8 },
      paint: { "text-color": colours.label, "text-opacity": 0.85, "text-halo-color": colours.halo, "text-halo-width": 1.2 },
    }, "movements");
    if (this.model.state.layers.includes("interpolated")) this.update(); // now that the sea is known
  }

  private addMarks(): void {
    const colours = COLOURS[isDark() ? "dark" : "light"];
    for (const name of MARKS) if (!this.map.getSource(name)) this.map.addSource(name, { type: "geojson", data: EMPTY });
    const layers: Parameters<MapLibre["addLayer"]>[0][] = [
      { id: "fill", type: "fill", source: "fill", paint: { "fill-pattern": ["get", "hatch"], "fill-opacity": 0.5, "fill-antialias": false } },
      { id: "uncertain", type: "line", source: "uncertain", paint: { "line-color": colours.event, "line-opacity": 0.45, "line-width": 1, "line-dasharray": [3, 3] } },
      { id: "movements", type: "line", source: "movements", layout: { "line-cap": "round" }, paint: { "line-color": colours.move, "line-opacity": 0.75, "line-width": ["get", "width"], "line-dasharray": [2, 1.6] } },
      {
        id: "ends", type: "symbol", source: "ends",
        layout: { "text-field": "▲", "text-font": ["sans-serif"], "text-size": 13, "text-rotate": ["get", "turn"], "text-allow-overlap": true, "text-ignore-placement": true },
        paint: { "text-color": colours.move },
      },
      {
        id: "events", type: "circle", source: "events",
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "events"]], 1, 5, 20, 26],
          "circle-color": colours.event, "circle-opacity": 0.1, "circle-stroke-color": colours.event, "circle-stroke-opacity": 0.55, "circle-stroke-width": 1,
        },
      },
      { id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 17, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 3, "circle-stroke-color": colours.event } },
      {
        id: "control", type: "symbol", source: "control",
        layout: {
          "icon-image": ["get", "sign"], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["-", 0, ["get", "claims"]],
          "text-field": ["get", "label"], "text-font": ["sans-serif"], "text-size": 12, "text-variable-anchor": ["top", "bottom", "right", "left"],
          "text-radial-offset": 0.9, "text-optional": true, "text-padding": 2,
        },
        paint: { "text-color": colours.label, "text-halo-color": colours.halo, "text-halo-width": 1.6 },
      },
    ];
    for (const layer of layers) if (!this.map.getLayer(layer.id)) this.map.addLayer(layer);
  }

  private clicks(still: boolean): void {
    const act = (properties: Record<string, unknown>): void => this.model.pickPlace(Number(properties.place));
    for (const layer of ["events", "control"]) {
      this.map.on("click", layer, (event) => {
        const found = event.features?.[0];
        if (found && !event.defaultPrevented) {
          event.preventDefault();
          act(found.properties);
        }
      });
      this.map.on("mouseenter", layer, () => (this.map.getCanvas().style.cursor = "pointer"));
      this.map.on("mouseleave", layer, () => (this.map.getCanvas().style.cursor = ""));
    }
    if (still) this.map.scrollZoom.setWheelZoomRate(1 / 300);
  }

  private set(name: string, features: Feature[]): void {
    (this.map.getSource(name) as GeoJSONSource | undefined)?.setData(collection(features));
  }

  /** Show what is in view. */
  update(): void {
    if (!this.loaded) return;
    const { layers } = this.model.state;
    const perPlace = layers.includes("events") ? this.eventsByPlace() : new Map<number, number>();
    this.set("events", this.eventMarks(perPlace));
    const held = layers.includes("control") || layers.includes("interpolated") ? this.heldPlaces() : [];
    this.set("control", layers.includes("control") ? held.map(([place, row]) => this.controlMark(place, row)) : []);
    this.set("uncertain", this.uncertain([...perPlace.keys(), ...(layers.includes("control") ? held.map(([place]) => place) : [])]));
    this.set("fill", layers.includes("interpolated") ? this.interpolated(held) : []);
    if (!this.failed) {
      this.note.hidden = !layers.includes("interpolated");
      this.note.textContent = `Hatched: interpolated from the nearest held place within ${FILL_KM} km; no report says so`;
    }
    const [lines, ends] = layers.includes("movements") ? this.movements() : [[], []];
    this.set("movements", lines);
    this.set("ends", ends);
    this.choose();
  }

  private point(place: number, properties: Record<string, unknown>): Feature {
    const { lat, lon } = this.model.tables.places;
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon[place]!, lat[place]!] } };
  }

  private shown(place: number): boolean {
    const { places, meta } = this.model.tables;
    return place !== NONE && places.lat[place] !== null && meta.precisions[places.precision[place]] !== "country";
  }

  /** How many events in view each place has. */
  private eventsByPlace(): Map<number, number> {
    const { claims, events } = this.model.tables;
    const seen = new Uint8Array(events.n);
    const found = new Map<number, number>();
    for (const row of this.model.rows) {
      const event = claims.event[row];
      if (event === NONE || seen[event]) continue;
      seen[event] = 1;
      const place = events.place[event];
      if (this.shown(place)) found.set(place, (found.get(place) ?? 0) + 1);
    }
    return found;
  }

  private eventMarks(found: Map<number, number>): Feature[] {
    return [...found].map(([place, events]) => this.point(place, { place, events }));
  }

  /** [place, row of control] on the day shown. */
  heldPlaces(): [number, number][] {
    const { control, places } = this.model.tables;
    const found: [number, number][] = [];
    for (let place = 0; place < places.n; place++) {
      if (!control.byPlace.count(place) || !this.shown(place)) continue;
      const row = controlAt(control, place, this.model.day, this.model.state.known);
      if (row !== NONE) found.push([place, row]);
    }
    return found;
  }

  private controlMark(place: number, row: number): Feature {
    const { places } = this.model.tables;
    const local = places.local[place];
    const sign = signOf(this.model, row);
    if (!this.map.hasImage(sign)) this.map.addImage(sign, signImage(sign), { pixelRatio: 2 });
    return this.point(place, { place, sign, label: local ? `${places.name[place]}\n${local}` : places.name[place], claims: places.claims[place] });
  }

  /** Rings about places that are areas: what is said of them may have been anywhere inside. */
  private uncertain(rows: number[]): Feature[] {
    const { places } = this.model.tables;
    return [...new Set(rows)].filter((row) => places.radius[row] > 0).map((row) => {
      const ring: [number, number][] = [];
      const km = places.radius[row];
      for (let i = 0; i <= 48; i++) {
        const angle = (2 * Math.PI * i) / 48;
        const lat = places.lat[row]! + (km / 111.2) * Math.sin(angle);
        ring.push([places.lon[row]! + (km / (111.2 * Math.cos((places.lat[row]! * Math.PI) / 180))) * Math.cos(angle), lat]);
      }
      return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ring } };
    });
  }

  private interpolated(held: [number, number][]): Feature[] {
    const box = this.map.getBounds();
    const frame = { south: box.getSouth(), west: box.getWest(), north: box.getNorth(), east: box.getEast() };
    const topology = this.basemap?.lines.topology; // taken apart only when wanted: it is large
    if (topology) this.land ??= feature(topology, topology.objects.land) as GeoJSON.FeatureCollection;
    return interpolate(this.model, held, frame, this.land, (camp) => this.hatch(camp));
  }

  /** The name of a side's hatching, drawn when first wanted. */
  private hatch(camp: number): string {
    const name = `hatch|${camp}`;
    if (!this.map.hasImage(name)) this.map.addImage(name, hatchImage(camp), { pixelRatio: 2 });
    return name;
  }

  private movements(): [Feature[], Feature[]] {
    const { late, tables } = this.model;
    const lines: Feature[] = [], ends: Feature[] = [];
    if (!late) return [lines, ends];
    const { movements } = late;
    const { lat, lon } = tables.places;
    for (let row = 0; row < movements.n; row++) {
      if (!this.model.within(movements.first[row], movements.last[row])) continue;
      if (this.model.state.known !== null && movements.known[row] > this.model.state.known) continue;
      for (const a of movements.origin.of(row)) for (const b of movements.destination.of(row)) {
        if (!this.shown(a) || !this.shown(b) || a === b) continue;
        const width = movements.low[row] >= 10_000 ? 4 : movements.low[row] >= 1000 ? 3 : 2;
        lines.push({ type: "Feature", properties: { width }, geometry: { type: "LineString", coordinates: [[lon[a]!, lat[a]!], [lon[b]!, lat[b]!]] } });
        const turn = (Math.atan2((lon[b]! - lon[a]!) * Math.cos((lat[b]! * Math.PI) / 180), lat[b]! - lat[a]!) * 180) / Math.PI;
        const on = (from: number, to: number) => from + 0.62 * (to - from); // on the line: at its end the place's sign lies over it
        ends.push({ type: "Feature", properties: { turn }, geometry: { type: "Point", coordinates: [on(lon[a]!, lon[b]!), on(lat[a]!, lat[b]!)] } });
      }
    }
    return [lines, ends];
  }

  /** Ring the place that is picked; bring it into the frame when it is outside. */
  choose(): void {
    const { pick } = this.model.state;
    const { keys, tables } = this.model;
    let place = NONE;
    if (pick?.kind === "place") place = keys.rowOfPlace(pick.key);
    if (pick?.kind === "event" && keys.rowOfEvent(pick.key) !== NONE) place = tables.events.place[keys.rowOfEvent(pick.key)];
    if (pick?.kind === "claim" && keys.rowOfClaim(pick.key) !== NONE) place = tables.claims.place[keys.rowOfClaim(pick.key)];
    if (!this.loaded) return;
    const there = this.shown(place);
    this.set("chosen", there ? [this.point(place, {})] : []);
    const at = there ? ([tables.places.lon[place]!, tables.places.lat[place]!] as [number, number]) : null;
    if (at && !this.map.getBounds().contains(at)) this.map.easeTo({ center: at, duration: 300 });
  }

  /** Room at the left for the legend, where there is any. */
  private padding(): { left: number; right: number; top: number; bottom: number } {
    const wide = this.element.clientWidth > 560;
    return { left: wide ? 270 : 30, right: wide ? 50 : 30, top: 30, bottom: 30 };
  }

  fit(): void {
    const bounds = this.model.tables.meta.bounds;
    if (bounds) this.map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], { padding: this.padding(), maxZoom: 9, duration: 300 });
  }

  resize(): void {
    this.map.resize();
  }

  /** Once, when the map has drawn all there is. */
  settled(then: () => void): void {
    this.lateUpdate = then;
    this.map.once("idle", () => this.lateUpdate?.());
  }
}

