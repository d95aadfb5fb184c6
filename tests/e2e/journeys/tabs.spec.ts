// The same person in two tabs.
import { expect, test } from "../fixtures.ts";
import { chooseChannels, chooseDocument, publishForm, recipe } from "../support/form.ts";
import { closed, connection, ember, heldJob, jobRow } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

test("what one tab does, the other shows", async ({ page, context, api, faults }) => {
  const job = await heldJob(api, faults);
  const other = await context.newPage();
  await other.goto("/jobs");
  await expect(jobRow(other, job.job_id)).toContainText("Running");
  await page.goto(`/jobs/${job.job_id}`);
  await page.getByRole("button", { name: "Cancel job" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel job" }).click();
  await expect(jobRow(other, job.job_id)).toContainText("Cancelled");
});

test("two forms do not get into each other's way", async ({ page, context, api }) => {
  const before = (await api.jobs()).length;
  await page.goto("/generate");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Web");
  const other = await context.newPage();
  await other.goto(recipe({ document: closed.id, channels: "web" }));
  await expect(other.getByRole("combobox", { name: "Document" })).toHaveValue(closed.title);
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  for (const tab of [page, other]) {
    await publishForm(tab);
    await expect(tab.getByRole("link", { name: "Open content: web" })).toBeVisible();
  }
  const started = (await api.jobs()).slice(0, 2).map(({ document_id }) => document_id);
  expect(started.sort()).toEqual([ember.id, closed.id].sort());
  expect((await api.jobs()).length).toBe(before + 2);
});

test("a session that ended in one tab goes on in both after one log-in", async ({
  page,
  context,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(/401/);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/");
    // Once it is live the page asks for nothing more by itself.
    await expect(connection(tab)).toHaveText("Live");
  }
  await faults.add({ kind: "expire-tokens", refresh: true });
  const ended = (tab: typeof page) => tab.getByRole("dialog", { name: "Your session has ended" });
  for (const tab of [page, other]) {
    await tab.getByRole("link", { name: "Jobs", exact: true }).dispatchEvent("click");
    await expect(ended(tab)).toBeVisible();
  }
  await ended(page).getByLabel("Password", { exact: true }).fill("toombos-demo-1");
  await ended(page).getByRole("button", { name: "Log in" }).click();
  for (const tab of [page, other]) {
    await expect(ended(tab)).toBeHidden();
    await expect(tab.getByRole("row").nth(1)).toBeVisible();
  }
});
