// Lets time pass over a page at which nobody does anything, and counts what it asks for.
import type { Page } from "@playwright/test";
import type { ShippedServer } from "./shipped.ts";

/** Lets the page's own clock be moved; to be called before the page is opened. */
export const holdClock = (page: Page): Promise<void> => page.clock.install();

/** Lets minutes pass within seconds, in steps that leave answers the time to arrive. */
export async function pass(page: Page, minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 24; step += 1) {
    await page.clock.runFor(2_500);
    await page.waitForTimeout(25);
  }
}

/** How often each path was asked for since then. */
export async function counted(
  backend: ShippedServer,
  since: number,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { method, path } of (await backend.requests()).slice(since)) {
    if (method === "OPTIONS") continue;
    counts[path] = (counts[path] ?? 0) + 1;
  }
  return counts;
}

/** Tells the page that nobody sees it, or that somebody does again. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    const state = hidden ? "hidden" : "visible";
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);
}
