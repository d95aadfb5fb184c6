// Many documents as one batch: planned, checked, sent once, followed, stopped, tried again.
import type { Page } from "@playwright/test";
import { expect, failedRequest, failedSocket, test, type Api, type Job } from "../fixtures.ts";
import { closed, ember } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 4 } });

const prices = "Wholesale prices from 1 January";

const plan = (page: Page) => page.getByRole("table", { name: "Batch", exact: true });
const planned = (page: Page, title: string) => plan(page).getByRole("row").filter({ hasText: title });
const jobs = (page: Page) => page.getByRole("table", { name: "Batch jobs" });
const jobOf = (page: Page, title: string) => jobs(page).getByRole("row").filter({ hasText: title });
const send = (page: Page) => page.getByRole("button", { name: "Publish batch" });
const step = (page: Page) => page.getByRole("dialog", { name: /^Publish \d+ jobs?\?$/ });
const idsIn = (page: Page) => new URL(page.url()).searchParams.get("jobs")!.split(",");

async function choose(page: Page, titles: string[], channels: string[]): Promise<void> {
  for (const title of titles) await page.getByRole("checkbox", { name: title, exact: true }).check();
  for (const channel of channels) {
    await page.getByRole("checkbox", { name: channel, exact: true }).check();
  }
}

async function addToPlan(page: Page, titles: string[], channels: string[]): Promise<void> {
  await page.goto("/generate/batch");
  await choose(page, titles, channels);
  await page.getByRole("button", { name: "Add to batch" }).click();
  for (const title of titles) await expect(planned(page, title).first()).toBeVisible();
}

/** Presses the button, and confirms what is then asked. */
async function publish(page: Page): Promise<void> {
  await send(page).click();
  await step(page).getByRole("button", { name: "Publish batch" }).click();
  await expect(step(page)).toBeHidden();
}

async function sent(page: Page): Promise<void> {
  await publish(page);
  await expect(jobs(page)).toBeVisible();
}

/** What the server holds beyond its seed, as document and channels, in the order of the ids. */
async function held(api: Api, seeded: Job[]): Promise<string[]> {
  const known = new Set(seeded.map((job) => job.job_id));
  return (await api.jobs())
    .filter((job) => !known.has(job.job_id))
    .sort((a, b) => (a.job_id < b.job_id ? -1 : 1))
    .map((job) => `${job.document_title}: ${job.channels.join(" ")}`);
}

test("a plan of documents and channels becomes exactly these jobs @phone", async ({ page, api }) => {
  const before = await api.jobs();
  await page.goto("/generate");
  await page.getByRole("navigation", { name: "Ways to generate" }).getByRole("link", { name: "Batch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Batch" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search documents" }).fill("ember");
  await page.getByRole("checkbox", { name: ember.title, exact: true }).check();
  await page.getByRole("searchbox", { name: "Search documents" }).fill("");
  await choose(page, [closed.title, prices], ["Email", "Web"]);
  await page.getByRole("button", { name: "Add to batch" }).click();
  await expect(page.getByText("3 items added")).toBeVisible();
  await expect(page.getByText("3 jobs: 3 × Email, 3 × Web")).toBeVisible();

  // Taken out and brought back; then changed.
  await page.getByRole("button", { name: `Remove: ${prices}` }).click();
  await expect(planned(page, prices)).toHaveCount(0);
  const removed = page.getByRole("status").filter({ hasText: `Removed ${prices}` });
  await removed.getByRole("button", { name: "Undo" }).click();
  await expect(planned(page, prices)).toBeVisible();
  await page.getByRole("button", { name: `Edit: ${closed.title}` }).click();
  const dialog = page.getByRole("dialog", { name: `Edit: ${closed.title}` });
  await dialog.getByRole("checkbox", { name: "Email", exact: true }).uncheck();
  await dialog.getByLabel("Tone").selectOption("urgent");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(planned(page, closed.title)).toContainText("Urgent");

  // A reload loses nothing of it.
  await page.reload();
  await expect(page.getByText("3 jobs: 2 × Email, 3 × Web")).toBeVisible();
  await sent(page);
  for (const title of [ember.title, closed.title, prices]) {
    await expect(jobOf(page, title)).toContainText("Completed");
  }
  await expect(page.getByText("3 of 3 finished")).toBeVisible();
  expect(await held(api, before)).toEqual([
    `${ember.title}: email web`,
    `${closed.title}: web`,
    `${prices}: email web`,
  ]);
  const urgent = await api.job(idsIn(page)[1]!);
  expect(urgent).toMatchObject({ tone: "urgent", document_id: closed.id });

  await jobOf(page, closed.title).getByRole("link", { name: /^Open content: web/ }).click();
  await expect(page.getByTitle("The page")).toBeVisible();
  // What was sent is no plan any more, and the batch is found again.
  await page.goto("/generate/batch");
  await expect(page.getByText("Your batch is empty")).toBeVisible();
  await page.getByRole("link", { name: "View last batch" }).click();
  await expect(page.getByText("3 of 3 finished")).toBeVisible();
});

test("templates per channel split the jobs, and what they lack is told before sending", async ({
  page,
  api,
}) => {
  const before = await api.jobs();
  await page.goto("/generate/batch");
  await choose(page, [ember.title], ["Email", "Social", "Web"]);
  await page.getByLabel("Template for Email").selectOption("email-announcement");
  await page.getByLabel("Template for Web").selectOption("web-announcement");
  await expect(page.getByText("Creates 2 jobs")).toBeVisible();
  await page.getByRole("button", { name: "Add to batch" }).click();
  const mail = plan(page).getByRole("row").filter({ hasText: "Email" }).filter({ hasText: ember.title });
  await expect(mail).toContainText("Not ready");
  await expect(mail).toContainText("Fill in Call to action");
  await expect(send(page)).toBeDisabled();
  await expect(send(page)).toHaveAccessibleDescription(/Fix \d items? first/);

  for (const row of await plan(page).getByRole("button", { name: /^Edit/ }).all()) {
    await row.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Call to action", exact: true }).fill("Order yours");
    await dialog.getByRole("textbox", { name: "Call to action URL" }).fill("https://example.com/ember");
    await dialog.getByRole("button", { name: "Done" }).click();
  }
  await page.getByRole("switch", { name: "Dry run" }).check();
  await expect(send(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Check all" }).click();
  await expect(plan(page).getByText(/No issues|warning/)).toHaveCount(2);
  expect(await held(api, before)).toEqual([]);

  await page.getByRole("switch", { name: "Dry run" }).uncheck();
  await sent(page);
  await expect(page.getByText("2 of 2 finished")).toBeVisible();
  expect(await held(api, before)).toEqual([`${ember.title}: email social`, `${ember.title}: web`]);
  const templates = await Promise.all(idsIn(page).map(async (id) => (await api.job(id)).template_id));
  expect(templates).toEqual(["email-announcement", "web-announcement"]);
});

test("one item that the server refuses is pointed at, and nothing is started or lost", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const before = await api.jobs();
  await page.goto("/generate/batch");
  await choose(page, [closed.title], ["Email"]);
  await page.getByRole("button", { name: "Add to batch" }).click();
  await page.getByRole("checkbox", { name: ember.title, exact: true }).check();
  await page.getByLabel("Template for Email").selectOption("email-announcement");
  await page.getByRole("button", { name: "Add to batch" }).click();
  await expect(planned(page, ember.title)).toContainText("Not ready");
  // Without the templates only the server knows their variables.
  await faults.add({ kind: "status", status: 500 }, { match: "GET /api/v2/templates" });
  await page.reload();
  await expect(planned(page, ember.title)).toContainText("Not checked");
  // Nor can it be checked; that is said, and it may be sent all the same.
  await faults.add({ kind: "status", status: 503 }, { match: "POST /api/v2/content/generate" });
  await send(page).click();
  await expect(step(page)).toContainText("2 jobs not checked");
  await step(page).getByRole("button", { name: "Publish batch" }).click();
  await expect(planned(page, ember.title)).toContainText("Refused");
  await expect(planned(page, ember.title)).toContainText("Call to action");
  await expect(planned(page, closed.title)).not.toContainText("Refused");
  await expect(page.getByRole("alert").filter({ hasText: "Couldn't start the batch" })).toBeVisible();
  expect(await held(api, before)).toEqual([]);

  await page.getByRole("button", { name: `Remove: ${ember.title}` }).click();
  await sent(page);
  await expect(page.getByText("1 of 1 finished")).toBeVisible();
  expect(await held(api, before)).toEqual([`${closed.title}: email`]);
});

test("a batch is stopped job by job, and says where that did not work", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await faults.add({ kind: "hold-channel" });
  await addToPlan(page, [ember.title, closed.title, prices], ["Web"]);
  await sent(page);
  await expect(page.getByText("0 of 3 finished")).toBeVisible();
  const ids = idsIn(page);
  await faults.add({ kind: "status", status: 503 }, { match: `DELETE /api/v2/jobs/${ids[1]}`, times: 1 });
  await page.getByRole("button", { name: "Cancel batch" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel this batch?" });
  await expect(dialog).toContainText("Cancels 3 of 3 jobs");
  await dialog.getByRole("button", { name: "Cancel batch" }).click();
  await expect(jobOf(page, closed.title)).toContainText("Couldn't cancel");
  await expect(jobOf(page, ember.title)).toContainText("Cancelled");
  await expect(jobOf(page, prices)).toContainText("Cancelled");
  expect((await api.job(ids[1]!)).status).toMatch(/pending|in_progress/);

  await page.getByRole("button", { name: "Cancel batch" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel batch" }).click();
  await expect(page.getByText("3 of 3 finished")).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel batch" })).toBeDisabled();
  for (const id of ids) expect((await api.job(id)).status).toBe("cancelled");
});

test("a batch that stops when one fails cancels the rest", async ({ page, api, faults }) => {
  await faults.add({ kind: "fail-channel", channel: "email", message: "The mail service answered 502." });
  await faults.add({ kind: "hold-channel", channel: "web" });
  await page.goto("/generate/batch");
  await choose(page, [closed.title], ["Email"]);
  await page.getByRole("button", { name: "Add to batch" }).click();
  await page.getByRole("checkbox", { name: "Email", exact: true }).uncheck();
  await choose(page, [ember.title, prices], ["Web"]);
  await page.getByRole("button", { name: "Add to batch" }).click();
  await page.getByRole("switch", { name: "Stop on first failure" }).check();
  await sent(page);
  await expect(page.getByText("1 failed, 2 cancelled")).toBeVisible();
  await expect(jobOf(page, closed.title)).toContainText("The mail service answered 502.");
  const statuses = await Promise.all(idsIn(page).map(async (id) => (await api.job(id)).status));
  expect(statuses).toEqual(["failed", "cancelled", "cancelled"]);
});

test("only what failed is tried again, and what the server refuses stays chosen", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await faults.add({ kind: "fail-channel", channel: "web", message: "The website did not answer." }, { times: 2 });
  await addToPlan(page, [ember.title, closed.title, prices], ["Email", "Web"]);
  await sent(page);
  await expect(page.getByText("3 of 3 finished")).toBeVisible();
  const ids = idsIn(page);
  const failed = (await Promise.all(ids.map((id) => api.job(id)))).filter((it) => it.status === "partial");
  expect(failed).toHaveLength(2);
  const [first, second] = failed as [Job, Job];
  for (const job of failed) {
    await expect(jobOf(page, job.document_title).getByRole("checkbox")).toBeChecked();
  }
  await faults.add({ kind: "status", status: 503 }, { match: `POST /api/v2/jobs/${second.job_id}/retry`, times: 1 });
  await page.getByRole("button", { name: "Retry 2 jobs" }).click();
  await expect(jobOf(page, second.document_title)).toContainText("Couldn't retry");
  await expect(jobOf(page, second.document_title).getByRole("checkbox")).toBeChecked();
  await expect(jobOf(page, first.document_title)).toContainText("Attempt 2");
  await expect(jobOf(page, first.document_title)).toContainText("Completed");

  await page.getByRole("button", { name: "Retry 1 job" }).click();
  await expect(page.getByText("3 completed")).toBeVisible();
  const retries = (await api.jobs()).filter((job) => job.retry_of);
  const tried = retries.map((job) => job.retry_of).filter((id) => ids.includes(id!));
  expect(tried.sort()).toEqual([first.job_id, second.job_id].sort());
  // Only the channel that was not out.
  for (const job of retries.filter((it) => ids.includes(it.retry_of!))) expect(job.channels).toEqual(["web"]);
  // The address holds the retries now.
  await page.reload();
  await expect(page.getByText("3 completed")).toBeVisible();
  expect(idsIn(page)).not.toContain(first.job_id);
});

test("a running batch survives a reload and a cut line, and claims nothing that is unknown", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest, failedSocket);
  await faults.add({ kind: "hold-channel", channel: "web" });
  await addToPlan(page, [ember.title, closed.title], ["Web"]);
  await sent(page);
  await expect(page.getByText("0 of 2 finished")).toBeVisible();
  await page.reload();
  await expect(page.getByText("0 of 2 finished")).toBeVisible();
  await expect(jobOf(page, ember.title)).toContainText(/Running|Queued/);

  // A job that the server does not know is called that, and counts for nothing.
  const address = new URL(page.url());
  address.searchParams.set("jobs", `${idsIn(page).join(",")},job_nobodyknows0000`);
  await page.goto(address.href);
  await expect(jobs(page)).toContainText("Job not found");
  await expect(page.getByText("2 remaining, 1 unknown")).toBeVisible();

  await faults.add({ kind: "refuse-websocket" });
  await faults.add({ kind: "status", status: 503 }, { match: "GET /api/v2/jobs" });
  await faults.add({ kind: "close-sockets" });
  await expect(page.getByText("Couldn't refresh status")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("2 remaining, 1 unknown")).toBeVisible();
  await faults.clear();
  await expect(page.getByText("2 of 3 finished")).toBeVisible({ timeout: 20_000 });
  for (const id of idsIn(page).slice(0, 2)) expect((await api.job(id)).status).toBe("completed");
});

for (const kind of ["truncated", "malformed"] as const) {
  test(`an answer that came back ${kind} never sends the batch twice`, async ({
    page,
    api,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    const before = await api.jobs();
    await addToPlan(page, [ember.title, closed.title], ["Web"]);
    await faults.add({ kind }, { match: "POST /api/v2/content/batch", times: 1 });
    await publish(page);
    await expect(page.getByText("Couldn't confirm that the batch started")).toBeVisible();
    await expect(send(page)).toBeDisabled();
    expect(await held(api, before)).toHaveLength(2);
    // The doubt and the plan outlive the page.
    await page.reload();
    await expect(page.getByText("Couldn't confirm that the batch started")).toBeVisible();
    await expect(plan(page)).toBeVisible();
    await page.getByRole("button", { name: "Retry", exact: true }).click();
    await expect(page.getByText("2 of 2 finished")).toBeVisible();
    expect(await held(api, before)).toEqual([`${ember.title}: web`, `${closed.title}: web`]);
  });
}

test("a slow server is asked once, however often one clicks", async ({ page, api, faults }) => {
  const before = await api.jobs();
  await addToPlan(page, [closed.title], ["Web"]);
  await faults.add({ kind: "latency", ms: 400 }, { match: "POST /api/v2/content/batch" });
  await send(page).dblclick();
  await step(page).getByRole("button", { name: "Publish batch" }).dblclick();
  await expect(page.getByText("1 of 1 finished")).toBeVisible();
  expect(await held(api, before)).toEqual([`${closed.title}: web`]);
});

test.describe("as a viewer", () => {
  test.use({ role: "viewer" });

  test("one may plan and look, and is told why one may not send", async ({ page, api }) => {
    await addToPlan(page, [closed.title], ["Web"]);
    await expect(page.getByText("View only")).toBeVisible();
    for (const name of ["Check all", "Publish batch"]) {
      const button = page.getByRole("button", { name });
      await expect(button).toBeDisabled();
      await expect(button).toHaveAccessibleDescription(/Viewers can't generate/);
    }
    const job = (await api.jobs("limit=1"))[0]!;
    await page.goto(`/generate/batch?jobs=${job.job_id}`);
    await expect(jobs(page)).toContainText(job.document_title);
    await expect(page.getByRole("button", { name: "Cancel batch" })).toHaveAccessibleDescription(/Ask an owner/);
  });
});
