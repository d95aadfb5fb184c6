// What each page asks the server for while nobody does anything, in minutes of the page's own clock.
// Five of them unless told otherwise: about three minutes for all pages.
import { holdClock, pass, Sandbox, test } from "../e2e/bench.ts";
import { type Figure, report, setting } from "./figures.ts";
import { everyPage, filled } from "./pages.ts";
import { desktop, timesOf, visit } from "./visit.ts";

test("idle", async ({ browser }) => {
  const minutes = setting("MINUTES", 5);
  const figures: Figure[] = [];
  for (const path of everyPage) {
    const sandbox = new Sandbox({ jobs: 40, rateLimit: 1_000_000 });
    await sandbox.start();
    const { page, close } = await visit(browser, sandbox, desktop);
    await page.goto(await filled(sandbox, path));
    await timesOf(page);
    await holdClock(page);
    await page.reload();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await pass(page, 0.1);
    let requests = 0;
    page.on("request", (request) => {
      if (!/\.[a-z0-9]+$/.test(new URL(request.url()).pathname)) requests += 1;
    });
    await pass(page, minutes);
    await close();
    await sandbox.close();
    figures.push({ name: `${path} in ${minutes} idle minutes`, value: requests, unit: "requests" });
    report("idle", figures);
  }
});
