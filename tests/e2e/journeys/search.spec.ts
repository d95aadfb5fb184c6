// "Search or jump to" and the shortcuts, from one registry of actions.
import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, failedRequest, test } from "../fixtures.ts";
import { previewWall } from "../support/form.ts";
import { ember } from "../support/jobs.ts";
import { makeKey } from "../support/keys.ts";

test.use({ role: "owner", sandboxOptions: { jobs: 12 } });

const dialog = (page: Page) => page.getByRole("dialog", { name: "Search or jump to" });
const field = (page: Page) => dialog(page).getByRole("combobox", { name: "Search or jump to" });
const group = (page: Page, name: string | RegExp) => dialog(page).getByRole("group", { name });
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name, exact: true });

/** Opens the search and types. */
async function search(page: Page, text: string): Promise<void> {
  // The page hears keys only once the program has come.
  await expect(async () => {
    if (!(await dialog(page).isVisible())) await page.keyboard.press("Control+k");
    await expect(field(page)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await field(page).fill(text);
}

/** A result, which has to be a real link. */
async function expectLink(option: Locator, address: string): Promise<void> {
  await expect(option).toHaveAttribute("href", address);
  expect(await option.evaluate((element) => element.tagName)).toBe("A");
}

test("everything is found by typing, and nothing is asked for before", async ({
  page,
  context,
  api,
}) => {
  await makeKey(api, "Nightly import");
  const job = await api.generate({ document_id: ember.id, channels: ["web"] });
  await api.ended(job.job_id);
  await page.goto("/jobs");
  await expect(heading(page, "Jobs")).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const isOfSearch = searchParams.has("q") || /documents|api-keys|metrics$/.test(pathname);
    if (isOfSearch) asked.push(request.url());
  });
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await expect(dialog(page).getByRole("option", { name: /^Generate/ })).toBeVisible();
  await expect(dialog(page).getByRole("option", { name: /^Dark theme/ })).toBeVisible();
  await page.keyboard.press("Escape");
  expect(asked, "an open search has asked for nothing").toEqual([]);

  await search(page, "ember");
  const document = group(page, /^Documents/).getByRole("option", { name: ember.title });
  await expectLink(document.first(), `/generate?document=${encodeURIComponent(ember.id)}`);
  await expect(group(page, /^Jobs/).getByRole("option").first()).toBeVisible();
  await expect(group(page, /^Content/).getByRole("option").first()).toBeVisible();
  await expect(dialog(page).getByRole("status")).toHaveText(/\d+ results?/);
  await expectAccessible(page);

  await search(page, job.job_id.slice(0, -1));
  const found = group(page, /^Jobs/).getByRole("option", { name: job.job_id });
  await expectLink(found, `/jobs/${job.job_id}`);
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    found.click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await expect(heading(tab, job.job_id)).toBeVisible();
  await tab.close();
  await expect(field(page), "a new tab leaves this one as it is").toBeFocused();

  await search(page, "nightly");
  await expect(group(page, /^API keys/).getByRole("option", { name: "Nightly import" })).toBeVisible();
  await search(page, "http_request");
  await expect(group(page, /^Metrics/).getByRole("option").first()).toHaveAttribute(
    "href",
    /^\/monitoring\?q=/,
  );
  await search(page, "no such thing");
  await expect(dialog(page).getByText("No results for “no such thing”")).toBeVisible();

  await search(page, "failed");
  await expectLink(dialog(page).getByRole("option", { name: /^Failed jobs/ }), "/jobs?status=failed");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/jobs\?status=failed$/);

  await search(page, "create api key");
  await field(page).dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await expect(field(page), "Enter belongs to the input method while a character is composed").toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Create API key" })).toBeVisible();
  await expect(page).toHaveURL(/\/settings\/api-keys$/);
  await page.keyboard.press("Control+k");
  await expect(dialog(page), "nothing opens over a dialog").toBeHidden();
});

test("the last visited pages are offered under their titles", async ({ page, api }) => {
  const template = (await api.send<{ templates: { id: string; name: string }[] }>(
    "GET",
    "/api/v2/templates",
  )).templates[0]!;
  // Storage that takes nothing more must not cost the list of this tab.
  await page.addInitScript(() => {
    const write = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key: string, value: string) {
      if (key === "toombos.recent-places") throw new DOMException("full", "QuotaExceededError");
      write.call(this, key, value);
    };
  });
  await page.goto(`/templates/${template.id}`);
  await expect(heading(page, template.name)).toBeVisible();
  await page.keyboard.press("Control+k");
  const place = group(page, /^Recent/).getByRole("option", { name: template.name });
  await expectLink(place, `/templates/${template.id}`);
});

test("a group that fails hides no other, and what is given up is not waited for", async ({
  page,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/");
  await faults.add({ kind: "status", status: 422 }, { match: "GET /api/v2/documents*" });
  await search(page, "ember");
  await expect(group(page, /^Documents.*Couldn't load/)).toBeVisible();
  await expect(group(page, /^Jobs/).getByRole("option").first()).toBeVisible();
  await faults.clear();
  await group(page, /^Documents/).getByRole("option", { name: /^Retry/ }).click();
  await expect(group(page, /^Documents/).getByRole("option", { name: ember.title }).first()).toBeVisible();

  await faults.add({ kind: "latency", ms: 30_000 }, { match: "GET /api/v2/jobs*" });
  const givenUp = (word: string) =>
    page.waitForEvent("requestfailed", (request) => request.url().includes(`q=${word}`));
  const sent = (word: string) =>
    page.waitForRequest((request) => request.url().includes(`/jobs?`) && request.url().includes(`q=${word}`));
  const first = givenUp("first");
  await Promise.all([sent("first"), search(page, "first")]);
  const second = givenUp("second");
  await Promise.all([sent("second"), search(page, "second")]);
  await first;
  await page.keyboard.press("Escape");
  await second;
});

test.describe("as a viewer", () => {
  test.use({ role: "viewer" });

  test("an action that the role may not do says so and does nothing", async ({ page }) => {
    await page.goto("/");
    await search(page, "new template");
    const option = dialog(page).getByRole("option", { name: /^New template/ });
    await expect(option).toHaveAttribute("aria-disabled", "true");
    await expect(option).toContainText("You have view-only access.");
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toBeVisible();
    await expect(page).toHaveURL(/\/$/);
  });
});

test("the shortcuts are listed by a question mark, work, and can be turned off", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Search or jump to" })).toHaveAttribute(
    "aria-keyshortcuts",
    "Control+K Meta+K",
  );
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list.getByText("New template")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();

  await page.keyboard.press("g");
  await page.keyboard.press("j");
  await expect(heading(page, "Jobs")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search jobs" }).focus();
  await page.keyboard.type("go?");
  await expect(page.getByRole("searchbox", { name: "Search jobs" })).toHaveValue("go?");
  await expect(list).toBeHidden();
  await expect(heading(page, "Jobs")).toBeVisible();

  await page.goto(`/generate?document=${encodeURIComponent(ember.id)}&channels=web`);
  const preview = page.getByRole("button", { name: "Preview", exact: true });
  await expect(preview).toHaveAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
  await expect(preview).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Control+Enter");
  await expect(previewWall(page).getByText("Up to date")).toBeVisible();

  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await list.getByRole("switch", { name: "Shortcuts without Ctrl or ⌘" }).uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(heading(page, "Generate")).toBeVisible();
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await expect(dialog(page)).toBeVisible();
  await expect(list).toBeHidden();
});
