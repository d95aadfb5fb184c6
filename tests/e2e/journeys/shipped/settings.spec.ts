// The connection: its keys, and the table of what the backend offers.
import { answered, cacheKey, expect, hidden, jobKey, open, test } from "../../shipped.ts";

const table = "Capabilities";

test("the table says what is offered, by which route, and how it last answered", async ({ page }) => {
  await open(page, "/settings/connection", "Settings");
  const row = (word: string) =>
    page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: word });
  await expect(row("jobs.cancel")).toContainText("Not available");
  await expect(row("jobs.cancel")).toContainText("can't cancel");
  await expect(row("jobs.list")).toContainText("GET /api/v2/jobs");
  await expect(row("cache.clear")).toContainText("DELETE /api/v1/cache/clear-all");
  await expect(row("content.generate")).toContainText("POST /api/v2/generate-content");
});

test("the offer can be asked for anew", async ({ page, backend }) => {
  await open(page, "/settings/connection", "Settings");
  await expect.poll(async () => (await backend.asked("/openapi.json")).length).toBeGreaterThan(0);
  const before = (await backend.asked("/openapi.json")).length;
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("Capabilities refreshed")).toBeVisible();
  expect((await backend.asked("/openapi.json")).length).toBe(before + 1);
});

test("a key can be taken later, once it is proved", async ({ page, quietConsole }) => {
  quietConsole.allow(answered(401));
  await open(page, "/settings/connection", "Settings");
  await page.getByRole("button", { name: "Replace API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("API key").fill("nope");
  await dialog.getByRole("button", { name: "Save key" }).click();
  await expect(dialog.getByRole("alert")).toContainText("recognize");
  await dialog.getByLabel("API key").fill("platform-key-789");
  await dialog.getByRole("button", { name: "Save key" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Ends in 789")).toBeVisible();
});

test("what was begun stays when the key is replaced, and is there after a reload", async ({ page }) => {
  await open(page, "/generate", "Generate");
  await page.getByRole("checkbox", { name: "Web", exact: true }).check();
  await open(page, "/settings/connection", "Settings");
  await page.getByRole("button", { name: "Replace API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("API key").fill("platform-key-789");
  await dialog.getByRole("button", { name: "Save key" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Ends in 789")).toBeVisible();
  await page.getByRole("link", { name: "Generate", exact: true }).click();
  const web = page.getByRole("checkbox", { name: "Web", exact: true });
  await expect(web).toBeChecked();
  await page.reload();
  await expect(web).toBeChecked();
});

test("an unproven cache key is not kept", async ({ page, quietConsole }) => {
  quietConsole.allow(hidden);
  await open(page, "/settings/connection", "Settings");
  await page.getByRole("button", { name: "Add cache key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Cache key").fill(cacheKey);
  await dialog.getByRole("button", { name: "Save key" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Couldn't check");
});

test.describe("with both keys", () => {
  test.use({ keys: { key: jobKey, cache: cacheKey } });

  test("a key is removed, and that undone", async ({ page }) => {
    await open(page, "/settings/connection", "Settings");
    await page.getByRole("button", { name: "Remove cache key" }).click();
    await expect(page.getByRole("button", { name: "Add cache key" })).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: "Remove cache key" })).toBeVisible();
  });
});
