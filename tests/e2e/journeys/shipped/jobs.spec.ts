// The list of jobs: polled for, filtered on this side, forgotten by the server at its restart.
import type { Page } from "@playwright/test";
import { answered, expect, open, test } from "../../shipped.ts";
import { connection, jobRow, jobsTable } from "../../support/jobs.ts";
import { counted, holdClock, pass } from "../../support/idle.ts";

const rows = (page: Page) => jobsTable(page).getByRole("row");

test("a new job is found by polling, which is said", async ({ page, api, backend }) => {
  await open(page, "/jobs", "Jobs");
  await expect(connection(page)).toHaveText("Polling");
  const { job_id } = await api.sync("doc-new", ["email"]);
  await expect(page.getByText(job_id).or(page.getByText(/1 new/)).first()).toBeVisible({
    timeout: 20_000,
  });
  const sockets = (await backend.requests()).filter(({ method }) => method === "SOCKET");
  expect(sockets, "no socket is tried that is not offered").toEqual([]);
});

test.describe("with the recorded jobs", () => {
  test.use({
    backendOptions: {
      jobs: ["jobs-list-limit-100", "nomock-job-partial", "tz-job-failed-fetch"],
    },
  });

  test("the_list_is_asked_for_once_with_a_large_limit_and_filtered_here", async ({
    page,
    backend,
  }) => {
    await open(page, "/jobs?status=failed,partial", "Jobs");
    await expect(rows(page)).toHaveCount(3);
    for (const { query } of await backend.asked("/api/v2/jobs")) {
      expect(Number(query.get("limit"))).toBeGreaterThanOrEqual(100);
      expect(query.has("status") || query.has("channel")).toBe(false);
    }
    await expect(jobRow(page, "sync_20261123000640_doc-part")).toContainText("Partial");
    await expect(jobRow(page, "sync_20261122191306_gdocs:1")).toContainText("Failed");
  });

  test("the search finds jobs by their id", async ({ page }) => {
    await open(page, "/jobs", "Jobs");
    await page.getByRole("searchbox", { name: "Search jobs" }).fill("notion");
    await expect(rows(page)).toHaveCount(2);
    await expect(jobRow(page, "sync_20261123000428_notion:a")).toContainText("Completed");
    await expect(page).toHaveURL(/notion/);
  });

  test("what is known is found from everywhere, by one question for the whole list", async ({
    page,
    backend,
  }) => {
    await open(page, "/generate", "Generate");
    const search = page.getByRole("dialog", { name: "Search or jump to" });
    await page.keyboard.press("Control+k");
    await expect(search.getByRole("option").first()).toBeVisible();
    const before = (await backend.asked("/api/v2/jobs")).length;
    await page.keyboard.type("notion");
    const job = search.getByRole("option", { name: /sync_20261123000428_notion:a/ });
    await expect(job).toHaveAttribute("href", /^\/jobs\/sync_20261123000428_notion/);
    await search.getByRole("combobox").fill("doc-part");
    await expect(
      search.getByRole("option", { name: /sync_20261123000640_doc-part/ }),
    ).toBeVisible();
    expect((await backend.asked("/api/v2/jobs")).length - before).toBe(1);
    for (const missing of [/^Documents/, /^API keys/]) {
      await expect(search.getByRole("group", { name: missing })).toHaveCount(0);
    }
  });

  test("a_time_without_a_zone_is_shown_as_such", async ({ page }) => {
    await open(page, "/jobs", "Jobs");
    const row = jobRow(page, "sync_20261123000640_doc-part");
    await expect(row).toContainText("2026-11-23 00:06:40");
    await expect(row).toContainText("zone unknown");
    await expect(row, "a duration is a difference").toContainText("14 s");
    await expect(jobsTable(page)).not.toContainText(/\bago\b|yesterday|in \d+ hours/i);
  });

  test("a list that empties says that the server has restarted", async ({ page, backend }) => {
    await open(page, "/jobs", "Jobs");
    await expect(rows(page)).not.toHaveCount(0);
    await backend.restart();
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText(/restart/i).first()).toBeVisible();
  });

  test("cancelling is not offered, and never an error after a click", async ({ page }) => {
    await open(page, "/jobs", "Jobs");
    await jobRow(page, "sync_20261123000429_doc-utc").getByRole("checkbox").first().check();
    for (const button of await page.getByRole("button", { name: /^Cancel \d/ }).all()) {
      await expect(button).toBeDisabled();
      await expect(button).toHaveAccessibleDescription(/can't cancel/);
    }
  });
});

test.describe("on a machine without stand-ins", () => {
  test.use({ backendOptions: { environment: "nomock" } });

  test("two_jobs_in_a_second_do_not_overwrite_each_other", async ({
    page,
    api,
    backend,
  }) => {
    test.setTimeout(120_000);
    for (const id of ["doc-1", "doc-2", "doc-3"]) await api.sync(id, ["email", "website"]);
    await expect
      .poll(async () => (await api.jobs()).filter(({ status }) => status === "partial").length)
      .toBe(3);
    await open(page, "/jobs", "Jobs");
    await expect(rows(page)).toHaveCount(4);
    await page.getByRole("checkbox", { name: "Select all jobs" }).check();
    await page.getByRole("button", { name: "Retry 3 jobs" }).click();
    const question = page.getByRole("dialog", { name: "Retry 3 jobs?" });
    await question.getByRole("button", { name: "Retry 3 jobs" }).click();
    await expect(page.getByRole("dialog", { name: "3 jobs retried" })).toBeVisible({
      timeout: 90_000,
    });
    expect((await backend.requests()).filter(({ path }) => path.endsWith("/retry")).length).toBe(3);
    expect((await api.jobs()).length, "none has replaced another").toBe(6);
  });

  test("a list that was cut off does not say how many there are", async ({ page, faults }) => {
    const job = (number: number) => ({
      job_id: `sync_20261123000000_n${number}`,
      status: "completed",
      created_at: "2026-11-23T00:00:00.5",
      completed_at: null,
      results: {},
      errors: [],
    });
    const body = Array.from({ length: 1000 }, (_, number) => job(number));
    await faults.add({ kind: "status", status: 200, body }, { match: "GET /api/v2/jobs" });
    await open(page, "/jobs", "Jobs");
    await expect(page.getByText(/newest 1,000/).first()).toBeVisible();
    await expect(page.getByText("1,000 jobs", { exact: true })).toHaveCount(0);
  });
});

test("too_many_requests_without_retry_after_slow_the_polling", async ({
  page,
  backend,
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
  const before = (await backend.requests()).length;
  await pass(page, 5);
  const refused = (await counted(backend, before))["/api/v2/jobs"] ?? 0;
  expect(refused, "requests in five refused minutes").toBeGreaterThan(0);
  expect(refused, "requests in five refused minutes").toBeLessThanOrEqual(20);
  await faults.clear();
  await pass(page, 2);
  await expect(page.getByRole("main")).not.toContainText("Rate limit exceeded");
});

test("a_plain_500_is_not_said_to_be_offline", async ({ page, backend, faults, quietConsole }) => {
  quietConsole.allow(/blocked by CORS policy|net::ERR_FAILED/);
  await faults.add({ kind: "plain-500" }, { match: "/api/v2/jobs" });
  await open(page, "/jobs", "Jobs");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByRole("alert").first()).not.toContainText(/offline|can't be reached/i);
  await expect(connection(page)).not.toHaveText("Offline");
  expect((await backend.asked("/live")).length).toBeGreaterThan(0);
});
