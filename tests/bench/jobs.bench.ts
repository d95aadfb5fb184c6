// The grid of jobs with few, many and very many of them. About three minutes.
import { type CDPSession, type Page, Sandbox, test } from "../e2e/bench.ts";
import { type Figure, median, report, setting } from "./figures.ts";
import { desktop, memory, metric, noteMemory, still, visit } from "./visit.ts";

const row = '[role="grid"] tbody tr[aria-rowindex], [role="grid"] [role="row"][aria-rowindex]';

test("jobs", async ({ browser }) => {
  const figures: Figure[] = [];
  for (const jobs of [100, 10_000, 100_000]) {
    const sandbox = new Sandbox({ jobs, rateLimit: 1_000_000 });
    await sandbox.start();
    const seen = await visit(browser, sandbox, desktop);
    await noteMemory(seen.page);
    const { page, cdp } = seen;
    const name = `${jobs.toLocaleString("en")} jobs`;
    await page.goto("/jobs", { waitUntil: "commit" });
    const first = await page.waitForFunction(
      (row) => (document.querySelectorAll(row).length > 1 ? performance.now() : null),
      row,
      { polling: "raf", timeout: 120_000 },
    );
    figures.push({ name: `${name}: first row`, value: Number(await first.jsonValue()), unit: "ms" });
    await page.waitForLoadState("networkidle");
    for (const cpu of [1, 4]) {
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
      const at = cpu === 1 ? name : `${name}, CPU ${cpu}×`;
      const runs = { letter: [] as number[], sort: [] as number[] };
      for (let run = 0; run < setting("RUNS", 3); run += 1) {
        runs.letter.push(await letter(page));
        runs.sort.push(await sort(page));
      }
      figures.push(
        { name: `${at}: letter to filtered`, value: median(runs.letter), unit: "ms" },
        { name: `${at}: sort`, value: median(runs.sort), unit: "ms" },
      );
    }
    const { frames, p95, moved } = await scroll(page, cdp);
    figures.push(
      { name: `${name}, CPU 4×: scrolled`, value: moved, unit: "px" },
      { name: `${name}, CPU 4×: frames while scrolling`, value: frames, unit: "1/s" },
      { name: `${name}, CPU 4×: frame, 95 of 100`, value: p95, unit: "ms" },
    );
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    const { wasm, heap } = await memory(seen);
    figures.push(
      { name: `${name}: rows in the DOM`, value: await page.locator(row).count(), unit: "" },
      { name: `${name}: DOM nodes`, value: await metric(cdp, "Nodes"), unit: "" },
      { name: `${name}: memory of the program`, value: wasm, unit: "MiB" },
      { name: `${name}: heap`, value: heap, unit: "MiB" },
    );
    await seen.close();
    await sandbox.close();
    report("jobs", figures);
  }
});

/** From the key to the frame after the rows are others, of which each has the letter. */
async function letter(page: Page): Promise<number> {
  const search = page.getByRole("searchbox", { name: "Search jobs" });
  await search.focus();
  const took = await timed(page, "keydown", async () => {
    await page.keyboard.press("x");
  });
  await search.fill("");
  await still(page);
  return took;
}

/** From the click on the head of a column to the frame after the first row is another. */
async function sort(page: Page): Promise<number> {
  const head = page.getByRole("columnheader", { name: "Created" }).getByRole("button");
  const took = await timed(page, "click", () => head.click());
  await still(page);
  return took;
}

/** From an event to the frame after the rows that are drawn have become others. */
async function timed(page: Page, event: string, act: () => Promise<void>): Promise<number> {
  const took = page.evaluate(
    ([event, row]) =>
      new Promise<number>((done) => {
        const text = () =>
          Array.from(document.querySelectorAll(row!), ({ textContent }) => textContent).join("\n");
        const before = text();
        const start = (happened: Event) => {
          const look = () => {
            if (text() === before) requestAnimationFrame(look);
            else requestAnimationFrame(() => done(performance.now() - happened.timeStamp));
          };
          requestAnimationFrame(look);
        };
        addEventListener(event!, start, { capture: true, once: true });
        (window as any).benchListens = true;
      }),
    [event, row],
  );
  await page.waitForFunction(() => (window as any).benchListens === true);
  await page.evaluate(() => ((window as any).benchListens = false));
  await act();
  return took;
}

/** Scrolls down and up, as a wheel does, and looks at the frames meanwhile. */
async function scroll(page: Page, cdp: CDPSession) {
  await page.evaluate(() => {
    const seen = { frames: [] as number[], low: Infinity, high: -Infinity, runs: true };
    Object.assign(window, { benchScroll: seen });
    const grid = document.querySelector('[role="grid"]');
    const look = (at: number) => {
      seen.frames.push(at);
      const top = grid?.getBoundingClientRect().top ?? 0;
      seen.low = Math.min(seen.low, top);
      seen.high = Math.max(seen.high, top);
      if (seen.runs) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (const yDistance of [-8000, 8000]) {
    await cdp.send("Input.synthesizeScrollGesture", {
      x: 720,
      y: 600,
      yDistance,
      speed: 4000,
      gestureSourceType: "mouse",
      preventFling: true,
    });
  }
  const { frames, moved } = await page.evaluate(() => {
    const seen = (window as any).benchScroll;
    seen.runs = false;
    return { frames: seen.frames as number[], moved: (seen.high - seen.low) as number };
  });
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  const sorted = [...gaps].sort((a, b) => a - b);
  const whole = gaps.reduce((sum, gap) => sum + gap, 0);
  return {
    frames: (1000 * gaps.length) / whole,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    moved,
  };
}
