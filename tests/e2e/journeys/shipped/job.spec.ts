// One job: each shape that was recorded, a retry, and what is not offered.
import type { Page } from "@playwright/test";
import { answered, expect, holdPublishing, open, recordedBody, test, type ShippedJob } from "../../shipped.ts";

const ended = (page: Page) => page.getByRole("region", { name: "Channels" });

const address = (id: string) => `/jobs/${encodeURIComponent(id)}`;

const shapes = [
  "job-completed-unescaped-colon",
  "nomock-job-in-progress",
  "nomock-job-partial",
  "tz-job-failed-fetch",
  "sync-email-result",
  "sync-schedule-future-naive-result",
  "sync-duplicate-channels-result",
  "sync-notion-result",
];

const known = shapes.flatMap((name) => {
  try {
    return [[name, recordedBody(name) as ShippedJob] as const];
  } catch {
    return [];
  }
});

for (const [name, job] of known) {
  test.describe(name, () => {
    test.use({ backendOptions: { jobs: [name] } });

    test("is shown as it was told", async ({ page }) => {
      await open(page, address(job.job_id), job.job_id);
      const main = page.getByRole("main");
      const words = { pending: "Queued", in_progress: "Running" }[job.status] ?? job.status;
      await expect(main.getByText(new RegExp(words, "i")).first()).toBeVisible();
      for (const error of job.errors) {
        await expect(main).toContainText(error.split("\n")[0]!.slice(-40));
      }
      for (const result of Object.values(job.results)) {
        for (const post of result.posts ?? []) {
          await expect(main).toContainText(post.content.split("\n")[0]!.slice(0, 40));
        }
      }
      // It would have begun within a second.
      const stuck = main.getByText("This server doesn't run scheduled jobs");
      await expect(stuck).toHaveCount(job.status === "pending" ? 1 : 0);
      await expect(main, "mocks send no message").not.toContainText(/Published to 0/);
      // Not offered: to be seen with its reason, and never an error after a click.
      for (const button of await page.getByRole("button", { name: "Cancel job" }).all()) {
        await expect(button).toBeDisabled();
        await expect(button).toHaveAccessibleDescription(/can't cancel/);
      }
    });
  });
}

test.describe("a failed channel", () => {
  test.use({ backendOptions: { environment: "nomock" } });

  test("is named with what the server said, and can be run again", async ({ page, api, backend }) => {
    const { job_id } = await api.sync("retried", ["website", "twitter"]);
    await open(page, address(job_id), job_id);
    await expect(page.getByRole("region", { name: "Website" })).toContainText("Failed");
    await expect(page.getByRole("region", { name: "X" })).not.toContainText("Failed");
    await page.getByRole("button", { name: "Retry job" }).click();
    const question = page.getByRole("dialog", { name: "Retry this job?" });
    await expect(question).toContainText("Website will be published.");
    await question.getByRole("button", { name: "Retry job" }).click();
    await expect.poll(async () => (await api.jobs()).length).toBe(2);
    await expect(page).not.toHaveURL(new RegExp(`${encodeURIComponent(job_id)}$`));
    const retries = (await backend.requests()).filter(({ path }) => path.endsWith("/retry"));
    expect(retries.length).toBe(1);
  });

  test("a retry names the channels that are published again, and is held here first", async ({
    page,
    api,
    backend,
  }) => {
    await holdPublishing(page);
    const { job_id } = await api.sync("retried", ["website", "twitter"]);
    await open(page, address(job_id), job_id);
    const retries = async () => (await backend.requests()).filter(({ path }) => path.endsWith("/retry")).length;
    await page.getByRole("button", { name: "Retry job" }).click();
    const question = page.getByRole("dialog", { name: "Retry this job?" });
    await expect(question).toContainText("Website will be published.");
    await question.getByRole("button", { name: "Retry job" }).click();
    const hold = page.getByRole("region", { name: "Undo publishing" });
    await expect(hold).toContainText("Nothing is published yet.");
    await hold.getByRole("button", { name: "Undo" }).click();
    await expect(hold).toBeHidden();
    expect(await retries()).toBe(0);
  });
});

test.describe("work that takes its time", () => {
  test.use({ backendOptions: { pace: 6 } });

  test("a job is watched to its end by polling", async ({ page, api, backend }) => {
    const { job_id } = await api.sync("watched:1", ["email", "website", "twitter"]);
    await open(page, address(job_id), job_id);
    await expect(page.getByRole("main")).toContainText(/Queued|Running/);
    await expect(page.getByRole("main").getByText("Completed").first()).toBeVisible({
      timeout: 20_000,
    });
    await expect(ended(page)).toContainText("Email");
    expect((await backend.requests()).filter(({ path }) => path.includes("%3A")).length).toBeGreaterThan(0);
  });
});

test("a job whose id cannot be asked for is not said to be gone", async ({
  page,
  api,
  quietConsole,
}) => {
  quietConsole.allow(answered(404));
  const { job_id } = await api.sync("ab/cdefgh", ["email"]);
  await open(page, address(job_id), job_id);
  await expect(page.getByText("This job's id contains a slash")).toBeVisible();
  await expect(page.getByText("Job not found")).toHaveCount(0);
});

test("a job that a restart forgot says so", async ({ page, backend, quietConsole }) => {
  quietConsole.allow(answered(404));
  await open(page, "/jobs/sync_20200101000000_gone", "sync_20200101000000_gone");
  await expect(page.getByText(/restart|forg/i).first()).toBeVisible();
  expect((await backend.requests()).filter(({ path }) => path.includes("gone")).length).toBeLessThan(3);
});
