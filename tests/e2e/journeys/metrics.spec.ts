// Metrics: what servers really send, and how much of it.
import type { Page } from "@playwright/test";
import { expect, expectReflow, test } from "../fixtures.ts";
import { manyMetrics, noteLongTasks, oddMetrics, timeLetters } from "../support/metrics.ts";

test.use({ role: "viewer" });

const table = (page: Page) => page.getByRole("table", { name: "Process metrics" });
const row = (page: Page, text: string) => table(page).getByRole("row").filter({ hasText: text });

test("what a server sends is shown as it is meant, and what cannot be read is named", async ({
  page,
}) => {
  await page.route("**/metrics", (route) =>
    route.fulfill({ body: oddMetrics, contentType: "application/openmetrics-text" }),
  );
  await page.goto("/monitoring");
  await expect(row(page, "http_requests_total")).toContainText("counter · Requests answered.");
  await expect(row(page, "http_requests_total")).toContainText("1,027");
  await expect(row(page, "http_requests_created")).toContainText(/\d:\d\d/);
  await expect(row(page, "app_ratio")).toContainText("99.996%");
  await expect(row(page, "app_bytes")).toContainText("1.8e290 EB");
  await expect(row(page, "process_start_time_seconds")).toContainText(/\d:\d\d/);
  await expect(row(page, "my.metric")).toContainText("label.x v");
  await expect(row(page, "app_up")).toHaveCount(2);
  await expect(row(page, "app_up").first()).toContainText("duplicate 1 of 2");
  const main = page.getByRole("main");
  await expect(main).toContainText("Couldn't read 1 line");
  await expect(main).toContainText("Line 14: app_hex 0x1F");
  await expect(main).toContainText("1 duplicate series");
  await expectReflow(page);
});

test("30,000 series are scrolled and searched without a standstill", async ({ page }) => {
  await page.addInitScript(noteLongTasks);
  await page.route("**/metrics", (route) =>
    route.fulfill({ body: manyMetrics(30_000), contentType: "text/plain; version=0.0.4" }),
  );
  await page.goto("/monitoring");
  await expect(page.getByRole("main")).toContainText("30,000 series", { timeout: 30_000 });
  await expect(table(page)).toHaveAttribute("aria-rowcount", "30001");
  expect(await table(page).getByRole("row").count()).toBeLessThan(100);
  // Each further digit leaves fewer of them.
  const letters = await page.evaluate(timeLetters, "12345");
  test.info().annotations.push({
    type: "letter to rows",
    description: letters.map((time) => `${Math.round(time)} ms`).join(", "),
  });
  await expect(page.getByRole("main")).toContainText("1 of 30,000 series");
  await page.getByLabel("Search metrics").fill("web-29999");
  await expect(table(page).getByRole("row")).toHaveCount(2);
  await expect(row(page, "pod web-29999")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("1 of 30,000 series");
  await page.getByLabel("Search metrics").fill("");
  await page.keyboard.press("End");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(table(page).getByRole("row").last()).toContainText("queue_ratio");
  const tasks = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
  const longest = Math.max(0, ...tasks);
  test.info().annotations.push({ type: "longest task", description: `${Math.round(longest)} ms` });
  // 11,600 ms once; a build without optimisation is about ten times as slow as the released one.
  expect(longest).toBeLessThan(2_000);
});
