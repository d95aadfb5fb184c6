// What is drawn before the program is here: the page's own frame and name, where they will stay.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

/** Keeps the program back until it is let go. */
async function holdProgram(page: Page): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

const first = (page: Page) => page.locator(".splash h1").filter({ visible: true });

/** Expects a heading before the program, and the same one at the same place after it. */
async function expectKept(page: Page, path: string, name: string): Promise<void> {
  const letGo = await holdProgram(page);
  await page.goto(path, { waitUntil: "commit" });
  await expect(first(page)).toHaveText(name);
  await expect(page.getByRole("button", { name: "Reload" })).toBeHidden();
  const before = await first(page).boundingBox();
  letGo();
  await expect(page.locator("#page-title")).toHaveText(name);
  await expect(page.locator(".splash")).toHaveCount(0);
  const after = await page.locator("#page-title").boundingBox();
  expect(Math.abs(before!.x - after!.x), "sideways").toBeLessThanOrEqual(1);
  expect(Math.abs(before!.y - after!.y), `${before!.y} ${after!.y}`).toBeLessThanOrEqual(2);
}

test.describe("signed in", () => {
  test.use({ role: "owner", sandboxOptions: { jobs: 5 } });

  for (const [path, name] of [
    ["/", "Overview"],
    ["/jobs?status=failed", "Jobs"],
    ["/settings/connection", "Settings"],
    // A signed-in user goes on.
    ["/login", "Overview"],
  ] as const) {
    test(`${path} is named before the program is here @phone`, ({ page }) =>
      expectKept(page, path, name));
  }

  test("the chosen theme and width hold from the first paint", async ({ page }) => {
    await page.addInitScript(() => {
      try {
        localStorage.setItem("toombos.theme", "dark");
        localStorage.setItem("toombos.navigation.collapsed", "true");
      } catch {
        // A page that is still empty has no storage.
      }
    });
    await expectKept(page, "/jobs", "Jobs");
    await page.reload({ waitUntil: "commit" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});

for (const [path, name] of [
  ["/login", "Log in"],
  ["/jobs", "Log in"],
  ["/register", "Create account"],
  ["/connect", "Connect"],
] as const) {
  test(`${path} asks who it is before the program is here @phone`, ({ page }) =>
    expectKept(page, path, name));
}
