import { Map as M, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerCode from "virtual:map-worker";
setWorkerUrl(URL.createObjectURL(new Blob([workerCode], { type: "text/javascript" })) + "#worker.cjs");
const div = document.createElement("div"); div.style.width="800px"; div.style.height="600px"; document.body.append(div);
const m = new M({ container: div, style: { version: 8, sources: { a: { type: "geojson", data: {type:"FeatureCollection",features:[{type:"Feature",properties:{n:"Ajdabiya\nأجدابيا"},geometry:{type:"Point",coordinates:[20,30]}}]} } }, layers: [{id:"b",type:"background",paint:{"background-color":"#def"}},{id:"t",type:"symbol",source:"a",layout:{"text-field":["get","n"],"text-font":["sans-serif"]}}] }, center: [20,30], zoom: 4 });
m.on("idle", () => { document.title = "idle"; });
