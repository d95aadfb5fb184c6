// Nothing that is read or pointed at moves while a page comes in.
import type { Page } from "@playwright/test";
import { type Api, expect, test } from "../fixtures.ts";
import { noteShifts, shifts, total } from "../support/shift.ts";
import { makeTemplate } from "../support/templates.ts";

/** The most that may move, as the share of the screen times the share of its height. */
const limit = 0.02;

test.use({ sandboxOptions: { jobs: 40 } });

/** Waits until nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".skeleton, .splash")).toHaveCount(0);
  await page.waitForLoadState("networkidle");
}

async function expectStill(page: Page, path: string): Promise<void> {
  await noteShifts(page);
  await page.goto(path);
  await settled(page);
  const found = await shifts(page);
  expect(total(found), JSON.stringify(found, null, 1)).toBeLessThanOrEqual(limit);
}

/** An id that the server knows, for the pages of one thing. */
type Find = (api: Api) => Promise<string>;

const firstJob: Find = async (api) => (await api.jobs("limit=1&status=completed"))[0]!.job_id;
const firstContent: Find = async (api) => {
  const jobs = await api.jobs("limit=20&status=completed");
  const results = jobs.flatMap((job) => Object.values(job.results));
  return results.map((result) => result.content_id).find((id) => typeof id === "string")!;
};
const firstTemplate: Find = async (api) => {
  type Listed = { templates: { id: string }[] };
  const { templates } = await api.send<Listed>("GET", "/api/v2/templates");
  return templates[0]!.id;
};
const ownTemplate: Find = async (api) => (await makeTemplate(api)).id;

const pages: [path: string, find?: Find][] = [
  ["/"],
  ["/generate"],
  ["/generate/batch"],
  ["/generate/preflight"],
  ["/generate/plan"],
  ["/jobs"],
  ["/jobs/:id", firstJob],
  ["/content"],
  ["/content/:id", firstContent],
  ["/templates"],
  ["/templates/:id", firstTemplate],
  ["/templates/new"],
  ["/templates/:id/edit", ownTemplate],
  ["/health"],
  ["/cache"],
  ["/analytics"],
  ["/monitoring"],
  ["/settings/account"],
  ["/settings/api-keys"],
  ["/settings/connection"],
  ["/nowhere"],
];

test.describe("signed in", () => {
  test.use({ role: "owner" });

  for (const [path, find] of pages) {
    const comesAtOnce = async ({ page, api }: { page: Page; api: Api }) => {
      await expectStill(page, path.replace(":id", find ? encodeURIComponent(await find(api)) : ""));
    };
    test(`${path} stays where it is @phone-only @phone`, comesAtOnce);
    // What moves in a wide window does so all the more while the answers take long.
    test(`${path} stays where it is in a wide window @slow`, comesAtOnce);

    test(`${path} stays where it is while the answers take long`, async ({ page, api, faults }) => {
      const id = find ? encodeURIComponent(await find(api)) : "";
      await faults.add({ kind: "latency", ms: 700 }, { match: "/api/*" });
      await faults.add({ kind: "latency", ms: 400 }, { match: "/health*" });
      await expectStill(page, path.replace(":id", id));
    });
  }
});

for (const path of ["/login", "/register", "/connect", "/"]) {
  test(`${path} stays where it is before logging in @phone`, async ({ page }) => {
    await expectStill(page, path);
  });
}
