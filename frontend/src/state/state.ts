// The whole state of the page, and its form in the address: readable, stable, complete.
import { isoDay, parseDay } from "../days.ts";

export type LayerName = "control" | "events" | "movements" | "interpolated";
export type Pick = { kind: "place" | "event" | "claim" | "conflict"; key: string };
export type SortKey = "day" | "kind" | "stance" | "who" | "place" | "speaker" | "outlet" | "grade";
export type ListName = "places" | "events" | "conflicts" | "tolls";

export interface State {
  from: number | null; // null: from the first day on
  to: number | null; // null: to the last day
  known: number | null; // null: as known today
  kinds: string[];
  stances: string[];
  grades: string[];
  who: string[]; // keys of actors: doer or target
  speakers: string[]; // keys of actors; "-" is the outlet's own voice
  outlets: string[];
  places: string[]; // keys of places
  text: string;
  review: string; // "", accepted, edited, rejected, open
  area: boolean; // only what lies in the map's frame
  layers: LayerName[];
  sort: SortKey;
  descending: boolean;
  list: ListName;
  pick: Pick | null;
  camera: [number, number, number] | null; // latitude, longitude, zoom
}

export const LAYERS: LayerName[] = ["control", "events", "movements", "interpolated"];
const SORTS: SortKey[] = ["day", "kind", "stance", "who", "place", "speaker", "outlet", "grade"];
const LISTS: ListName[] = ["places", "events", "conflicts", "tolls"];
const PICKS = ["place", "event", "claim", "conflict"];

export const START: State = {
  from: null, to: null, known: null, kinds: [], stances: [], grades: [], who: [], speakers: [], outlets: [], places: [],
  text: "", review: "", area: false, layers: ["control", "events", "movements"], sort: "day", descending: true,
  list: "places", pick: null, camera: null,
};

/** The part of the state that says which claims are shown. */
export const FILTERS = [
  "from", "to", "known", "kinds", "stances", "grades", "who", "speakers", "outlets", "places", "text", "review",
] as const satisfies (keyof State)[];

const WORDS: [keyof State & ("kinds" | "stances" | "grades"), string][] = [["kinds", "kind"], ["stances", "stance"], ["grades", "grade"]];
const NAMES: [keyof State & ("who" | "speakers" | "outlets" | "places"), string][] =
  [["who", "who"], ["speakers", "speaker"], ["outlets", "outlet"], ["places", "place"]];
const DAYS: ("from" | "to" | "known")[] = ["from", "to", "known"];

/** The address's fragment, without "#"; "" for the state at the start. */
export function encode(state: State): string {
  const query = new URLSearchParams();
  for (const name of DAYS) if (state[name] !== null) query.set(name, isoDay(state[name]));
  for (const [field, name] of WORDS) if (state[field].length) query.set(name, state[field].join(","));
  for (const [field, name] of NAMES) for (const value of state[field]) query.append(name, value);
  if (state.text) query.set("q", state.text);
  if (state.review) query.set("review", state.review);
  if (state.area) query.set("area", "1");
  if (state.layers.join() !== START.layers.join()) query.set("show", state.layers.join(",") || "none");
  if (state.sort !== START.sort || state.descending !== START.descending) query.set("sort", (state.descending ? "-" : "") + state.sort);
  if (state.list !== START.list) query.set("list", state.list);
  if (state.pick) query.set(state.pick.kind === "place" ? "at" : state.pick.kind, state.pick.key);
  if (state.camera) query.set("map", `${state.camera[0].toFixed(3)},${state.camera[1].toFixed(3)},${state.camera[2].toFixed(2)}`);
  return query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** The state of a fragment; whatever is not understood is as at the start. */
export function decode(fragment: string): State {
  const query = new URLSearchParams(fragment.replace(/^#/, ""));
  const state: State = { ...START };
  for (const name of DAYS) state[name] = parseDay(query.get(name));
  for (const [field, name] of WORDS) state[field] = (query.get(name) ?? "").split(",").filter(Boolean);
  for (const [field, name] of NAMES) state[field] = query.getAll(name).filter(Boolean);
  state.text = query.get("q") ?? "";
  state.review = query.get("review") ?? "";
  state.area = query.get("area") === "1";
  const show = query.get("show");
  if (show !== null) state.layers = LAYERS.filter((layer) => show.split(",").includes(layer));
  const sort = query.get("sort") ?? "-day";
  const key = sort.replace(/^-/, "") as SortKey;
  if (SORTS.includes(key)) [state.sort, state.descending] = [key, sort.startsWith("-")];
  const list = query.get("list") as ListName;
  if (LISTS.includes(list)) state.list = list;
  for (const kind of PICKS) {
    const picked = query.get(kind === "place" ? "at" : kind);
    if (picked) state.pick = { kind: kind as Pick["kind"], key: picked };
  }
  const camera = (query.get("map") ?? "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite)) state.camera = camera as [number, number, number];
  return state;
}
