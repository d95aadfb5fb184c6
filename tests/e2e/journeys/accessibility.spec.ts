// Nothing for axe to find, and nothing wider than the window: every page, both themes, both widths.
import type { Locator, Page } from "@playwright/test";
import {
  bothThemes,
  expect,
  expectAccessible,
  expectForcedColors,
  expectNoSidewaysScroll,
  expectReflow,
  test,
} from "../fixtures.ts";
import { recipe, renderPreview } from "../support/form.ts";
import { makeKey } from "../support/keys.ts";
import { edit, mail, makeTemplate, source, trial } from "../support/templates.ts";
import { historyTable, makePreviews } from "../support/caches.ts";
import { connection, ember, failedJob, heldJob, jobRow } from "../support/jobs.ts";

async function look(page: Page): Promise<void> {
  await bothThemes(page, async (theme) => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page, theme);
  });
  // The phone is narrow by itself.
  if (page.viewportSize()?.width === 1440) {
    await page.emulateMedia({ colorScheme: "light" });
    await expectForcedColors(page);
    await expectReflow(page);
  }
}

test("the pages before signing in @phone", async ({ page }) => {
  for (const [address, name] of [
    ["/login", "Log in"],
    ["/register", "Create account"],
    ["/connect", "Connect"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await look(page);
  }
});

test.describe("signed in", () => {
  test.use({ role: "editor" });

  test("the overview, with work in every state @phone", async ({ page, api, faults }) => {
    await failedJob(api, faults, "The website did not answer.");
    await heldJob(api, faults);
    await page.goto("/");
    await expect(connection(page)).toHaveText("Live");
    await expect(page.getByText("The website did not answer.").first()).toBeVisible();
    await look(page);
  });

  test("the form with every channel and its previews @phone", async ({ page }) => {
    await page.goto(`/generate?document=${encodeURIComponent(ember.id)}`);
    for (const name of ["Email", "Social", "Web"]) {
      await page.getByRole("checkbox", { name, exact: true }).check();
    }
    await page.getByRole("button", { name: "Preview" }).click();
    const preview = page.getByRole("region", { name: "Preview" });
    for (const name of ["Email", "Social", "Web"]) {
      await preview.getByRole("tab", { name }).click();
      await expect(preview.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
      await look(page);
    }
  });

  test("a post that is too long @phone", async ({ page }) => {
    await page.goto(
      recipe({
        document: ember.id,
        channels: "social",
        platforms: "twitter",
        template: "social-standard",
        "v.call_to_action": "read every word of it ".repeat(16).trim(),
      }),
    );
    const preview = await renderPreview(page);
    await expect(preview.getByText("Cut off here: 280")).toBeVisible();
    await look(page);
  });

  test("focus shows on what is chosen, in the system's colours", async ({ page }) => {
    await page.goto("/generate");
    const outline = (box: Locator) =>
      box.evaluate((element) => {
        const { outlineStyle, outlineColor, outlineOffset } = getComputedStyle(element);
        return { outlineStyle, outlineColor, outlineOffset };
      });
    const ground = (box: Locator) => box.evaluate((element) => getComputedStyle(element).backgroundColor);
    await page.emulateMedia({ forcedColors: "active" });

    const update = page.getByRole("radio", { name: "Update" });
    await update.focus();
    await page.keyboard.press("ArrowRight");
    const blog = page.getByRole("radio", { name: "Blog" });
    await expect(blog).toBeFocused();
    const chosen = blog.locator("xpath=following-sibling::label");
    await expect(async () => {
      expect((await outline(blog)).outlineStyle).toBe("solid");
      expect((await outline(blog)).outlineColor).not.toBe(await ground(chosen));
    }).toPass();

    const email = page.getByRole("checkbox", { name: "Email", exact: true });
    const card = email.locator("xpath=..");
    await email.focus();
    await page.keyboard.press("Space");
    await expect(email).toBeChecked();
    const focused = await outline(card);
    await page.keyboard.press("Tab");
    await expect(email).not.toBeFocused();
    expect((await outline(card)).outlineStyle).toBe("solid");
    expect(await outline(card)).not.toEqual(focused);
  });

  test("a plan of many, with one that lacks something, and its jobs @phone", async ({ page, faults }) => {
    await faults.add({ kind: "fail-channel", channel: "web", message: "The website did not answer." });
    await page.goto("/generate/batch");
    await page.getByRole("checkbox", { name: ember.title, exact: true }).check();
    await page.getByRole("checkbox", { name: "Email", exact: true }).check();
    await page.getByRole("checkbox", { name: "Web", exact: true }).check();
    await page.getByRole("button", { name: "Add to batch" }).click();
    await page.getByRole("checkbox", { name: ember.title, exact: true }).check();
    await page.getByLabel("Template for Email").selectOption("email-announcement");
    await page.getByRole("button", { name: "Add to batch" }).click();
    await expect(page.getByText("Not ready")).toBeVisible();
    await look(page);
    await page.getByRole("button", { name: /^Edit/ }).last().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look(page);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Remove/ }).last().click();
    await page.getByRole("button", { name: "Publish batch" }).click();
    const step = page.getByRole("dialog");
    await expect(step.getByText(/No issues|warning/)).toBeVisible();
    await look(page);
    await step.getByRole("button", { name: "Publish batch" }).click();
    await expect(page.getByText("1 of 1 finished")).toBeVisible();
    await look(page);
  });

  test("tones side by side, and their difference @phone", async ({ page }) => {
    const document = encodeURIComponent(ember.id);
    await page.goto(
      `/generate/preflight?document=${document}&channels=email,social,web&compare=email:neutral,friendly`,
    );
    await page.getByRole("button", { name: "Preview all" }).click();
    await expect(page.getByText("9 of 9 rendered")).toBeVisible();
    await look(page);
  });

  test("the form with its list of documents open @phone", async ({ page }) => {
    await page.goto("/generate");
    await page.getByRole("combobox", { name: "Document" }).click();
    await expect(page.getByRole("option", { name: ember.title })).toBeVisible();
    await look(page);
  });

  test("the jobs, some of them chosen @phone", async ({ page, api }) => {
    const [first, second] = await api.jobs("limit=2");
    await page.goto("/jobs");
    for (const job of [first!, second!]) {
      await jobRow(page, job.job_id).getByRole("checkbox").check();
    }
    await look(page);
  });

  test("a job that runs, one that failed, one that is done @phone", async ({
    page,
    api,
    faults,
  }) => {
    const done = (await api.jobs("status=completed&limit=1"))[0]!;
    const failed = await failedJob(api, faults, "The website did not answer.");
    const running = await heldJob(api, faults, { channels: ["email", "social", "web"], social_platforms: ["twitter"] });
    for (const { job_id } of [done, failed, running]) {
      await page.goto(`/jobs/${job_id}`);
      await expect(page.getByRole("heading", { level: 1, name: job_id })).toBeVisible();
      await expect(connection(page)).toHaveText("Live");
      await look(page);
    }
  });

  test("the content of every channel @phone", async ({ page, api }) => {
    const jobs = await api.jobs("status=completed&limit=24");
    for (const channel of ["email", "social", "web"]) {
      const id = jobs.map((job) => job.results[channel]?.content_id).find(Boolean)!;
      await page.goto(`/content/${id}`);
      await expect(
        page.getByRole("heading", { level: 1, name: (await api.content(id)).title }),
      ).toBeVisible();
      await look(page);
    }
  });

  test("the account and its API keys @phone", async ({ page, api }) => {
    const old = await makeKey(api.as("editor"), "Nightly build with a name that goes on and on", [
      "jobs:read",
      "content:read",
    ]);
    await api
      .as("editor")
      .send("POST", `/api/v1/api-keys/${old.id}/rotate`, { grace_period_seconds: 3600 });
    await page.goto("/settings/account");
    await expect(page.getByText("This device", { exact: true })).toBeVisible();
    await look(page);
    await page.goto("/settings/api-keys");
    await expect(page.getByRole("region", { name: "Rotations in progress" })).toBeVisible();
    await look(page);
  });

  test("a key that is being made, shown and checked @phone", async ({ page }) => {
    // Three looks of two themes each, which take their time on a busy machine.
    test.slow();
    await page.goto("/settings/api-keys");
    await page.getByRole("button", { name: "Create API key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Restricted" }).check();
    await dialog.getByRole("radio", { name: "Custom" }).check();
    await look(page);
    await dialog.getByRole("radio", { name: "Full access" }).check();
    await dialog.getByRole("radio", { name: "Never" }).check();
    await dialog.getByLabel("Name").fill("One more");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByRole("button", { name: "Test key" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog.getByRole("alert")).toBeVisible();
    await look(page);
    await dialog.getByRole("button", { name: "Test key" }).click();
    await expect(dialog.getByText("Key works")).toBeVisible();
    await look(page);
  });

  test("the templates, and one looked at @phone", async ({ page, api }) => {
    await makeTemplate(api, { name: "A house letter with a name that goes on for quite a while" });
    await page.goto("/templates?selected=email-plain&preview=1");
    const dialog = page.getByRole("dialog", { name: "Plain" });
    await expect(dialog.getByTitle("Opened email")).toBeVisible();
    await look(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await look(page);
  });

  test("a template, and one with a fault @phone", async ({ page, api }) => {
    const name = "A house letter with a name that goes on for quite a while";
    const template = await makeTemplate(api, { name });
    await page.goto(`/templates/${template.id}`);
    await expect(mail(page).getByText("Yours, Innsbruck")).toBeVisible();
    await look(page);
    await edit(page, template);
    await source(page).fill("{# old #}\n<b>{{ variables.lost }}</b>\n{% if %}");
    await expect(trial(page).getByRole("alert")).toContainText("Line 3");
    await look(page);
  });

  test("the caches, with a count, a partial history and one entry open @phone", async ({
    page,
    api,
    faults,
  }) => {
    await makePreviews(api);
    await faults.add({ kind: "fail-cache", target: "cdn", message: "The CDN did not answer." });
    await api.send("POST", "/api/v1/cache/clear", { reason: "A new brand" });
    await makePreviews(api);
    await page.goto("/cache");
    await page.getByRole("checkbox", { name: "Local" }).check();
    await page.getByLabel("Tags").fill("channel:web");
    await expect(page.getByText("1 entry will be removed from Local")).toBeVisible();
    await look(page);
    await historyTable(page).getByRole("link").first().click();
    await expect(page.getByRole("dialog", { name: "Invalidation" })).toBeVisible();
    await look(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Clear all caches" }).click();
    await expect(page.getByRole("dialog", { name: "Clear all caches?" })).toBeVisible();
    await look(page);
  });

  test("the health, with an alert and its past @phone", async ({ page, faults, quietConsole }) => {
    quietConsole.allow(/status of 503/);
    await faults.add({ kind: "break-component", component: "queue" });
    await page.goto("/health?window=90d");
    await expect(page.getByRole("button", { name: "Acknowledge: Queue" })).toBeVisible({
      timeout: 20_000,
    });
    await page.getByText("5 past alerts").click();
    await expect(page.getByRole("list", { name: "Past alerts" })).toBeVisible();
    await look(page);
  });

  test("all content, the figures, the metrics and the connection @phone", async ({ page }) => {
    test.slow();
    for (const address of ["/content", "/analytics", "/monitoring", "/templates/new", "/settings/connection"]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true], .skeleton")).toHaveCount(0);
      await look(page);
    }
  });

  test("a page that is not there @phone", async ({ page }) => {
    await page.goto("/no/such/page");
    await expect(page.getByText("Page not found")).toBeVisible();
    await look(page);
  });

  test("the open palette and the open account menu @phone", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: /^Account/ }).click();
    await expect(page.getByRole("menuitem", { name: "Log out" })).toBeVisible();
    await look(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Search or jump to" })).toBeVisible();
    await look(page);
  });

  test("the questions before something is stopped @phone", async ({ page, api, faults }) => {
    const job = await heldJob(api, faults);
    await page.goto(`/jobs/${job.job_id}`);
    await page.getByRole("button", { name: "Cancel job" }).click();
    await expect(page.getByRole("dialog", { name: "Cancel this job?" })).toBeVisible();
    await look(page);
    await page.goto("/jobs");
    await jobRow(page, job.job_id).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Cancel 1 job" }).click();
    await expect(page.getByRole("dialog", { name: "Cancel 1 job?" })).toBeVisible();
    await look(page);
  });

  test("the question for the password @phone", async ({ page, faults, quietConsole }) => {
    quietConsole.allow(/401/);
    await page.goto("/");
    // Once it is live the page asks for nothing more by itself.
    await expect(connection(page)).toHaveText("Live");
    await faults.add({ kind: "expire-tokens", refresh: true });
    await page.getByRole("link", { name: "Jobs", exact: true }).dispatchEvent("click");
    await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
    await look(page);
  });
});
