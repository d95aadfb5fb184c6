// Every page on the backend as shipped: it opens, says nothing wrong, and has no barriers.
import type { Page } from "@playwright/test";
import type { ConsoleGuard } from "../../support/console.ts";
import { expect, jobKey, open, test } from "../../shipped.ts";
import { bothThemes, expectAccessible, expectNoSidewaysScroll } from "../../shipped.ts";

const pages: [string, string | RegExp][] = [
  ["/", "Overview"],
  ["/generate", "Generate"],
  ["/generate/plan", /Plan/],
  ["/generate/batch", "Batch"],
  ["/generate/preflight", "Compare"],
  ["/jobs", "Jobs"],
  ["/jobs/sync_20261123000640_doc-part", "sync_20261123000640_doc-part"],
  ["/jobs/sync_20261123000422_gdocs%3Awe", "sync_20261123000422_gdocs:we"],
  ["/content", "Content"],
  ["/templates", "Templates"],
  ["/templates/modern", /Modern/],
  ["/health", "System health"],
  ["/cache", "Cache"],
  ["/analytics", "Analytics"],
  ["/monitoring", "Monitoring"],
  ["/settings/connection", "Settings"],
  ["/settings/account", "Settings"],
  ["/settings/api-keys", "Settings"],
];

test.use({
  keys: { key: jobKey },
  backendOptions: { jobs: ["jobs-list-limit-100", "nomock-job-partial"], pace: 0 },
});

for (const [address, name] of pages) {
  const look = async ({ page, quietConsole }: { page: Page; quietConsole: ConsoleGuard }) => {
    // The health routes answer 503 with a report: an answer, which Chromium still reports.
    quietConsole.allow(/status of 503/);
    await open(page, address, name);
    await expect(page.locator("[aria-busy=true], .skeleton")).toHaveCount(0);
    await bothThemes(page, async (theme) => {
      await expectNoSidewaysScroll(page);
      await expectAccessible(page, theme);
    });
    await expect(page.getByRole("main")).not.toContainText(/undefined|NaN|\[object/);
  };
  test(`no barriers on ${address}`, look);
  test(`no barriers on ${address} on a phone @phone-only @phone @slow`, look);
}

test("nothing is wider than a phone @phone-only @phone", async ({ page, quietConsole }) => {
  test.slow();
  quietConsole.allow(/status of 503/);
  for (const [address, name] of pages) {
    await open(page, address, name);
    await expect(page.locator("[aria-busy=true], .skeleton")).toHaveCount(0);
    await expectNoSidewaysScroll(page);
  }
});

for (const [address, name] of [
  ["/login", "Log in"],
  ["/register", "Create account"],
  ["/connect", "Connect"],
] as const) {
  test.describe("not connected", () => {
    test.use({ keys: null });

    test(`no barriers on ${address} @phone`, async ({ page, backend }) => {
      await open(page, address, name);
      await expect.poll(async () => (await backend.asked("/openapi.json")).length).toBeGreaterThan(0);
      await bothThemes(page, async (theme) => {
        await expectNoSidewaysScroll(page);
        await expectAccessible(page, theme);
      });
    });
  });
}
