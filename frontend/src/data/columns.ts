// Columns of numbers, held compactly.
import type { Ragged } from "../types.ts";

/** Lists of whole numbers, one a row, in two typed arrays. */
export class Lists {
  readonly starts: Int32Array;
  readonly values: Int32Array;

  constructor(ragged: Ragged) {
    this.starts = new Int32Array(ragged.n.length + 1);
    for (let i = 0; i < ragged.n.length; i++) this.starts[i + 1] = this.starts[i] + ragged.n[i];
    this.values = Int32Array.from(ragged.v);
  }

  get length(): number {
    return this.starts.length - 1;
  }

  /** The values of a row; a view, not a copy. */
  of(row: number): Int32Array {
    return this.values.subarray(this.starts[row], this.starts[row + 1]);
  }

  count(row: number): number {
    return this.starts[row + 1] - this.starts[row];
  }

  has(row: number, value: number): boolean {
    for (let i = this.starts[row]; i < this.starts[row + 1]; i++) if (this.values[i] === value) return true;
    return false;
  }

  /** The rows in which each value below `size` stands: the lists turned round. */
  inverse(size: number): Lists {
    const n = new Array<number>(size).fill(0);
    for (const value of this.values) if (value >= 0 && value < size) n[value]++;
    const turned = new Lists({ n, v: new Array<number>(n.reduce((a, b) => a + b, 0)).fill(0) });
    const next = turned.starts.slice(0, -1);
    for (let row = 0; row < this.length; row++)
      for (const value of this.of(row)) if (value >= 0 && value < size) turned.values[next[value]++] = row;
    return turned;
  }
}

export const ints = (column: number[]): Int32Array => Int32Array.from(column);
export const bytes = (column: number[]): Uint8Array => Uint8Array.from(column);

/** For a column of row numbers (or NONE): the rows that have each number. */
export function groups(column: ArrayLike<number>, size: number): Lists {
  const n: number[] = [];
  const v: number[] = [];
  for (let i = 0; i < column.length; i++) {
    n.push(column[i] >= 0 ? 1 : 0);
    if (column[i] >= 0) v.push(column[i]);
  }
  return new Lists({ n, v }).inverse(size);
}
