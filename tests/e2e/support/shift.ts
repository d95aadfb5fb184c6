// How far what is drawn moves while a page comes in, as the browser itself measures it.
import type { Page } from "@playwright/test";

/** One thing that moved: where it was, and where it is. */
type Moved = { name: string; from: string; to: string };

/** One frame in which something moved. */
export type Shift = { value: number; at: number; moved: Moved[] };

/** Lets the page note its shifts from its first paint; to be called before it is opened. */
export async function noteShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window.top !== window) return;
    const name = (node: Node | null): string => {
      const element = node instanceof Element ? node : (node?.parentElement ?? null);
      if (element === null) return "gone";
      const classes = Array.from(element.classList, (name) => `.${name}`).join("");
      const own = element.id === "" ? `${element.localName}${classes}` : `#${element.id}`;
      const parent = element.parentElement;
      const above = parent === null ? "" : `${parent.localName}.${parent.className} > `;
      return `${above}${own}`;
    };
    const place = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(" ");
    const shifts: Shift[] = [];
    const take = (entries: PerformanceEntryList) => {
      for (const entry of entries as any[]) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map((source: any) => ({
          name: name(source.node),
          from: place(source.previousRect),
          to: place(source.currentRect),
        }));
        shifts.push({ value: entry.value, at: Math.round(entry.startTime), moved });
      }
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    Object.assign(window, {
      takeShifts: () => {
        take(observer.takeRecords());
        return shifts;
      },
    });
  });
}

/** All shifts so far, once what was drawn last has been painted. */
export const shifts = (page: Page): Promise<Shift[]> =>
  page.evaluate(
    () =>
      new Promise<Shift[]>((done) => {
        const twice = () => requestAnimationFrame(() => setTimeout(() => done((window as any).takeShifts())));
        requestAnimationFrame(twice);
      }),
  );

/** The sum of all, which is never less than the browser's own score. */
export const total = (shifts: Shift[]): number =>
  shifts.reduce((sum, { value }) => sum + value, 0);
