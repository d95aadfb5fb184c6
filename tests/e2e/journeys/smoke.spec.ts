// The release build opens, under its own security policy, and says who it is.
import { expect, test } from "../fixtures.ts";

test("the app opens on the log-in page @phone", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("Toombos", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
});

test("the page carries a strict policy", async ({ page }) => {
  const answer = await page.goto("/");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe-inline");
});
