import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Plugin, defineConfig } from "vite";

const require = createRequire(import.meta.url);

/**
 * `import code from "virtual:map-worker"`: MapLibre's worker as the text of a classic script. It is started from a blob,
 * which also works in a page opened from disk, where a worker can be neither loaded by address nor be a module.
 */
function mapWorker(): Plugin {
  return {
    name: "map-worker",
    resolveId: (id) => (id === "virtual:map-worker" ? "\0map-worker" : null),
    load(id) {
      if (id !== "\0map-worker") return null;
      const module = readFileSync(require.resolve("maplibre-gl/dist/maplibre-gl-worker.mjs"), "utf8");
      const classic = module.replace(/export\s*\{[^}]*\};?\s*(\/\/# sourceMappingURL=\S+\s*)?$/, "");
      if (classic === module || /^\s*import\s/m.test(classic) || classic.includes("import.meta")) {
        this.error("maplibre-gl's worker is made another way than it was; adapt vite.config.ts");
      }
      return `export default ${JSON.stringify(`(()=>{${classic}\n})()`)}`;
    },
  };
}

/** The basemap as a classic script, to be loaded when first wanted: one call with a JSON text, which parses fastest. */
function basemap(): Plugin {
  return {
    name: "basemap",
    generateBundle() {
      const read = (name: string) => JSON.parse(readFileSync(new URL(`basemap/${name}`, import.meta.url), "utf8"));
      const json = JSON.stringify({ lines: read("lines.json"), places: read("places.json") });
      const source = `contested("basemap",${JSON.stringify(json).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")})\n`;
      this.emitFile({ type: "asset", fileName: "basemap.js", source });
    },
  };
}

/** A page opened from disk takes no modules: the one script is a classic one, run when the document stands. */
function classicScript(): Plugin {
  return {
    name: "classic-script",
    enforce: "post",
    transformIndexHtml: (html) =>
      html
        .replace(/<script type="module" crossorigin src=/g, "<script defer src=")
        .replace(/<link rel="stylesheet" crossorigin href=/g, '<link rel="stylesheet" href='),
  };
}

export default defineConfig({
  base: "./",
  define: { "import.meta": "{}" }, // in MapLibre, which would look for its worker beside itself
  plugins: [mapWorker(), basemap(), classicScript()],
  build: {
    outDir: "../contested/web/page",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 3000,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        format: "iife",
        entryFileNames: "page.js",
        assetFileNames: (asset) => (asset.names[0]?.endsWith(".css") ? "page.css" : "[name][extname]"),
      },
    },
  },
});
