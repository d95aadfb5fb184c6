// Lists: rows that are links, a place that is found again, a grid worked on with the keys.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { ember, failedJob, jobRow, jobsTable } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 320 } });

const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));

test("a row of jobs follows one real link, and back returns to its place and focus", async ({
  page,
  api,
  context,
}) => {
  const all = await api.jobs("limit=500");
  const far = all[180]!;
  await page.goto("/jobs");
  await expect(async () => {
    await page.mouse.wheel(0, 900);
    await expect(jobRow(page, far.job_id)).toBeVisible({ timeout: 150 });
  }).toPass();
  const row = jobRow(page, far.job_id);
  await row.scrollIntoViewIfNeeded();
  await expect(row.getByRole("link")).toHaveCount(1);

  // Anywhere in the row, the middle button opens the job in a tab of its own.
  const opened = context.waitForEvent("page");
  await row.getByRole("gridcell").nth(2).click({ button: "middle" });
  const other = await opened;
  await expect(other.getByRole("heading", { level: 1, name: far.job_id })).toBeVisible();
  await other.close();

  const before = await page.evaluate(() => window.scrollY);
  // The link covers the row, also far from its words.
  await row.click({ position: { x: 900, y: 12 } });
  await expect(page.getByRole("heading", { level: 1, name: far.job_id })).toBeVisible();
  await page.goBack();
  await expect(row.getByRole("link")).toBeFocused();
  await expect(row).toBeInViewport();
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - before)).toBeLessThan(60);
});

test("the grid of jobs has one tab stop and is worked on with the keys", async ({ page, api }) => {
  const all = await api.jobs("limit=500");
  await page.goto("/jobs");
  const grid = jobsTable(page);
  await expect(grid.getByRole("row").nth(1)).toBeVisible();
  await expect(grid).toHaveAttribute("aria-rowcount", String(all.length + 1));
  await expect(grid.locator("[tabindex='0']")).toHaveCount(1);

  await grid.locator("[tabindex='0']").focus();
  expect(await focusedRow(page)).toBe("2");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(await focusedRow(page)).toBe("4");
  await page.keyboard.press("Space");
  const third = jobRow(page, all[2]!.job_id);
  await expect(third).toHaveAttribute("aria-selected", "true");
  await expect(
    third.getByRole("checkbox", { name: `Select ${all[2]!.document_title}, ${all[2]!.job_id}` }),
  ).toBeChecked();
  await page.keyboard.press("PageDown");
  await expect.poll(async () => Number(await focusedRow(page))).toBeGreaterThan(8);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  // The last loaded row; the next pages follow.
  await expect(async () => {
    await page.keyboard.press("Control+End");
    expect(await focusedRow(page)).toBe(String(all.length + 1));
  }).toPass();
  await expect(grid.locator("[tabindex='0']")).toHaveCount(1);
  await page.keyboard.press("Control+Home");
  await expect.poll(() => focusedRow(page)).toBe("2");
  await page.keyboard.press("Tab");
  await expect(grid.locator(":focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect.poll(() => focusedRow(page)).toBe("2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: all[0]!.job_id })).toBeVisible();
});

test("a page that is given up when everything is asked for anew is asked for again", async ({
  page,
  api,
}) => {
  const all = await api.jobs("limit=500");
  let connect = () => {};
  const connected = new Promise<void>((done) => (connect = done));
  await page.route("**/api/v1/auth/ws-ticket", async (route) => {
    await connected;
    await route.continue();
  });
  const isFirstPage = (url: string) => /\/api\/v2\/jobs\?/.test(url) && !url.includes("cursor=");
  let pages = 0;
  await page.route(/\/api\/v2\/jobs\?.*cursor=/, async (route) => {
    pages += 1;
    if (pages === 1) {
      // The link comes up while the page is on its way, and the list begins anew.
      const anew = page.waitForRequest((request) => isFirstPage(request.url()));
      connect();
      await anew;
    }
    await route.continue();
  });
  await page.goto("/jobs");
  const grid = jobsTable(page);
  await expect(grid.getByRole("row").nth(1)).toBeVisible();
  await grid.locator("[tabindex='0']").focus();
  await page.keyboard.press("Control+End");
  await expect.poll(() => pages).toBeGreaterThan(1);
  await expect(async () => {
    await page.keyboard.press("Control+End");
    expect(await focusedRow(page)).toBe(String(all.length + 1));
  }).toPass();
});

test("all jobs of a filter are selected, also those that are not loaded", async ({
  page,
  api,
}) => {
  const held = await api.jobs("limit=500&status=completed");
  expect(held.length).toBeGreaterThan(100);
  await page.goto("/jobs?status=completed");
  await page.getByRole("checkbox", { name: "Select all jobs" }).check();
  await page.getByRole("button", { name: `Select all ${held.length}` }).click();
  const bar = page.getByRole("region", { name: "Selected jobs" });
  await expect(bar.getByText(`${held.length} jobs selected`)).toBeVisible();
  await expect(bar.getByRole("button", { name: /^Select all/ })).toHaveCount(0);
  await expect(bar.getByText("No selected jobs can be cancelled or retried")).toBeVisible();
  await expect(bar.getByRole("button", { name: /^(Cancel|Retry)/ })).toHaveCount(0);
  await bar.getByRole("button", { name: "Clear selection" }).click();
  await expect(jobsTable(page).locator(":focus")).toHaveCount(1);
});

test("failed jobs say why in the list, and are grouped by their error", async ({
  page,
  api,
  faults,
}) => {
  const one = await failedJob(api, faults, "Xylophone out of tune.");
  const two = await failedJob(api, faults, "Xylophone out of tune.");
  await page.goto("/jobs");
  await expect(jobRow(page, one.job_id)).toContainText("Xylophone out of tune.");
  await expect(jobRow(page, one.job_id).getByRole("link")).toHaveText(ember.title);
  await page.getByRole("button", { name: "Group by error" }).click();
  expect(new URL(page.url()).searchParams.get("group")).toBe("error");
  const group = page
    .getByRole("list", { name: "Errors" })
    .getByRole("listitem")
    .filter({ hasText: "Xylophone" });
  await expect(group).toContainText("2 jobs");
  await group.getByRole("button", { name: "Select 2 jobs" }).click();
  await expect(page.getByText("2 jobs selected")).toBeVisible();
  await group.getByRole("link", { name: "View jobs" }).click();
  await expect(jobsTable(page).getByRole("row")).toHaveCount(3);
  await expect(jobRow(page, two.job_id)).toBeVisible();
});

test("the list of jobs fits a window of 320 pixels and gives the document room at 1024", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/jobs");
  await expect(jobsTable(page).getByRole("row").nth(1)).toBeVisible();
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1024, height: 768 });
  const column = jobsTable(page).getByRole("columnheader", { name: "Document" });
  await expect
    .poll(async () => (await column.boundingBox())?.width ?? 0)
    .toBeGreaterThan(150);
  expect(await overflow()).toBeLessThanOrEqual(0);
});
