// Figures: totals of jobs, what the process says of itself, live sessions as they happen.
import { expect, open, test } from "../../shipped.ts";
import { inWords } from "../../support/jobs.ts";

test.describe("analytics", () => {
  test.use({
    backendOptions: {
      environment: "nomock",
      jobs: ["jobs-list-limit-100", "nomock-job-partial"],
    },
  });

  test("says what the backend counted, and what that means", async ({ page, api }) => {
    await open(page, "/analytics", "Analytics");
    const told = await api.send("GET", "/api/v2/metrics?api_key=crm-key-456");
    const statuses = page.getByRole("table", { name: "Jobs by status" });
    for (const [status, count] of Object.entries(told.status_breakdown)) {
      await expect(statuses.getByRole("row", { name: inWords[status] ?? status })).toContainText(
        String(count),
      );
    }
    await expect(page.getByRole("main"), "active_jobs is always nought").not.toContainText(
      /active jobs/i,
    );
    await expect(page.getByRole("main")).toContainText("zone unknown");
  });
});

test("metrics are read from the text and from the JSON string", async ({ page, backend }) => {
  await open(page, "/monitoring", "Monitoring");
  const main = page.getByRole("main");
  await expect(main).toContainText("app_uptime_seconds");
  await expect(main).toContainText("content_generator_total_calls");
  await expect(main).toContainText("never checked");
  expect((await backend.asked("/metrics")).length).toBeLessThanOrEqual(2);
});

test("the list of live sessions has those of every list that the backend keeps", async ({ page }) => {
  await page.route("**/ws/events/active-sessions*", (route) =>
    route.fulfill({
      json: { count: 1, sessions: ["tracked-only"] },
      headers: { "access-control-allow-origin": "*" },
    }),
  );
  await open(page, "/monitoring", "Monitoring");
  await page.getByRole("tab", { name: "Live sessions" }).click();
  const sessions = page.getByRole("region", { name: "Active sessions" });
  await expect(sessions.getByRole("link", { name: "tracked-only" })).toBeVisible();
});

test("a live session is listened to, and heard", async ({ page, backend }) => {
  await open(page, "/monitoring", "Monitoring");
  await page.getByRole("tab", { name: "Live sessions" }).click();
  const main = page.getByRole("main");
  await main.getByLabel("Session ID").fill("morning");
  await main.getByRole("button", { name: "View session" }).click();
  await expect(main.getByRole("button", { name: "Join", exact: true })).toBeVisible();
  expect(await backend.rooms(), "viewing joins no session").toEqual([]);
  await main.getByRole("button", { name: "Join", exact: true }).click();
  await expect.poll(() => backend.rooms()).toContain("morning");
  await backend.say("morning", { type: "chat_message", client_id: "ada", message: "hello there" });
  await expect(main).toContainText("hello there");
  const [socket] = (await backend.requests()).filter(({ method }) => method === "SOCKET");
  expect(socket?.path).toBe("/ws/live-updates");
  expect(socket?.query.get("client_id"), "every tab has a name of its own").toBeTruthy();
});
