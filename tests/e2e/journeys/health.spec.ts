// How the system is: by component, over time, and what went wrong.
import type { Page } from "@playwright/test";
import { expect, failedRequest, test, type Api } from "../fixtures.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 4 } });

type Alert = {
  id: string;
  component: string;
  severity: string;
  message: string;
  resolved_at: string | null;
  acknowledged_by: string | null;
};

/** Chromium complains of a 503 although its body is a good answer of these routes. */
const report = /status of 503 .*\/(health|health\/detailed|ready)\)$/;

const components = (page: Page) => page.getByRole("list", { name: "Components" });
const component = (page: Page, name: string) =>
  components(page).getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
const standing = (page: Page) => page.getByRole("list", { name: "Active alerts" });
const uptimeOf = (page: Page, name: string) => page.getByRole("img", { name: `${name} over the last` });

/** The newest alert about a component, once it meets the condition. */
async function alertWhen(api: Api, component: string, active: boolean): Promise<Alert> {
  let found: Alert | undefined;
  await expect
    .poll(
      async () => {
        const { alerts } = await api.send<{ alerts: Alert[] }>("GET", "/api/v1/alerts");
        found = alerts.find((alert) => alert.component === component);
        return found !== undefined && (found.resolved_at === null) === active;
      },
      { message: `the alert about ${component} ${active ? "stands" : "is over"}` },
    )
    .toBe(true);
  return found!;
}

async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`/health${query}`);
  await expect(page.getByRole("heading", { level: 1, name: "System health" })).toBeVisible();
  await expect(components(page)).toBeVisible();
}

test("everything works, and the window of the uptime is in the address", async ({ page, api }) => {
  await open(page);
  await expect(page.getByText("All checks passing.")).toBeVisible();
  await expect(components(page).getByRole("listitem")).toHaveCount(5);
  await expect(component(page, "Workers")).toContainText("0 of 2 workers busy");
  await expect(uptimeOf(page, "Database")).toHaveAccessibleName(/24 hours: .*% uptime/);
  await expect(page.getByRole("list", { name: "Readiness checks" })).toContainText("required");

  await page.getByRole("radio", { name: "90 days" }).check();
  await expect(page).toHaveURL(/\/health\?window=90d$/);
  // A gap in the monitoring does not count as up, and a failure stays in the history.
  await expect(uptimeOf(page, "Workers")).toHaveAccessibleName(
    /90 days: 99\.\d+% uptime, 97\.\d+% of the time observed; problems in [12] of 90 intervals/,
  );
  const told = await api.send<{ components: Record<string, unknown[]> }>(
    "GET",
    "/health/history?window=90d",
  );
  expect(told.components["workers"]).toHaveLength(90);
  await page.goBack();
  await expect(page.getByRole("radio", { name: "24 hours" })).toBeChecked();
  await open(page, "?window=7d");
  await expect(uptimeOf(page, "Database")).toHaveAccessibleName(/7 days: 99\.\d+% uptime; problems/);
  await page.getByText("5 past alerts").click();
  await expect(page.getByRole("list", { name: "Past alerts" })).toContainText(
    "acknowledged by Edwin Moreau",
  );
});

test("a component breaks: it comes first, an alert stands, is acknowledged, and is over", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(report);
  // The browser's own notifications, as they would be shown.
  await page.addInitScript(() => {
    const shown: string[] = [];
    class Quiet {
      static permission = "default";
      static async requestPermission() {
        return (Quiet.permission = "granted");
      }
      constructor(title: string, options: { body?: string }) {
        shown.push(`${title}: ${options.body ?? ""}`);
      }
    }
    Object.assign(window, { Notification: Quiet, shown });
  });
  const message = "Connection refused.";
  await open(page);
  await page.getByRole("button", { name: "Notify me" }).click();
  await expect(page.getByRole("button", { name: "Stop notifying me" })).toBeVisible();
  await expect(page.getByText("No active alerts")).toBeVisible();
  await faults.add({ kind: "break-component", component: "queue", message });
  const raised = await alertWhen(api, "queue", true);

  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("Failing: Queue.")).toBeVisible();
  await expect(components(page).getByRole("listitem").first()).toContainText(message);
  await expect(component(page, "Queue")).toContainText("Unhealthy");
  await expect(uptimeOf(page, "Queue")).toHaveAccessibleName(/down now, .*% uptime.*; problems in/);
  await expect(standing(page)).toContainText(message);
  const said = page.getByRole("status").filter({ hasText: `Queue is failing its checks. ${message}` });
  await expect(said, "it is said once").toHaveCount(1);
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { shown: string[] }).shown))
    .toEqual([`Queue is failing its checks: ${message}`]);

  await standing(page).getByRole("button", { name: "Acknowledge: Queue" }).click();
  await expect(standing(page)).toContainText("Acknowledged by Edwin Moreau");
  expect(await alertWhen(api, "queue", true)).toMatchObject({
    id: raised.id,
    acknowledged_by: "Edwin Moreau",
  });

  await faults.clear();
  await alertWhen(api, "queue", false);
  await component(page, "Queue").getByRole("button", { name: "Check queue" }).click();
  await expect(component(page, "Queue")).toContainText("Healthy");
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("No active alerts")).toBeVisible();
  await expect(page.getByText("6 past alerts")).toBeVisible();
  await expect(page.getByText("All checks passing.")).toBeVisible();
});

for (const [how, fault] of [
  ["refused", { kind: "status", status: 500 }],
  ["malformed", { kind: "malformed" }],
  ["cut off", { kind: "truncated" }],
] as const) {
  test(`a history that is ${how} leaves the rest, and what this browser has seen`, async ({
    page,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await faults.add(fault, { match: "GET /health/history" });
    await open(page, "?window=7d");
    await expect(page.getByText("Couldn't load the uptime history")).toBeVisible();
    await expect(page.getByText("Uptime as observed by this browser.")).toBeVisible();
    await expect(component(page, "Workers")).toContainText("0 of 2 workers busy");
    await expect(page.getByRole("list", { name: "Readiness checks" })).toBeVisible();
    await faults.clear();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Couldn't load the uptime history")).toHaveCount(0);
    await expect(uptimeOf(page, "Database")).toHaveAccessibleName(/7 days: 99\.\d+% uptime; problems/);
  });
}

test("a slow history does not delay the page, and refused alerts leave the rest", async ({
  page,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await faults.add({ kind: "latency", ms: 2_000 }, { match: "GET /health/history" });
  await faults.add({ kind: "status", status: 403 }, { match: "GET /api/v1/alerts" });
  await open(page);
  await expect(uptimeOf(page, "Database")).toHaveAccessibleName(/loading history/);
  await expect(component(page, "Database")).toContainText("Connected");
  await expect(page.getByText("Couldn't load alerts")).toBeVisible();
  await expect(uptimeOf(page, "Database")).toHaveAccessibleName(/24 hours: .*% uptime/);
});

test("an acknowledgement that is refused changes nothing, and can be tried again", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(report, failedRequest);
  await faults.add({ kind: "break-component", component: "disk", status: "degraded" });
  await alertWhen(api, "disk", true);
  await faults.add({ kind: "status", status: 503 }, { match: "POST /api/v1/alerts/*", times: 1 });
  await open(page);
  const acknowledge = standing(page).getByRole("button", { name: "Acknowledge: Disk" });
  await acknowledge.click();
  await expect(page.getByText("Couldn't acknowledge the alert")).toBeVisible();
  expect((await alertWhen(api, "disk", true)).acknowledged_by).toBeNull();
  await acknowledge.click();
  await expect(standing(page)).toContainText("Acknowledged by Edwin Moreau");
  expect(await alertWhen(api, "disk", true)).toMatchObject({
    severity: "warning",
    acknowledged_by: "Edwin Moreau",
  });
});

test.describe("as a viewer", () => {
  test.use({ role: "viewer" });

  test("an alert can be read and not acknowledged, and the page says why", async ({
    page,
    api,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(report);
    await faults.add({ kind: "break-component", component: "memory" });
    const alert = await alertWhen(api, "memory", true);
    await open(page);
    const acknowledge = standing(page).getByRole("button", { name: "Acknowledge: Memory" });
    await expect(acknowledge).toBeDisabled();
    await expect(acknowledge).toHaveAccessibleDescription(/You have view-only access/);
    await component(page, "Memory").getByRole("button", { name: "Check memory" }).click();
    await expect(component(page, "Memory")).toContainText("Not responding");
    await expect(
      api.as("viewer").send("POST", `/api/v1/alerts/${alert.id}/acknowledge`),
    ).rejects.toThrow("403");
    expect((await alertWhen(api, "memory", true)).acknowledged_by).toBeNull();
  });
});

test("notifications that are blocked, or that there are none of, are explained", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { Notification: { permission: "denied" } });
  });
  await open(page);
  const notify = page.getByRole("button", { name: "Notify me" });
  await expect(notify).toBeDisabled();
  await expect(notify).toHaveAccessibleDescription(/blocked for this site/);
  await page.addInitScript(() => Reflect.deleteProperty(window, "Notification"));
  await open(page);
  await expect(notify).toHaveAccessibleDescription(/aren't supported/);
});
