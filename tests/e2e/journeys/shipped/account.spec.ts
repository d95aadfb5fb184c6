// A backend without accounts and without key management: said once, and where to go instead.
import { expect, open, test } from "../../shipped.ts";

for (const [address, words] of [
  ["/settings/account", "has no password login"],
  ["/settings/api-keys", "doesn't list API keys"],
] as const) {
  test(`${address} says what there is not, and leads on`, async ({ page, backend }) => {
    await open(page, address, "Settings");
    const main = page.getByRole("main");
    await expect(main).toContainText(words);
    await main.getByRole("link", { name: "View connection" }).click();
    await expect(page).toHaveURL(/\/settings\/connection$/);
    expect(await backend.asked("/api/v1/api-keys")).toHaveLength(0);
    expect(await backend.asked("/api/v1/auth/sessions")).toHaveLength(0);
  });
}

test("the settings begin with the connection", async ({ page }) => {
  await open(page, "/settings", "Settings");
  await expect(page).toHaveURL(/\/settings\/connection$/);
});

test("only the first steps that exist here are asked for", async ({ page }) => {
  await open(page, "/", "Overview");
  const steps = page.getByRole("region", { name: "Get started" });
  await expect(steps.getByRole("listitem")).toHaveCount(3);
  await expect(steps).not.toContainText("API key");
  await expect(steps).not.toContainText("template");
});
