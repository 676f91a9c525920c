// Full text: the server's index where there is one, else all sentences, gathered once.
import type { Found } from "../types.ts";
import type { Tables } from "./tables.ts";
import { type TextStore, slice } from "./texts.ts";

/** "army \"left the town\"" to ["army", "left the town"], in small letters and without accents. */
export function terms(query: string): string[] {
  return [...query.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => fold((match[1] ?? match[2]).replaceAll('"', ""))).filter(Boolean);
}

export const fold = (text: string): string =>
  text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[‘’ʼ]/g, "'").toLowerCase();

export class Sentences {
  private readonly texts: TextStore;
  private readonly tables: Tables;
  private loading: Promise<string[]> | null = null;

  constructor(texts: TextStore, tables: Tables) {
    this.texts = texts;
    this.tables = tables;
  }

  /** Claims whose sentence holds all terms. `progress` hears of the part of texts that is loaded, 0 to 1. */
  async search(query: string, progress: (done: number) => void): Promise<Set<number>> {
    this.loading ??= this.gather(progress);
    const wanted = terms(query);
    const found = new Set<number>();
    const sentences = await this.loading;
    for (let row = 0; row < sentences.length; row++) {
      const sentence = sentences[row];
      if (sentence && wanted.every((term) => sentence.includes(term))) found.add(row);
    }
    return found;
  }

  private async gather(progress: (done: number) => void): Promise<string[]> {
    const sentences = new Array<string>(this.tables.claims.n).fill("");
    const chunks = [...new Set(this.tables.reports.chunk)];
    for (let i = 0; i < chunks.length; i++) {
      for (const text of (await this.texts.chunk(chunks[i])).values()) {
        const first = this.tables.reports.first[text.report];
        let last = "";
        let spot = -1;
        text.claims.forEach((words, at) => {
          if (words.sentence[0] !== spot) [spot, last] = [words.sentence[0], fold(slice(text, words.sentence))];
          sentences[first + at] = last; // claims of one sentence share the string
        });
      }
      progress((i + 1) / chunks.length);
    }
    return sentences;
  }
}

/** Ask the server; rejects with its own words when it refuses. */
export async function searchServer(query: string): Promise<Set<number>> {
  const answer = await fetch(`./api/search?text=${encodeURIComponent(query)}`);
  const body = (await answer.json()) as Found & { detail?: string };
  if (!answer.ok) throw new Error(body.detail ?? `the search failed (${answer.status})`);
  return new Set(body.claims);
}
