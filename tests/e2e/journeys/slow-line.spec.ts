// A first visit on a phone's slow line: it comes whole, can be used, and nothing blocks it meanwhile.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

test.use({ role: "owner", sandboxOptions: { jobs: 150 }, viewport: { width: 412, height: 823 } });

/** 1.6 Mbit/s and 150 ms there and back. */
async function slowDown(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 93_750,
  });
}

/** Notes each request that the page stands still for. */
async function noteBlocking(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const blocking: string[] = [];
    Object.assign(window, { blockingRequests: blocking });
    const open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function (...args: unknown[]) {
      if (args[2] === false) blocking.push(String(args[1]));
      return Reflect.apply(open, this, args);
    };
  });
  return () =>
    page.evaluate(() => (window as unknown as { blockingRequests: string[] }).blockingRequests);
}

const pages = [
  ["/", "Overview", "Recently finished"],
  ["/jobs", "Jobs", "of 150"],
  ["/generate", "Generate", "Email"],
] as const;

for (const [path, name, shown] of pages) {
  test(`${path} comes whole, and nothing blocks it`, async ({ page }) => {
    const blocking = await noteBlocking(page);
    await slowDown(page);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
    await expect(page.locator(".skeleton, .splash")).toHaveCount(0);
    await expect(page.getByRole("main").getByText(shown).first()).toBeVisible();
    // A function that first visits run is missing in the profile: `cargo xtask profile`.
    expect(await blocking()).toEqual([]);
  });
}

test.describe("signed out", () => {
  test.use({ role: undefined });

  test("/login takes what is typed, and nothing blocks it", async ({ page }) => {
    const blocking = await noteBlocking(page);
    await slowDown(page);
    await page.goto("/login");
    const field = page.getByLabel("Email");
    await field.fill("owner@toombos.test");
    await expect(field).toHaveValue("owner@toombos.test");
    expect(await blocking()).toEqual([]);
  });
});
