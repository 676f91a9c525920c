// Holds the state, tells those who asked what changed, and keeps the address in step.
import { type State, decode, encode } from "./state.ts";

export type Changed = ReadonlySet<keyof State>;
type Listener = (state: State, changed: Changed) => void;

export class Store {
  state: State;
  private readonly listeners: Listener[] = [];
  private timer = 0;
  private pending = false;

  constructor() {
    this.state = decode(location.hash);
    window.addEventListener("popstate", () => this.take(decode(location.hash)));
    window.addEventListener("hashchange", () => {
      if (location.hash.slice(1) !== encode(this.state)) this.take(decode(location.hash));
    });
  }

  on(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Change the state. A step that one would want to go back from is a new entry of the history, others are not. */
  set(patch: Partial<State>, { step = true }: { step?: boolean } = {}): void {
    const before = encode(this.state);
    const changed = this.apply({ ...this.state, ...patch });
    if (!changed.size) return;
    if (step && encode(this.state) !== before) {
      this.pending = false; // what was on its way into the old entry is in the new one
      window.clearTimeout(this.timer);
      history.pushState(null, "", `#${encode(this.state)}`);
    } else this.later();
  }

  /** Browsers allow only so many changes of the address in a time; while something moves, one in a third of a second. */
  private later(): void {
    this.pending = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), 300);
  }

  private flush(): void {
    window.clearTimeout(this.timer);
    if (this.pending && location.hash.slice(1) !== encode(this.state)) history.replaceState(null, "", `#${encode(this.state)}`);
    this.pending = false;
  }

  private take(state: State): void {
    this.pending = false;
    window.clearTimeout(this.timer);
    this.apply(state);
  }

  private apply(next: State): Changed {
    const changed = new Set<keyof State>();
    for (const key of Object.keys(next) as (keyof State)[]) {
      if (JSON.stringify(next[key]) !== JSON.stringify(this.state[key])) changed.add(key);
    }
    if (changed.size) {
      this.state = next;
      for (const listener of this.listeners) listener(next, changed);
    }
    return changed;
  }
}
