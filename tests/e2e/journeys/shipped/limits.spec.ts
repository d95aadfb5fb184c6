// What this server cannot do, and what cannot be told of it: said where it matters, and no longer than it holds.
import { answered, expect, expectNoSidewaysScroll, jobKey, open, test } from "../../shipped.ts";
import { jobsTable } from "../../support/jobs.ts";
import { holdClock, pass } from "../../support/idle.ts";

const cors = { "access-control-allow-origin": "*" };

/** A job as this server lists it. */
const listed = (job_id: string) => ({
  job_id,
  status: "completed",
  created_at: "2026-11-23T00:00:00",
  completed_at: "2026-11-23T00:00:01",
  results: {},
  errors: [],
});

test("a select that is off says why", async ({ page }) => {
  await open(page, "/generate", "Generate");
  const tone = page.getByLabel("Tone");
  await expect(tone).toBeDisabled();
  await expect(tone).toHaveAccessibleDescription(/tone/i);
});

test.describe("without a cache key", () => {
  test.use({ keys: null });

  test("connecting without a key names the page on which it is added later", async ({ page, backend }) => {
    await page.goto("/connect");
    await page.getByLabel("Backend URL").fill(backend.address);
    await expect(page.getByText("Settings, Connection").first()).toBeVisible();
    await page.getByLabel("API key", { exact: true }).fill(jobKey);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await page.goto("/cache");
    await page.getByRole("link", { name: "Add the key" }).click();
    await expect(page).toHaveURL(/\/settings\/connection/);
  });
});

test("a pace that was slowed by refusals is not claimed once they have passed", async ({
  page,
  faults,
  quietConsole,
}) => {
  test.setTimeout(90_000);
  quietConsole.allow(answered(429));
  await holdClock(page);
  await open(page, "/jobs", "Jobs");
  await pass(page, 0.2);
  const tooMany = { kind: "status", status: 429, detail: "Rate limit exceeded" } as const;
  await faults.add(tooMany, { match: "/api/v2/jobs" });
  await pass(page, 0.5);
  await expect(page.getByText(/Rate limited · refreshing every/)).toBeVisible();
  await faults.clear();
  await pass(page, 2);
  await expect(page.getByText(/Rate limited/)).toBeHidden();
});

test("a failure without a request ID does not ask to quote one", async ({ page, faults, quietConsole }) => {
  quietConsole.allow(answered(500));
  await faults.add({ kind: "status", status: 500, detail: "bogus" }, { match: "/api/v2/templates" });
  await open(page, "/templates", "Templates");
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("check the server log");
  await expect(alert).not.toContainText(/request ID/i);
});

test("lists that contradict each other are said to come from several workers", async ({ page, context }) => {
  await holdClock(page);
  let asked = 0;
  await context.route(/\/api\/v2\/jobs\?/, (route) => {
    const ids = asked++ % 2 === 0 ? ["sync_20261123000000_one", "sync_20261123000000_two"] : ["sync_20261123000000_six"];
    return route.fulfill({ json: ids.map(listed), headers: cors });
  });
  await open(page, "/jobs", "Jobs");
  await expect(jobsTable(page).getByRole("row").nth(1)).toBeVisible();
  await pass(page, 0.5);
  await expect(page.getByText("This server's job lists differ")).toBeVisible();
});

test("long ids that begin alike fit a phone and stay different", async ({ page, context }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const ids = ["first", "second"].map((end) => `sync_20261123000000_${"quarterly-".repeat(12)}${end}`);
  const [first = ""] = ids;
  await context.route(/\/api\/v2\/jobs\?/, (route) =>
    route.fulfill({ json: ids.map(listed), headers: cors }),
  );
  await context.route(/\/api\/v2\/jobs\/sync_/, (route) =>
    route.fulfill({ json: listed(first), headers: cors }),
  );
  await open(page, "/jobs", "Jobs");
  for (const end of ["first", "second"]) {
    await expect(jobsTable(page).getByText(new RegExp(`${end}$`)).first()).toBeVisible();
  }
  await expectNoSidewaysScroll(page);
  await open(page, "/", "Overview");
  await expectNoSidewaysScroll(page);
  await page.goto(`/jobs/${first}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test("a thread is shown as its posts before it is published, as on a job's page", async ({ page }) => {
  await page.route("**/api/v2/generate-content*", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    const thread = { platform: "twitter", content: "1/ First breath.\n\n2/ Second breath.", hashtags: [], media_urls: [] };
    await route.fulfill({ response, json: { ...json, social_posts: [thread] } });
  });
  await open(page, "/generate?channels=social", "Generate");
  await page.getByRole("button", { name: "Preview" }).click();
  const posts = page.getByRole("region", { name: "Preview" }).getByRole("article");
  await expect(posts).toHaveCount(2);
  await expect(posts.nth(0)).toContainText("First breath.");
  await expect(posts.nth(0)).not.toContainText("Second breath.");
  await expect(posts.nth(1)).toContainText("Second breath.");
});
