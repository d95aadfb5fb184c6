// The main journey without a mouse.
import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "../fixtures.ts";
import { generateButton, previewWall, publishStep } from "../support/form.ts";
import { ember } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

/** Presses Tab until the focus is there; a person would give up sooner. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}

test("from the overview to the opened content", async ({ page, api }) => {
  // A hundred key presses, each with a look at where the focus is.
  test.slow();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("gen");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();

  const field = page.getByRole("combobox", { name: "Document" });
  await tabTo(page, field);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: ember.title })).toBeVisible();
  while ((await activeOption(page)).includes(ember.title) === false) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(ember.title);

  for (const name of ["Email", "Web"]) {
    await tabTo(page, page.getByRole("checkbox", { name, exact: true }));
    await page.keyboard.press("Space");
    await expect(page.getByRole("checkbox", { name, exact: true })).toBeChecked();
  }
  await tabTo(page, page.getByRole("button", { name: "Preview", exact: true }));
  await page.keyboard.press("Enter");
  await expect(previewWall(page).getByText("Up to date")).toBeVisible();
  await tabTo(page, previewWall(page).getByRole("tab", { name: "Email" }));
  await page.keyboard.press("ArrowRight");
  await expect(previewWall(page).getByRole("tab", { name: "Web" })).toBeFocused();
  await expect(previewWall(page).getByText("As a search result")).toBeVisible();

  await generateButton(page).focus();
  await page.keyboard.press("Enter");
  const confirm = publishStep(page).getByRole("button", { name: "Generate", exact: true });
  await expect(confirm).toBeEnabled();
  await tabTo(page, confirm);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const open = page.getByRole("link", { name: "Open content: web" });
  await expect(open).toBeVisible();
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  await expect(page.getByTitle("The page")).toBeVisible();
  const { job_id } = await api.content(new URL(page.url()).pathname.split("/")[2]!);
  expect((await api.job(job_id)).status).toBe("completed");
});

test("menus and dialogs are used and left with the keys, and give the focus back", async ({
  page,
}) => {
  await page.goto("/");
  const account = page.getByRole("button", { name: /^Account/ });
  await tabTo(page, account);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemcheckbox", { name: "System theme" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("menuitem", { name: "Log out" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(account).toBeFocused();
  await expect(page.getByRole("menu")).toBeHidden();

  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search or jump to" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Search or jump to" })).toBeHidden();
  await expect(account).toBeFocused();
});

async function activeOption(page: Page): Promise<string> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant");
    return (id && document.getElementById(id)?.textContent) || "";
  });
}
