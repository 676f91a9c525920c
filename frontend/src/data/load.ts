// Gets the parts of the data: from the server as JSON, from disk as classic scripts (file:// allows no fetch).
import type { PartName, Texts } from "../types.ts";

type Waiting = { resolve: (json: string) => void; reject: (error: Error) => void };

export class LoadError extends Error {}

export interface Source {
  readonly server: boolean;
  part<T>(name: PartName): Promise<T>;
  texts(chunk: number): Promise<Texts>;
  basemap<T>(): Promise<T>;
}

/** Loads classic scripts that call `window.contested(NAME, JSON)`. */
class Scripts {
  private readonly waiting = new Map<string, Waiting[]>();

  constructor() {
    window.contested = (name, json) => {
      for (const { resolve } of this.waiting.get(name) ?? []) resolve(json);
      this.waiting.delete(name);
    };
  }

  load(name: string, address: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const already = this.waiting.get(name);
      this.waiting.set(name, [...(already ?? []), { resolve, reject }]);
      if (already) return;
      const script = document.createElement("script");
      script.src = address;
      script.async = true;
      script.onload = () => script.remove();
      script.onerror = () => {
        script.remove();
        for (const one of this.waiting.get(name) ?? []) one.reject(new LoadError(`${address} cannot be loaded`));
        this.waiting.delete(name);
      };
      document.head.append(script);
    });
  }
}

const chunkName = (chunk: number): string => `texts-${String(chunk).padStart(3, "0")}`;

/** The source that the page's root element names. */
export function openSource(): Source {
  const server = document.documentElement.dataset.source === "server";
  const scripts = new Scripts();
  const get = async (name: string): Promise<unknown> => {
    if (!server) return JSON.parse(await scripts.load(name, `./data/${name}.js`));
    const answer = await fetch(`./data/${name}.json`);
    if (!answer.ok) throw new LoadError(`data/${name}.json: ${answer.status} ${answer.statusText}`);
    return answer.json();
  };
  return {
    server,
    part: <T>(name: PartName) => get(name) as Promise<T>,
    texts: (chunk) => get(chunkName(chunk)) as Promise<Texts>,
    basemap: async <T>() => JSON.parse(await scripts.load("basemap", "./basemap.js")) as T,
  };
}
