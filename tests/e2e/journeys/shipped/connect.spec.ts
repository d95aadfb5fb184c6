import { expect, jobKey, test } from "../../shipped.ts";

test.use({ keys: null });

test("a key for jobs is proved and connects", async ({ page, backend }) => {
  await page.goto("/connect");
  await expect(page.getByLabel("Backend URL")).toHaveValue(backend.address);
  console.log(await page.locator("body").ariaSnapshot());
  await page.getByLabel("API key").fill(jobKey);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.waitForTimeout(3000);
  console.log(page.url());
  console.log(await page.locator("body").ariaSnapshot());
  console.log(backend.requests.map((r) => `${r.method} ${r.path}?${r.query} ${r.status} +${r.at - backend.requests[0]!.at}`).join("\n"));
});
