// What a first visit really fetches until it is ready, and what a further page adds. About a minute.
import { expect, type Page, Sandbox, test } from "../e2e/bench.ts";
import { budgets, type Figure, report } from "./figures.ts";
import { everyPage, filled } from "./pages.ts";
import { desktop, still, timesOf, visit } from "./visit.ts";

/** Counts the files of the app as they come over the line, with the bytes of their bodies. */
function count(page: Page) {
  const sizes = new Map<string, Promise<number>>();
  let isOver = false;
  let waits = 0;
  // A call fetches the file that it needs by a request that the page waits for: the profile is old.
  page.on("request", (request) => {
    if (!isOver && request.resourceType() === "xhr" && request.url().endsWith(".wasm")) waits += 1;
  });
  page.on("requestfinished", (request) => {
    const { pathname } = new URL(request.url());
    const isFile = /\.[a-z0-9]+$/.test(pathname) || request.isNavigationRequest();
    if (!isFile || /^\/(api|media|published)\//.test(pathname)) return;
    // What is preloaded and then asked for comes over the line once.
    if (isOver || sizes.has(pathname)) return;
    sizes.set(
      pathname,
      request.sizes().then(({ responseBodySize }) => responseBodySize),
    );
  });
  return async () => {
    isOver = true;
    const all = await Promise.all(sizes.values());
    return { files: all.length, kib: all.reduce((sum, size) => sum + size, 0) / 1024, waits };
  };
}

test("sizes", async ({ browser }) => {
  const sandbox = new Sandbox({ jobs: 40 });
  await sandbox.start();
  const figures: Figure[] = [];
  for (const path of ["/login", ...everyPage]) {
    const isSignedIn = path !== "/login";
    const seen = await visit(browser, sandbox, desktop, { isSignedIn });
    const counted = count(seen.page);
    await seen.page.goto(await filled(sandbox, path));
    await timesOf(seen.page);
    const first = await counted();
    await seen.close();
    const limit = budgets.first_load_brotli_kib[path] ?? budgets.first_load_elsewhere_brotli_kib;
    figures.push({ name: `${path} first load`, value: first.kib, unit: "KiB", limit });
    figures.push({
      name: `${path} first load`,
      value: first.files,
      unit: "files",
      limit: budgets.first_load_files,
    });
    figures.push({ name: `${path} calls that wait for a file`, value: first.waits, unit: "", limit: 0 });
    expect(first.files).toBeGreaterThan(0);
  }
  for (const path of everyPage) {
    if (path === "/") continue;
    const seen = await visit(browser, sandbox, desktop);
    await seen.page.goto("/");
    await timesOf(seen.page);
    await seen.page.waitForLoadState("networkidle");
    const counted = count(seen.page);
    await follow(seen.page, await filled(sandbox, path));
    const further = await counted();
    await seen.close();
    const limit = budgets.further_page_brotli_kib;
    figures.push({ name: `${path} after the overview`, value: further.kib, unit: "KiB", limit });
  }
  await sandbox.close();
  report("sizes", figures);
});

/** Follows a link within the app, wherever it leads. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((path) => {
    const link = document.createElement("a");
    link.href = path;
    document.querySelector("#main")?.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname === path);
  await still(page);
}
