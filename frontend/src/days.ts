// Days are whole numbers since 1970-01-01, UTC.
import { NO_DAY } from "./types.ts";

const MILLISECONDS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2011-04-01", or "" for an unknown day. */
export function isoDay(day: number): string {
  return day === NO_DAY ? "" : new Date(day * MILLISECONDS).toISOString().slice(0, 10);
}

/** The day of an ISO date, or null when it is none. */
export function parseDay(iso: string | null | undefined): number | null {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : time / MILLISECONDS;
}

/** "1 Apr 2011". */
export function showDay(day: number): string {
  if (day === NO_DAY) return "date unknown";
  const date = new Date(day * MILLISECONDS);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "1-5 Apr 2011", "28 Mar - 2 Apr 2011", "1 Apr 2011"; an open end is "still so". */
export function showSpan(first: number, last: number): string {
  if (first === last || last === NO_DAY) return showDay(first);
  if (first === NO_DAY) return `until ${showDay(last)}`;
  const a = new Date(first * MILLISECONDS);
  const b = new Date(last * MILLISECONDS);
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${showDay(first)} – ${showDay(last)}`;
  if (a.getUTCMonth() !== b.getUTCMonth()) return `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} – ${showDay(last)}`;
  return `${a.getUTCDate()}–${showDay(last)}`;
}

/** Where to put ticks on an axis of days: [day, label], not more than `most`. */
export function ticks(first: number, last: number, most: number): [number, string][] {
  const days = last - first + 1;
  const start = new Date(first * MILLISECONDS);
  for (const months of [1, 2, 3, 6, 12, 24, 60, 120]) {
    if (days / (months * 30.4) > most) continue;
    const found: [number, string][] = [];
    const month = Math.ceil(start.getUTCMonth() / months) * months;
    for (let m = month; ; m += months) {
      const time = Date.UTC(start.getUTCFullYear(), m, 1);
      const day = time / MILLISECONDS;
      if (day > last) break;
      const date = new Date(time);
      const year = months >= 12 || date.getUTCMonth() === 0 || found.length === 0;
      if (day >= first) found.push([day, (months >= 12 ? "" : `${MONTHS[date.getUTCMonth()]} `) + (year ? date.getUTCFullYear() : "")]);
    }
    if (found.length > 1 || months === 1) return found.length ? found : [[first, showDay(first)]];
  }
  return [[first, showDay(first)]];
}
