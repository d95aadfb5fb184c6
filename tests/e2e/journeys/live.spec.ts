// The live link: what the list shows after any cut is what the server holds.
import type { Page } from "@playwright/test";
import { expect, failedRequest, failedSocket, test } from "../fixtures.ts";
import {
  connection,
  ember,
  expectListEqualsServer,
  heldJob,
  inWords,
  jobRow,
  jobsTable,
} from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 12 } });

test("a row follows its job to the end without a reload", async ({ page, api, faults }) => {
  const job = await heldJob(api, faults);
  await page.goto("/jobs");
  await expect(connection(page)).toHaveText("Live");
  await expect(jobRow(page, job.job_id)).toContainText("Running");
  await faults.clear();
  await expect(jobRow(page, job.job_id)).toContainText("Completed");
  expect((await api.job(job.job_id)).status).toBe("completed");
});

test("after a cut the list equals the server, whatever happened meanwhile", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedSocket);
  const held = await heldJob(api, faults);
  await page.goto("/jobs");
  await expect(connection(page)).toHaveText("Live");
  await expect(jobRow(page, held.job_id)).toContainText("Running");

  await faults.add({ kind: "refuse-websocket" });
  await faults.add({ kind: "close-sockets" });
  await expect(connection(page)).toHaveText("Reconnecting");
  await api.cancel(held.job_id);
  const more = await api.generate({ document_id: ember.id, channels: ["web"] });
  await faults.clear();
  await api.ended(more.job_id);

  await expect(connection(page)).toHaveText("Live");
  await expect(jobRow(page, held.job_id)).toContainText("Cancelled");
  await showNew(page, more.job_id);
  await expect(jobRow(page, more.job_id)).toContainText("Completed");
  await expectListEqualsServer(page, api);
});

test("a lost network is said at once and healed by itself", async ({
  page,
  context,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest, failedSocket);
  const held = await heldJob(api, faults);
  await page.goto("/jobs");
  await expect(connection(page)).toHaveText("Live");
  await context.setOffline(true);
  await expect(connection(page)).toHaveText("Offline");
  await expect(jobRow(page, held.job_id)).toContainText("Running");
  await faults.clear();
  await api.ended(held.job_id);
  await expect(jobRow(page, held.job_id)).toContainText("Running");

  await context.setOffline(false);
  await expect(connection(page)).toHaveText("Live");
  await expect(jobRow(page, held.job_id)).toContainText("Completed");
  await expectListEqualsServer(page, api);
});

test("a socket that died silently is found out", async ({ page, api, faults }) => {
  await page.clock.install();
  const held = await heldJob(api, faults);
  await page.goto("/jobs");
  await expect(connection(page)).toHaveText("Live");
  await faults.add({ kind: "silent-websocket" });
  await api.cancel(held.job_id);
  await expect(jobRow(page, held.job_id)).toContainText("Running");

  await page.clock.fastForward("00:16");
  await page.clock.fastForward("00:09");
  await expect(connection(page)).not.toHaveText("Live");
  await faults.clear();
  await page.clock.fastForward("00:15");
  await expect(connection(page)).toHaveText("Live");
  await expect(jobRow(page, held.job_id)).toContainText("Cancelled");
  await expectListEqualsServer(page, api);
});

test("where no socket can be had the server is asked instead, and it is said", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedSocket);
  await page.clock.install();
  const held = await heldJob(api, faults);
  await faults.add({ kind: "refuse-websocket" });
  await page.goto("/jobs");
  await expect(jobRow(page, held.job_id)).toContainText("Running");
  await expect(async () => {
    await page.clock.fastForward("00:05");
    await expect(connection(page)).toHaveText("Polling", { timeout: 500 });
  }).toPass();
  await api.cancel(held.job_id);
  await expect(async () => {
    await page.clock.fastForward("00:06");
    await expect(jobRow(page, held.job_id)).toContainText("Cancelled", { timeout: 500 });
  }).toPass();
  await expect(connection(page)).toHaveText("Polling");
});

for (const kind of ["skip-frames", "repeat-frames"] as const) {
  test(`frames that ${kind === "skip-frames" ? "are missing" : "come twice"} change nothing`, async ({
    page,
    api,
    faults,
  }) => {
    const job = await heldJob(api, faults);
    await page.goto("/jobs");
    await expect(connection(page)).toHaveText("Live");
    await expect(jobRow(page, job.job_id)).toContainText("Running");
    await faults.clear();
    await faults.add({ kind }, { times: 2 });
    await api.ended(job.job_id);
    // Whatever was missed, the next frame tells of it.
    const next = await api.generate({ document_id: ember.id, channels: ["web"] });
    await api.ended(next.job_id);
    await expect(jobRow(page, job.job_id)).toContainText("Completed");
    await expect(jobRow(page, job.job_id)).toHaveCount(1);
    await showNew(page, next.job_id);
    await expectListEqualsServer(page, api);
  });
}

test("new jobs announce themselves and do not push the others away", async ({ page, api }) => {
  await page.goto("/jobs");
  await expect(connection(page)).toHaveText("Live");
  const first = (await jobsTable(page).getByRole("row").nth(1).innerText()).trim();
  const one = await api.generate({ document_id: ember.id, channels: ["web"] });
  const two = await api.generate({ document_id: ember.id, channels: ["email"] });
  await api.ended(one.job_id);
  await api.ended(two.job_id);
  await expect(page.getByText("2 new jobs")).toBeVisible();
  expect((await jobsTable(page).getByRole("row").nth(1).innerText()).trim()).toBe(first);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(jobRow(page, one.job_id)).toContainText(inWords.completed!);
  await expect(jobRow(page, two.job_id)).toContainText(inWords.completed!);
  await expectListEqualsServer(page, api);
});

/** Shows what was announced, unless the list has taken it in by itself. */
async function showNew(page: Page, id: string): Promise<void> {
  const announced = page.getByRole("button", { name: "Show", exact: true });
  await expect(announced.or(jobRow(page, id)).first()).toBeVisible();
  if (await announced.isVisible()) await announced.click();
}

for (const code of [1000, 4401]) {
  test(`a socket that greets and closes with ${code} is not dialled again and again`, async ({
    page,
    quietConsole,
  }) => {
    quietConsole.allow(failedSocket);
    await page.clock.install();
    const asked = { tickets: 0, lists: 0 };
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith("/ws-ticket")) asked.tickets += 1;
      if (pathname === "/api/v2/jobs") asked.lists += 1;
    });
    let dials = 0;
    await page.routeWebSocket(/\/ws\//, async (socket) => {
      dials += 1;
      socket.send(JSON.stringify({ type: "hello", seq: 7 }));
      await socket.close({ code });
    });
    await page.goto("/jobs");
    await expect(jobsTable(page)).toBeVisible();
    for (let second = 0; second < 40; second += 1) {
      await page.clock.runFor(1_000);
      // What a second has asked for is answered before the next one: the server takes one by one.
      await page.request.get("/live");
    }
    await expect(connection(page)).toHaveText("Polling");
    expect(dials).toBeLessThanOrEqual(8);
    expect(asked.tickets).toBeLessThanOrEqual(8);
    // One for each of the first two greetings, and then one every 5 s.
    expect(asked.lists).toBeLessThanOrEqual(2 * 12);
  });
}
