// Light or dark: as the system has it, until someone chooses. The choice lasts for the visit.
import { button } from "./dom.ts";

const NAME = "contested-theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

export function isDark(): boolean {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

/** Call `act` whenever the colours have changed. */
export function onTheme(act: () => void): void {
  system.addEventListener("change", () => {
    if (!root.dataset.theme) act();
  });
  root.addEventListener("contested-theme", act);
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null; // a page from disk may be denied it
  }
}

function choose(theme: "light" | "dark"): void {
  root.dataset.theme = theme;
  try {
    sessionStorage.setItem(NAME, theme);
  } catch {
    // then it holds for this page alone
  }
  root.dispatchEvent(new Event("contested-theme"));
}

/** The button that changes between light and dark. */
export function themeButton(): HTMLButtonElement {
  const before = remembered();
  if (before === "light" || before === "dark") root.dataset.theme = before;
  const words = () => (isDark() ? "Light" : "Dark");
  const one = button(words(), () => choose(isDark() ? "light" : "dark"), { class: "theme", title: "Change between light and dark colours" });
  onTheme(() => (one.textContent = words()));
  return one;
}
