// First steps of a new user, ticked by the state of the server.
import type { Locator, Page } from "@playwright/test";
import { expect, failedRequest, test } from "../fixtures.ts";
import { chooseChannels, chooseDocument, publishForm, renderPreview } from "../support/form.ts";
import { ember } from "../support/jobs.ts";
import { createKey, heldKeys } from "../support/keys.ts";
import { makeTemplate } from "../support/templates.ts";

test.use({ sandboxOptions: { jobs: 3 } });

const list = (page: Page): Locator => page.getByRole("region", { name: "Get started" });
const step = (page: Page, title: string): Locator =>
  list(page).getByRole("listitem").filter({ hasText: title });

test("the list ticks itself through what is really done, and goes once all is", async ({
  page,
  api,
}) => {
  test.slow();
  await page.goto("/register");
  await page.getByLabel("Name").fill("Nora Quist");
  await page.getByLabel("Email").fill("nora@example.org");
  await page.getByLabel("Password", { exact: true }).fill("long enough 1");
  await page.getByRole("button", { name: "Create account" }).click();
  const nora = api.as({ email: "nora@example.org", password: "long enough 1" });
  await expect(step(page, "Connect to a server")).toContainText("Done:");
  for (const title of ["Create an API key", "Preview a document", "Run your first job"]) {
    // The jobs of others are not hers.
    await expect(step(page, title)).toContainText("To do:");
  }

  await list(page).getByRole("link", { name: "Create an API key" }).click();
  await expect(page.getByText("No API keys yet")).toBeVisible();
  const dialog = await createKey(page, "First");
  await dialog.getByRole("button", { name: "Test key" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  expect(await heldKeys(nora)).toHaveLength(1);
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(step(page, "Create an API key")).toContainText("Done:");

  await list(page).getByRole("link", { name: "Preview a document" }).click();
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Web");
  await renderPreview(page);
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(step(page, "Preview a document")).toContainText("Done:");

  await list(page).getByRole("link", { name: "Run your first job" }).click();
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const template = step(page, "Create a template");
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByText("Recently finished")).toBeVisible();
  // Either a step is left, or the list is gone.
  await expect
    .poll(async () => {
      const steps = await list(page).getByRole("listitem").count();
      return steps > 0 || (await list(page).count()) === 0;
    })
    .toBe(true);
  if ((await template.count()) > 0) {
    await expect(step(page, "Run your first job")).toContainText("Done:");
    await makeTemplate(nora);
    await page.reload();
  }
  await expect(list(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Signed in as Nora Quist")).toBeVisible();
  await expect(page.getByText("Recently finished")).toBeVisible();
  await expect(list(page)).toHaveCount(0);
  expect((await nora.jobs()).some(({ created_by }) => created_by === "Nora Quist")).toBe(true);
});

test.describe("the owner", () => {
  test.use({ role: "owner" });

  test("hides the list, takes that back, and hides it for good", async ({ page }) => {
    await page.goto("/");
    await list(page).getByRole("button", { name: "Dismiss" }).click();
    await expect(list(page)).toHaveCount(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(list(page)).toBeVisible();
    await list(page).getByRole("button", { name: "Dismiss" }).click();
    await page.reload();
    await expect(page.getByText("Signed in as Olga Owens")).toBeVisible();
    await expect(page.getByText("Recently finished")).toBeVisible();
    await expect(list(page)).toHaveCount(0);
  });

  test("does not show a step as undone when its state is unknown", async ({
    page,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await faults.add({ kind: "status", status: 503 }, { match: "GET /api/v1/api-keys*" });
    await page.goto("/");
    await expect(step(page, "Create an API key")).toContainText("Unknown:");
    await faults.clear();
    await page.reload();
    await expect(step(page, "Create an API key")).toContainText("To do:");
  });
});

test.describe("a viewer", () => {
  test.use({ role: "viewer" });

  test("has no steps that a viewer may not take", async ({ page }) => {
    await page.goto("/");
    await expect(list(page).getByRole("listitem")).toHaveCount(2);
    await expect(list(page)).toContainText("1 of 2 complete");
  });
});
