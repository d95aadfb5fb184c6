// What the server stores: page by page, found by words and channel, opened by its address.
import { expect, test } from "../fixtures.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 60 } });

/** Pages of this many, so that there are several. */
const PAGE = 10;

test.beforeEach(async ({ page }) => {
  await page.route(/\/api\/v2\/content(\?|$)/, (route) => {
    const url = new URL(route.request().url());
    url.searchParams.set("limit", String(PAGE));
    return route.continue({ url: url.href });
  });
});

test("all of a long list can be had, and a search is in the address", async ({ page, api }) => {
  const first = await api.send<{ content: { title: string }[]; total: number }>(
    "GET",
    `/api/v2/content?limit=${PAGE}`,
  );
  expect(first.total).toBeGreaterThan(first.content.length);
  await page.goto("/content");
  const main = page.getByRole("main");
  const rows = main.getByRole("listitem");
  await expect(rows).toHaveCount(first.content.length);
  while ((await rows.count()) < first.total) {
    const before = await rows.count();
    await main.getByRole("button", { name: "Show more" }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  await expect(rows).toHaveCount(first.total);
  await expect(main.getByRole("button", { name: "Show more" })).toHaveCount(0);

  await page.getByLabel("Search content").fill("100%41");
  await expect(page).toHaveURL(/q=100%2541/);
  await page.reload();
  await expect(page.getByLabel("Search content"), "decoded once").toHaveValue("100%41");
  await main.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows).toHaveCount(first.content.length);
  await page.goBack();
  await expect(page.getByLabel("Search content")).toHaveValue("100%41");
});

test("a page that does not come keeps the ones before", async ({ page, faults, quietConsole }) => {
  quietConsole.allow(/status of 503/);
  await page.goto("/content");
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await faults.add({ kind: "status", status: 503 }, { match: "GET /api/v2/content*" });
  await page.getByRole("button", { name: "Show more" }).click();
  const failure = page.getByRole("alert").filter({ hasText: "Couldn't load more content" });
  await expect(failure).toBeVisible();
  await expect(rows).toHaveCount(before);
  await faults.clear();
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
});
