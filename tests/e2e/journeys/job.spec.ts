// One job: what becomes of each channel, stopping it, running it again.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { publishForm } from "../support/form.ts";
import { ember, failedJob, heldJob, jobRow } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

/** The job in one sentence, as it is told to those who cannot see it. */
const status = (page: Page) =>
  page.getByRole("main").getByRole("status").filter({ hasText: /^[A-Z][a-z ]+\. / });

const idIn = (page: Page) => new URL(page.url()).pathname.split("/")[2]!;

test("a failing channel is never shown as success, and is named with its error", async ({
  page,
  api,
  faults,
}) => {
  const message = "The website answered 507: the disk is full.";
  await faults.add({ kind: "fail-channel", channel: "web", message }, { times: 1 });
  const job = await api.generate({ document_id: ember.id, channels: ["email", "web"] });
  await page.goto(`/jobs/${job.job_id}`);
  await expect(page.getByRole("heading", { level: 1, name: job.job_id })).toBeVisible();
  await expect(status(page)).toHaveText("Partial. Email: Published. Web: Failed.");
  await expect(page.getByRole("region", { name: "Web" })).toContainText(message);
  await expect(page.getByRole("main")).not.toContainText("Completed");
  await expect(page.getByRole("link", { name: "Open content: email" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Open content: web" })).toHaveCount(0);

  const held = await api.job(job.job_id);
  expect(held.status).toBe("partial");
  expect(held.results.web).toMatchObject({ status: "failed", error: message });
  expect(held.results.email).toMatchObject({ status: "completed" });

  await page.getByRole("link", { name: "Jobs", exact: true }).first().click();
  await expect(jobRow(page, job.job_id)).toContainText("Partial");
  await expect(jobRow(page, job.job_id)).not.toContainText("Completed");
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByRole("main")).toContainText(`Web: ${message}`);
});

test("cancelling stops the job, here and on the server @phone", async ({ page, api, faults }) => {
  const job = await heldJob(api, faults, { channels: ["email", "web"] });
  await page.goto(`/jobs/${job.job_id}`);
  await page.getByRole("button", { name: "Cancel job" }).click();
  const question = page.getByRole("dialog", { name: "Cancel this job?" });
  await question.getByRole("button", { name: "Keep job" }).click();
  await expect(question).toBeHidden();
  expect((await api.job(job.job_id)).status).toBe("in_progress");

  await page.getByRole("button", { name: "Cancel job" }).click();
  await expect(question).toContainText("Web hasn't started.");
  await question.getByRole("button", { name: "Cancel job" }).click();
  await expect(question).toBeHidden();
  await expect(status(page)).toHaveText(/^Cancelled\./);
  await expect(page.getByRole("button", { name: "Cancel job" })).toBeHidden();
  expect((await api.job(job.job_id)).status).toBe("cancelled");
  await faults.clear();
  expect((await api.ended(job.job_id)).status).toBe("cancelled");
});

test("a job that has ended meanwhile cannot be cancelled, and it is said", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(/409/);
  const job = await heldJob(api, faults);
  await page.goto(`/jobs/${job.job_id}`);
  await expect(status(page)).toHaveText(/^Running\./);
  // The page does not hear of what happens now.
  await faults.add({ kind: "silent-websocket" });
  await page.getByRole("button", { name: "Cancel job" }).click();
  await api.cancel(job.job_id);
  const question = page.getByRole("dialog", { name: "Cancel this job?" });
  await question.getByRole("button", { name: "Cancel job" }).click();
  await expect(question.getByRole("alert")).toContainText("already ended (cancelled)");
});

test("retrying makes a new job that is linked with the old one", async ({ page, api, faults }) => {
  const message = "The website did not answer.";
  const old = await failedJob(api, faults, message, {
    channels: ["email", "web"],
    tone: "friendly",
  });
  expect(old.status).toBe("partial");
  await page.goto("/");
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention.getByRole("link", { name: ember.title })).toBeVisible();
  await page.goto(`/jobs/${old.job_id}`);
  await expect(page.getByText("Retry publishes Web. Email won't be repeated.")).toBeVisible();
  await page.getByRole("button", { name: "Retry job" }).click();
  await expect(page.getByText(`Retry of ${old.job_id}`)).toBeVisible();
  await expect(status(page)).toHaveText("Completed. Web: Published.");
  const fresh = await api.job(idIn(page));
  expect(fresh).toMatchObject({ retry_of: old.job_id, attempt: 2, tone: "friendly" });
  // What is out does not go out twice.
  expect(fresh.channels).toEqual(["web"]);

  await page.getByRole("main").getByRole("link", { name: old.job_id }).click();
  await expect(page.getByRole("heading", { level: 1, name: old.job_id })).toBeVisible();
  // It was run again, so it needs no attention any more.
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Recently finished" })).toContainText(ember.title);
  await expect(attention.getByRole("link", { name: ember.title })).toHaveCount(0);
});

test("re-run with edits opens the same recipe in the form", async ({ page, api }) => {
  const job = await api.generate({
    document_id: ember.id,
    channels: ["email", "social"],
    social_platforms: ["linkedin"],
    template_id: "email-digest",
    tone: "urgent",
    options: { variables: { issue_number: "42" } },
  });
  await api.ended(job.job_id);
  await page.goto(`/jobs/${job.job_id}`);
  await page.getByRole("link", { name: /Re-run with edits/i }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await expect(page.getByRole("checkbox", { name: "Email", exact: true })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Social", exact: true })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Web", exact: true })).not.toBeChecked();

  await page.getByRole("checkbox", { name: "Web", exact: true }).check();
  await page.getByRole("checkbox", { name: "Email", exact: true }).uncheck();
  // A template of a channel that is not chosen any more must go too.
  await page.getByLabel("Template").selectOption("Channel defaults");
  await publishForm(page);
  await expect(status(page)).toHaveText(/^Completed\./);
  const again = await api.job(idIn(page));
  expect(again.job_id).not.toBe(job.job_id);
  expect([...again.channels].sort()).toEqual(["social", "web"]);
  expect(again.request).toMatchObject({ social_platforms: ["linkedin"], tone: "urgent" });
});

test("the text shows as it is written, also after a late visit", async ({
  page,
  api,
  faults,
}) => {
  await faults.add({ kind: "repeat-frames" });
  await faults.add({ kind: "hold-channel", channel: "web", step: "rendering" });
  const job = await api.generate({ document_id: ember.id, channels: ["web"] });
  await page.goto(`/jobs/${job.job_id}`);
  const draft = async () => {
    const { results } = await api.job(job.job_id);
    return (results.web as { draft?: string }).draft ?? "";
  };
  await expect.poll(async () => (await api.job(job.job_id)).results.web!.status).toBe("rendering");
  expect((await draft()).length).toBeGreaterThan(500);
  const shown = page.getByRole("group", { name: "Web: live text" });
  await expect(shown).toHaveText(await draft());
  await page.reload();
  await expect(shown).toHaveText(await draft());
  await faults.clear();
  await expect(page.getByRole("link", { name: /^Open content/ })).toBeVisible();
});
