// The list of jobs: found again by its address, and worked on many at a time.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import {
  connection,
  ember,
  expectListEqualsServer,
  failedJob,
  heldJob,
  jobRow,
  jobsTable,
  shownJobs,
} from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 60 } });

const chip = (page: Page, name: string) =>
  page.getByRole("group", { name: /Status|Channel/ }).getByRole("button", { name, exact: true });

const parameters = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

test("the list shows what the server holds @phone", async ({ page, api }) => {
  await page.goto("/jobs");
  await expectListEqualsServer(page, api);
  const { total } = await api.send<{ total: number }>("GET", "/api/v2/jobs?limit=1");
  await expect(page.getByText(`${total} jobs`)).toBeVisible();
});

test("filters, search and order are in the address, and back leads through them", async ({
  page,
  api,
}) => {
  await page.goto("/jobs");
  await chip(page, "Failed").click();
  await expect(chip(page, "Failed")).toHaveAttribute("aria-pressed", "true");
  expect(parameters(page)).toEqual({ status: "failed" });
  await expectListEqualsServer(page, api, "&status=failed");

  await chip(page, "Web").click();
  await expectListEqualsServer(page, api, "&status=failed&channel=web");
  await page.getByRole("columnheader", { name: "Duration" }).getByRole("button").click();
  await expect(page.getByRole("columnheader", { name: "Duration" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expectListEqualsServer(page, api, "&status=failed&channel=web&sort=-duration");
  expect(parameters(page)).toEqual({ status: "failed", channel: "web", sort: "-duration" });

  await page.goBack();
  await expect(page.getByRole("columnheader", { name: "Created" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await page.goBack();
  await expect(chip(page, "Web")).toHaveAttribute("aria-pressed", "false");
  await expectListEqualsServer(page, api, "&status=failed");
  await page.goForward();
  await expect(chip(page, "Web")).toHaveAttribute("aria-pressed", "true");

  await page.reload();
  await expect(chip(page, "Failed")).toHaveAttribute("aria-pressed", "true");
  await expectListEqualsServer(page, api, "&status=failed&channel=web");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expectListEqualsServer(page, api);
  expect(parameters(page)).toEqual({});
});

test("a job is found by its id, its document and its error", async ({ page, api, faults }) => {
  const failed = await failedJob(api, faults, "Xylophone out of tune.");
  await page.goto("/jobs");
  const search = page.getByRole("searchbox", { name: "Search jobs" });
  await search.fill(failed.job_id);
  await expect(jobsTable(page).getByRole("row")).toHaveCount(2);
  await expect(jobRow(page, failed.job_id)).toContainText("Failed");
  await search.fill("xylophone");
  await expect(jobsTable(page).getByRole("row")).toHaveCount(2);
  await expect(jobRow(page, failed.job_id)).toBeVisible();
  expect(parameters(page)).toEqual({ q: "xylophone" });
  await search.fill("ember 2");
  await expectListEqualsServer(page, api, "&q=ember%202");
  await search.fill("no job is like this");
  await expect(page.getByText("No jobs match your filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await expect(search).toHaveValue("");
  await expectListEqualsServer(page, api);
});

test("the filter survives looking at a job", async ({ page }) => {
  await page.goto("/jobs?status=failed&sort=document");
  await jobsTable(page).getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Jobs" }).click();
  await expect(chip(page, "Failed")).toHaveAttribute("aria-pressed", "true");
  expect(parameters(page)).toEqual({ status: "failed", sort: "document" });
});

test("a long list is read to its end", async ({ page, api }) => {
  const total = (await api.send<{ total: number }>("GET", "/api/v2/jobs?limit=1")).total;
  const last = (await api.jobs(`limit=500&sort=created_at`))[0]!;
  await page.goto("/jobs");
  await expect(jobsTable(page).getByRole("row").nth(1)).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("Control+End");
    await expect(jobRow(page, last.job_id)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(jobsTable(page)).toHaveAttribute("aria-rowcount", String(total + 1));
});

test("many jobs are cancelled at once: exactly those that still run", async ({
  page,
  api,
  faults,
}) => {
  const one = await heldJob(api, faults);
  const two = await heldJob(api, faults);
  const done = (await api.jobs("status=completed&limit=1"))[0]!;
  await page.goto("/jobs");
  for (const { job_id } of [one, two, done]) {
    await jobRow(page, job_id).getByRole("checkbox").check();
  }
  await expect(page.getByText("3 jobs selected")).toBeVisible();
  await page.getByRole("button", { name: "Cancel 2 jobs" }).click();
  const question = page.getByRole("dialog", { name: "Cancel 2 jobs?" });
  await expect(question).toContainText("2 of 3 can be cancelled.");
  await question.getByRole("button", { name: "Cancel 2 jobs" }).click();
  const result = page.getByRole("dialog", { name: "2 jobs cancelled" });
  await expect(result.getByRole("listitem").filter({ hasText: "Cancelled" })).toHaveCount(2);
  await result.getByRole("button", { name: "Close" }).first().click();
  for (const { job_id } of [one, two]) {
    await expect(jobRow(page, job_id)).toContainText("Cancelled");
    expect((await api.job(job_id)).status).toBe("cancelled");
  }
  expect((await api.job(done.job_id)).status).toBe("completed");
  await expect(page.getByText("1 job selected")).toBeVisible();
});

test("many jobs are retried at once; what is refused stays selected and says why", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(/503/);
  const one = await failedJob(api, faults, "The website did not answer.");
  const two = await failedJob(api, faults, "The website did not answer.");
  await page.goto("/jobs");
  for (const { job_id } of [one, two]) await jobRow(page, job_id).getByRole("checkbox").check();
  await faults.add(
    { kind: "status", status: 503 },
    { match: `POST /api/v2/jobs/${two.job_id}/retry`, times: 1 },
  );
  await page.getByRole("button", { name: "Retry 2 jobs" }).click();
  const dialog = page.getByRole("dialog", { name: /Retry 2 jobs|1 job retried/ });
  await dialog.getByRole("button", { name: "Retry 2 jobs" }).click();
  const result = page.getByRole("dialog", { name: "1 job retried, 1 refused" });
  await expect(result.getByRole("listitem").filter({ hasText: two.job_id })).toContainText(
    "isn't ready",
  );
  await expect(result.getByRole("listitem").filter({ hasText: one.job_id })).toContainText(
    "Retried as",
  );
  await result.getByRole("button", { name: "Close" }).first().click();
  await expect(page.getByText("1 job selected")).toBeVisible();
  await expect(jobRow(page, two.job_id).getByRole("checkbox")).toBeChecked();
  const retries = (await api.jobs()).filter(
    ({ retry_of }) => retry_of === one.job_id || retry_of === two.job_id,
  );
  expect(retries.map(({ retry_of }) => retry_of)).toEqual([one.job_id]);
});

test("a paused list stands still and catches up when it goes on", async ({
  page,
  api,
  faults,
}) => {
  const job = await heldJob(api, faults);
  await page.goto("/jobs");
  await expect(connection(page)).toHaveText("Live");
  await expect(jobRow(page, job.job_id)).toContainText("Running");
  await page.getByRole("button", { name: "Pause" }).click();
  const before = await shownJobs(page);
  await faults.clear();
  await api.ended(job.job_id);
  const more = await api.generate({ document_id: ember.id, channels: ["web"] });
  await api.ended(more.job_id);
  await expect(page.getByText("Paused · 2 updates")).toBeVisible();
  expect(await shownJobs(page)).toEqual(before);
  await page.getByRole("button", { name: "Resume" }).first().click();
  await expect(jobRow(page, job.job_id)).toContainText("Completed");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expectListEqualsServer(page, api);
});

test("the exported file holds exactly what is filtered", async ({ page, api }) => {
  await page.goto("/jobs?status=failed");
  const held = await api.jobs("limit=500&status=failed");
  await expect(jobRow(page, held[0]!.job_id)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const stream = await (await download).createReadStream();
  let text = "";
  for await (const chunk of stream) text += chunk;
  expect(text.match(/job_[0-9a-z]{15}(?=,)/g)).toEqual(held.map(({ job_id }) => job_id));
});
