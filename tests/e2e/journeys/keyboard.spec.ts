// The main journey without a mouse.
import { expect, type Locator, type Page } from "@playwright/test";
import { email, logIn, password, test } from "../fixtures.ts";
import { generateButton, previewWall, publishStep } from "../support/form.ts";
import { closed, ember } from "../support/jobs.ts";

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

test("what is removed with the keys gives the focus to what follows, else to what is before", async ({
  page,
  sandbox,
}) => {
  const press = async (button: Locator) => {
    await button.focus();
    await page.keyboard.press("Enter");
  };
  await page.goto("/templates/new");
  const add = page.getByRole("button", { name: "Add variable" });
  for (const _ of [1, 2, 3]) await add.click();
  const rows = page.getByRole("group", { name: /^Variable/ });
  for (const [at, name] of ["one", "two", "three"].entries()) {
    await rows.nth(at).getByLabel("Variable name").fill(name);
  }
  const remove = (name: string) => page.getByRole("button", { name: `Remove Variable ${name}` });
  await press(remove("two"));
  await expect(remove("three")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(remove("one")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(0);
  await expect(page.locator(":focus")).toHaveRole("heading");

  await page.goto("/generate/batch");
  for (const name of [ember.title, closed.title]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await page.getByRole("checkbox", { name: "Email", exact: true }).check();
  await page.getByRole("button", { name: "Add to batch" }).click();
  const planned = page.getByRole("table", { name: "Batch", exact: true }).getByRole("button", { name: /^Remove/ });
  await expect(planned).toHaveCount(2);
  await press(planned.first());
  await expect(planned).toHaveCount(1);
  await expect(planned.first()).toBeFocused();

  // A row that goes once the server has answered.
  for (const _ of [1, 2]) await logIn(sandbox, { email: email("editor"), password });
  await page.goto("/settings/account");
  const sessions = page.getByRole("list", { name: "Sessions" });
  const others = sessions.getByRole("button", { name: /^Log out ./ });
  await expect(others).toHaveCount(2);
  await press(others.first());
  await expect(others).toHaveCount(1);
  await expect(others.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(others).toHaveCount(0);
  await expect(sessions.getByRole("button", { name: "Log out" })).toBeFocused();
});

test("shortcuts work on keyboards that type no Latin letters, and where keys lie elsewhere", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  const press = (key: string, code: string, held: object = {}) =>
    page.evaluate(
      (init) => document.body.dispatchEvent(new KeyboardEvent("keydown", init)),
      { key, code, bubbles: true, cancelable: true, ...held },
    );
  const search = page.getByRole("dialog", { name: "Search or jump to" });
  for (const [key, code] of [
    ["л", "KeyK"],
    ["κ", "KeyK"],
    ["ל", "KeyK"],
    ["k", "KeyV"],
  ] as const) {
    await press(key, code, { ctrlKey: true });
    await expect(search).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(search).toBeHidden();
  }
  await press("?", "KeyM", { shiftKey: true });
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await press("п", "KeyG");
  await press("о", "KeyJ");
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
});

async function activeOption(page: Page): Promise<string> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant");
    return (id && document.getElementById(id)?.textContent) || "";
  });
}
