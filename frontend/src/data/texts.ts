// The words of reports, loaded in chunks when they are looked at, the last ones kept.
import type { ClaimWords, ReportText, Texts, Words } from "../types.ts";
import type { Source } from "./load.ts";
import type { Tables } from "./tables.ts";

const KEPT = 24; // chunks

export class TextStore {
  private readonly source: Source;
  private readonly tables: Tables;
  private readonly chunks = new Map<number, Promise<Map<number, ReportText>>>();
  private readonly ready = new Map<number, Map<number, ReportText>>();

  constructor(source: Source, tables: Tables) {
    this.source = source;
    this.tables = tables;
  }

  /** The words of a report; rejects when its chunk cannot be loaded. */
  async report(row: number): Promise<ReportText> {
    const text = (await this.chunk(this.tables.reports.chunk[row])).get(row);
    if (!text) throw new Error(`the words of report ${this.tables.reports.id[row]} are not in its part`);
    return text;
  }

  /** The words of a report if they are here, else undefined. */
  now(row: number): ReportText | undefined {
    return this.ready.get(this.tables.reports.chunk[row])?.get(row);
  }

  chunk(number: number): Promise<Map<number, ReportText>> {
    let loading = this.chunks.get(number);
    if (!loading) {
      loading = this.source.texts(number).then((texts: Texts) => {
        const found = new Map(texts.reports.map((text) => [text.report, text]));
        this.ready.set(number, found);
        return found;
      });
      loading.catch(() => this.chunks.delete(number));
    } else this.chunks.delete(number); // to be put last, as the one used last
    this.chunks.set(number, loading);
    for (const old of this.chunks.keys()) {
      if (this.chunks.size <= KEPT) break;
      this.chunks.delete(old);
      this.ready.delete(old);
    }
    return loading;
  }

  claimWords(text: ReportText, claim: number): ClaimWords | undefined {
    return text.claims[claim - this.tables.reports.first[text.report]];
  }

  /** The sentence of a claim if its report is here. */
  sentence(claim: number): string | undefined {
    const text = this.now(this.tables.claims.report[claim]);
    const words = text && this.claimWords(text, claim);
    return text && words && slice(text, words.sentence);
  }
}

/** The words from `start` to `end`; where they are left out, what there is of them. */
export function slice(text: ReportText, [start, end]: Words): string {
  for (const [offset, piece] of text.pieces) {
    if (start >= offset && start < offset + piece.length) return piece.slice(start - offset, end - offset);
  }
  return "";
}
