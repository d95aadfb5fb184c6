// A viewer sees everything and changes nothing: explained, not hidden, and no error.
import { expect, test } from "../fixtures.ts";
import { channelBox, generateButton, recipe } from "../support/form.ts";
import { ember, failedJob, heldJob, jobRow } from "../support/jobs.ts";

test.use({ role: "viewer", sandboxOptions: { jobs: 6 } });

test("a viewer may not generate, and is told why", async ({ page, api }) => {
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: ember.id, channels: "web" }));
  await expect(channelBox(page, "Web")).toBeChecked();
  await expect(page.getByText("View only")).toBeVisible();
  for (const button of [generateButton(page), page.getByRole("button", { name: "Preview" })]) {
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/Viewers can't generate/);
  }
  await generateButton(page).click({ force: true });
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  expect((await api.jobs()).length).toBe(before);
  // The server would have refused it, too.
  await expect(
    api.as("viewer").generate({ document_id: ember.id, channels: ["web"] }),
  ).rejects.toThrow("403");
});

test("a viewer may not cancel, retry or run again, and is told why", async ({
  page,
  api,
  faults,
}) => {
  const failed = await failedJob(api, faults, "The website did not answer.");
  const running = await heldJob(api, faults);
  const expectExplained = async (name: string) => {
    const button = page.getByRole("button", { name });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription(/Ask an owner/);
  };
  await page.goto(`/jobs/${running.job_id}`);
  await expectExplained("Cancel job");
  await expectExplained("Re-run with edits");
  await page.goto(`/jobs/${failed.job_id}`);
  await expectExplained("Retry job");

  await page.goto("/jobs");
  await jobRow(page, running.job_id).getByRole("checkbox").check();
  await expectExplained("Cancel 1 job");
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect((await api.job(running.job_id)).status).toBe("in_progress");
});

test("a viewer is told over the form why nothing is generated", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "Generate content" }).first().click();
  await expect(page.getByText("View only")).toBeVisible();
  await expect(page.getByRole("button", { name: "Generate", exact: true })).toBeDisabled();
});

test("a viewer follows a job and reads what came out of it", async ({ page, api, faults }) => {
  const job = await heldJob(api, faults);
  await page.goto("/");
  await expect(page.getByText("Signed in as Vera Lindqvist, Viewer")).toBeVisible();
  await page.getByRole("link", { name: ember.title }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: job.job_id })).toBeVisible();
  await faults.clear();
  await page.getByRole("link", { name: "Open content: web" }).click();
  await expect(page.getByTitle("The page")).toBeVisible();
});
