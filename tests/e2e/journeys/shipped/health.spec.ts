// The system's health on a server whose own checks have a price: they run on demand.
import { answered, expect, open, test } from "../../shipped.ts";
import { holdClock, pass } from "../../support/idle.ts";

const report = /status of 503 .*\/(health|health\/detailed|ready|startup)(\?_=[\d.]+)?\)$/;

test("no check runs unasked, and what the probes say is shown and observed", async ({
  page,
  backend,
  quietConsole,
}) => {
  quietConsole.allow(report);
  const told = async () => (await fetch(`${backend.address}/health`)).status;
  await holdClock(page);
  await open(page, "/health", "System health");
  const main = page.getByRole("main");
  const components = page.getByRole("list", { name: "Components" });
  await expect(components.getByRole("listitem").first()).toContainText("Services");
  await expect(components).toContainText("Configuration");
  await expect(main).toContainText("From the readiness checks.");
  await expect(main).toContainText("No checks since the server started.");
  await expect(main).toContainText("Running");
  await expect(main).toContainText("This server keeps no uptime history");
  await expect(main).toContainText("No active alerts");
  const configuration = page.getByRole("img", { name: "Configuration over the last" });
  // One look proves no time.
  await expect(configuration).toHaveAccessibleName(/24 hours: no data yet/);
  await pass(page, 3.2);
  await expect(configuration).toHaveAccessibleName(/100% uptime, [\d.]+% of the time observed/);
  const standing = page.getByRole("list", { name: "Active alerts" });
  await expect(standing, "two checks in a row have failed").toContainText("Services");
  await main.getByRole("button", { name: "Refresh" }).click();
  await open(page, "/", "Overview");
  await open(page, "/health", "System health");
  await pass(page, 1.2);
  expect(await backend.asked("/health/detailed"), "no check runs unasked").toEqual([]);
  expect(await told(), "the address that Kubernetes probes").toBe(200);

  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept, "a list of the server's environment is kept nowhere").not.toContain("input_value");
  await page.getByRole("radio", { name: "90 days" }).check();
  await expect(page).toHaveURL(/window=90d/);
  await expect(configuration).toHaveAccessibleName(/90 days: 100% uptime, (less than 0\.01|0\.\d+)%/);

  // Asked for, the checks run once, after it was said what they may do.
  await main.getByRole("button", { name: "Run all checks" }).click();
  const dialog = page.getByRole("dialog", { name: "Run all checks?" });
  await expect(dialog).toContainText("/health on this server answers 503 until the server is restarted");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expect(await backend.asked("/health/detailed")).toEqual([]);
  await main.getByRole("button", { name: "Run all checks" }).click();
  await dialog.getByRole("button", { name: "Run all checks" }).click();
  await expect(components).toContainText("Disk space");
  await pass(page, 2.2);
  expect(await backend.asked("/health/detailed"), "once, and not again by itself").toHaveLength(1);
});

test("one component is checked alone once that is confirmed, and one that is unknown is refused", async ({
  page,
  backend,
  quietConsole,
}) => {
  quietConsole.allow(report, answered(404));
  await open(page, "/health", "System health");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Run all checks" }).click();
  await dialog.getByRole("button", { name: "Run all checks" }).click();
  const memory = page.getByRole("listitem").filter({ hasText: "Memory" }).first();
  await memory.getByRole("button", { name: "Check memory" }).click();
  expect((await backend.requests()).filter(({ path }) => path.startsWith("/health/check/"))).toEqual([]);
  await dialog.getByRole("button", { name: "Check memory" }).click();
  await expect(memory).toContainText("Memory usage healthy: 11.0% used");
  expect((await backend.requests()).filter(({ path }) => path.startsWith("/health/check/"))).toHaveLength(1);
  expect(await backend.asked("/health/detailed")).toHaveLength(1);
});
