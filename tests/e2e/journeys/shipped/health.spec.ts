// The system's health without a history and without alerts: what this browser observes itself.
import { answered, expect, open, test } from "../../shipped.ts";
import { holdClock, pass } from "../../support/idle.ts";

const report = /status of 503 .*\/(health|health\/detailed|ready|startup)\)$/;

test("bars and alerts come from what this browser has seen, and are kept", async ({
  page,
  backend,
  quietConsole,
}) => {
  quietConsole.allow(report);
  await holdClock(page);
  await open(page, "/health", "System health");
  const main = page.getByRole("main");
  await expect(page.getByRole("list", { name: "Components" })).toBeVisible();
  await expect(main).toContainText("this backend keeps no uptime history");
  await expect(main).toContainText("this backend raises no alerts");
  await expect(main).toContainText("No alert stands.");
  const memory = page.getByRole("img", { name: "Memory over the last" });
  // One look proves no time.
  await expect(memory).toHaveAccessibleName(/24 hours: nothing known yet/);
  await pass(page, 2.2);
  await expect(memory).toHaveAccessibleName(/100 % up, of the [\d.]+ % of the time that is known/);
  const standing = page.getByRole("list", { name: "Standing alerts" });
  await expect(standing, "two checks in a row have failed").toContainText("External services");
  await expect(standing.getByRole("button")).toHaveCount(0);
  expect(backend.asked("/health/detailed").length).toBeLessThanOrEqual(4);

  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept, "a list of the server's environment is kept nowhere").not.toContain("input_value");
  await page.reload();
  await expect(standing).toContainText("External services");
  await page.getByRole("radio", { name: "90 days" }).check();
  await expect(page).toHaveURL(/window=90d/);
  await expect(memory).toHaveAccessibleName(/90 days: 100 % up, of the less than 0.01 %|90 days: 100 % up, of the 0\.\d+ %/);
});

test("one component is checked alone, and one that is unknown is refused", async ({
  page,
  backend,
  quietConsole,
}) => {
  quietConsole.allow(report, answered(404));
  await open(page, "/health", "System health");
  const memory = page.getByRole("listitem").filter({ hasText: "Memory" }).first();
  await memory.getByRole("button", { name: "Check memory" }).click();
  await expect(memory).toContainText("Memory usage healthy: 11.0% used");
  expect(backend.requests.filter(({ path }) => path.startsWith("/health/check/"))).toHaveLength(1);
  expect(backend.asked("/health/detailed")).toHaveLength(1);
});
