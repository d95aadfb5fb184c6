// Five thousand live events a second over ten thousand jobs: what it costs, and whether the list is
// right afterwards, job by job. A minute of events unless told otherwise, two in all.
import { Api, expect, inWords, type Page, Sandbox, test } from "../e2e/bench.ts";
import { type Figure, report, setting } from "./figures.ts";
import { desktop, memory, metric, noteMemory, still, visit } from "./visit.ts";

const jobs = 10_000;

test("live", async ({ browser }) => {
  const seconds = Math.round(setting("MINUTES", 1) * 60);
  const sandbox = new Sandbox({ jobs, rateLimit: 1_000_000 });
  await sandbox.start();
  const seen = await visit(browser, sandbox, desktop);
  const { page, cdp } = seen;
  await noteMemory(page);
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { benchTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask" });
  });
  let frames = 0;
  page.on("websocket", (socket) => socket.on("framereceived", () => (frames += 1)));
  await page.goto("/jobs");
  await expect(page.getByText(`${jobs.toLocaleString("en")} jobs`).first()).toBeVisible();
  const before = await memory(seen);
  const cpu = await metric(cdp, "TaskDuration");
  frames = 0;
  await page.evaluate(() => ((window as any).benchTasks.length = 0));
  const answer = await fetch(`${sandbox.address}/__sandbox/stir`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ per_second: 5000, seconds }),
  });
  const { changed, milliseconds } = (await answer.json()) as Record<string, number>;
  if (changed === undefined || milliseconds === undefined) throw new Error("nothing was stirred");
  const busy = ((await metric(cdp, "TaskDuration")) - cpu) * 1000;
  const tasks = await page.evaluate(() => (window as any).benchTasks as number[]);
  const after = await memory(seen);
  const wrong = await difference(page, new Api(sandbox));
  const figures: Figure[] = [
    { name: "events that the server told", value: (changed * 1000) / milliseconds, unit: "1/s" },
    { name: "frames that the page received", value: (frames * 1000) / milliseconds, unit: "1/s" },
    { name: "main thread busy", value: (100 * busy) / milliseconds, unit: "%" },
    { name: "long tasks", value: tasks.length, unit: "" },
    { name: "longest task", value: Math.max(0, ...tasks), unit: "ms" },
    { name: "memory of the program before", value: before.wasm, unit: "MiB" },
    { name: "memory of the program after", value: after.wasm, unit: "MiB" },
    { name: "heap before", value: before.heap, unit: "MiB" },
    { name: "heap after", value: after.heap, unit: "MiB" },
    { name: "jobs that were compared", value: wrong.compared, unit: "" },
    { name: "jobs that differ from the server", value: wrong.differing, unit: "", limit: 0 },
  ];
  await seen.close();
  await sandbox.close();
  report("live", figures);
});

/** Reads the whole list as it is drawn, screen by screen, and holds each job against the server's. */
async function difference(page: Page, api: Api) {
  const held = new Map<string, string>();
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    type Listed = { jobs: { job_id: string; status: string }[]; next_cursor?: string | null };
    const after = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const listed: Listed = await api.send("GET", `/api/v2/jobs?limit=500${after}`);
    for (const job of listed.jobs) held.set(job.job_id, inWords[job.status] ?? job.status);
    cursor = listed.next_cursor ?? undefined;
  }
  const shown = new Map<string, string>();
  const read = async () => {
    const rows = await page.evaluate(
      () =>
        new Promise<string[]>((done) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              done(
                Array.from(
                  document.querySelectorAll('[role="grid"] [role="row"], [role="grid"] tbody tr'),
                  ({ textContent }) => textContent ?? "",
                ),
              ),
            ),
          ),
        ),
    );
    for (const text of rows) {
      const id = text.match(/job_[0-9a-z]{15}/)?.[0];
      const words = text.match(new RegExp(Object.values(inWords).join("|")))?.[0];
      if (id !== undefined && words !== undefined) shown.set(id, words);
    }
  };
  await page.evaluate(() => scrollTo(0, 0));
  // What is further down comes as it is scrolled to.
  for (let tries = 0; shown.size < held.size && tries < 20; ) {
    const before = shown.size;
    await read();
    await page.evaluate(() => scrollBy(0, innerHeight * 0.6));
    if (shown.size > before) {
      tries = 0;
    } else {
      tries += 1;
      await still(page);
    }
  }
  let differing = 0;
  for (const [id, status] of held) if (shown.get(id) !== status) differing += 1;
  return { compared: held.size, differing };
}
