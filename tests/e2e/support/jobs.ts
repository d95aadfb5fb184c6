// Jobs as tests start them and as the list shows them.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Api, Generate, Job } from "./api.ts";
import type { Faults } from "./faults.ts";

/** A seeded document of some length, with a table and a picture. */
export const ember = { id: "gdocs:1kWq7ZpEmber2LaunchT0c", title: "Ember 2 launch" };

/** A short one. */
export const closed = { id: "md:notices/roastery-closed.md", title: "Roastery closed on 27 November" };

/** The server's word for a status, as the screen says it. */
export const inWords: Record<string, string> = {
  pending: "Queued",
  in_progress: "Running",
  completed: "Completed",
  partial: "Partial",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** Starts a job that stays in progress until the faults are cleared. */
export async function heldJob(
  api: Api,
  faults: Faults,
  request: Partial<Generate> = {},
): Promise<Job> {
  await faults.add({ kind: "hold-channel" });
  const job = await api.generate({ document_id: ember.id, channels: ["web"], ...request });
  await expect.poll(async () => (await api.job(job.job_id)).status).toBe("in_progress");
  return job;
}

/** Starts a job one of whose channels fails, and waits for its end. */
export async function failedJob(
  api: Api,
  faults: Faults,
  message: string,
  request: Partial<Generate> = {},
): Promise<Job> {
  await faults.add({ kind: "fail-channel", channel: "web", message }, { times: 1 });
  const job = await api.generate({ document_id: ember.id, channels: ["web"], ...request });
  return api.ended(job.job_id);
}

export const jobsTable = (page: Page): Locator => page.getByRole("grid", { name: "Jobs" });

/** The row of a job. */
export const jobRow = (page: Page, id: string): Locator =>
  jobsTable(page).getByRole("row").filter({ hasText: id });

const jobId = /job_[0-9a-z]{15}/;

/** Ids and statuses of the rows that are drawn, from the top. */
export async function shownJobs(page: Page): Promise<string[]> {
  const words = Object.values(inWords).join("|");
  const rows = await jobsTable(page).getByRole("row").allTextContents();
  return rows
    .map((text) => [text.match(jobId)?.[0], text.match(new RegExp(words))?.[0]])
    .filter(([id]) => id !== undefined)
    .map(([id, status]) => `${id} ${status}`);
}

/** Expects that the list shows what the server holds, in its order. */
export async function expectListEqualsServer(page: Page, api: Api, query = ""): Promise<void> {
  await expect
    .poll(
      async () => {
        const shown = await shownJobs(page);
        const held = (await api.jobs(`limit=${Math.max(shown.length, 1)}${query}`)).map(
          (job) => `${job.job_id} ${inWords[job.status]}`,
        );
        return shown.length > 0 && shown.join("\n") === held.join("\n") ? "equal" : { shown, held };
      },
      { message: "the list shows what the server holds" },
    )
    .toBe("equal");
}

/** What the connection chip says. */
export const connection = (page: Page): Locator =>
  page.getByRole("status", { name: "Connection" });
