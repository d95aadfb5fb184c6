// Batches and comparisons on the backend as shipped: what there is instead, and the way to it.
import { expect, open, test } from "../../shipped.ts";

test("a batch of documents is not offered, and leads to what is", async ({ page, backend }) => {
  await open(page, "/generate/batch", "Batch");
  const main = page.getByRole("main");
  await expect(main).toContainText("Batches aren't available on this server");
  await expect(page.getByRole("button", { name: "Publish batch" })).toHaveCount(0);
  await main.getByRole("link", { name: "Plan a period" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Plan a period" })).toBeVisible();
  expect(await backend.asked("/api/v2/content/batch", "POST")).toEqual([]);
});

test("tones are not compared where none can be asked for", async ({ page, backend }) => {
  await open(page, "/generate/preflight", "Compare");
  const main = page.getByRole("main");
  await expect(main).toContainText("Comparing tones isn't available on this server");
  await main.getByRole("link", { name: "Generate content" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  expect(await backend.asked("/api/v2/generate-content", "POST")).toEqual([]);
});
