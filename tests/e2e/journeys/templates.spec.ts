// Templates: found, written, tried, used, deleted and brought back; and nothing typed is lost.
import { expect, failedRequest, test } from "../fixtures.ts";
import { channelBox, chooseDocument, publishForm } from "../support/form.ts";
import { ember } from "../support/jobs.ts";
import {
  card,
  cards,
  edit,
  heldTemplate,
  letter,
  mail,
  makeTemplate,
  ownTemplates,
  save,
  source,
  trial,
} from "../support/templates.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 4 } });

test("templates are found by channel, style and text, and looked at in place", async ({ page }) => {
  await page.goto("/templates");
  await expect(cards(page)).toHaveCount(10);
  await page.getByRole("group", { name: "Channel" }).getByRole("button", { name: "Email" }).click();
  await expect(page).toHaveURL(/channel=email/);
  await expect(cards(page)).toHaveCount(5);
  await page.getByLabel("Style").selectOption("digest");
  await expect(cards(page)).toHaveCount(1);
  await page.reload();
  await expect(cards(page)).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search templates" }).fill("kites");
  await expect(page.getByText("No templates for Email in the style digest match “kites”")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(cards(page)).toHaveCount(10);

  await page.getByRole("button", { name: "Preview: Minimal" }).click();
  const dialog = page.getByRole("dialog", { name: "Minimal" });
  await expect(dialog.getByTitle("Opened email").contentFrame().getByText("A section with a table")).toBeVisible();
  await expect(dialog.getByRole("table", { name: "Variables" })).toContainText("call_to_action");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(card(page, "Minimal")).toContainText("Selected");
  await page.goBack();
  await expect(dialog).toBeVisible();
  await dialog.getByRole("link", { name: "Use template" }).click();
  await expect(page.getByLabel("Template")).toHaveValue("email-minimal");
  await expect(channelBox(page, "Email")).toBeChecked();
});

test("a template is written, tried, saved, used, and content made with it @phone", async ({
  page,
  api,
}) => {
  await page.goto("/templates");
  await page.getByRole("button", { name: "New template" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New template" })).toBeVisible();
  await page.getByLabel("Template name").fill("House letter");
  await page.getByLabel("Style").fill("letter");
  await source(page).fill(letter.source);
  await expect(page.getByRole("button", { name: "Line 2", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Add variable place" }).click();
  const variable = page.getByRole("group", { name: "Variable place" });
  await variable.getByLabel("Type").selectOption("number");
  await variable.getByLabel("Default").fill("Innsbruck");
  await expect(save(page)).toHaveAccessibleDescription("Enter a number");
  await variable.getByLabel("Type").selectOption("text");
  await expect(mail(page).getByText("Yours, Innsbruck")).toBeVisible();
  await save(page).click();

  await expect(page.getByRole("heading", { level: 1, name: "House letter" })).toBeVisible();
  const [held] = await ownTemplates(api);
  expect(await heldTemplate(api, held!.id)).toMatchObject({
    name: "House letter",
    source: letter.source,
    style: "letter",
    variables: [{ name: "place", type: "text", default: "Innsbruck" }],
  });

  await page.getByRole("link", { name: "Use template" }).click();
  await expect(page.getByLabel("Template")).toHaveValue(held!.id);
  await chooseDocument(page, ember.title);
  await page.getByRole("textbox", { name: "Place" }).fill("Hall");
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const job = await api.ended(new URL(page.url()).pathname.split("/")[2]!);
  const content = await api.content(job.results.email!.content_id!);
  expect(JSON.stringify(content.body)).toContain("Yours, Hall");
});

test("a fault is shown at its line, by keyboard too, and the editor can be left", async ({
  page,
  api,
}) => {
  const template = await makeTemplate(api);
  await edit(page, template);
  await expect(mail(page).getByText("Yours, Innsbruck")).toBeVisible();
  await source(page).fill("<h1>{{ document.title }}</h1>\n<p>ok</p>\n<p>{{ document.titel.x }}</p>\n");
  await expect(trial(page).getByRole("alert")).toContainText("Line 3, column 15");
  await expect(mail(page).getByText("Yours, Innsbruck")).toBeVisible();
  await expect(source(page)).toHaveAttribute("aria-invalid", "true");
  await trial(page).getByRole("button", { name: "Go to line 3" }).click();
  await expect(source(page)).toBeFocused();
  const selected = () =>
    source(page).evaluate((it: HTMLTextAreaElement) =>
      it.value.slice(it.selectionStart, it.selectionEnd),
    );
  expect(await selected()).toBe("<p>{{ document.titel.x }}</p>");

  await page.keyboard.type("<b>");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("deep");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("</b>");
  await expect(source(page)).toHaveValue(
    "<h1>{{ document.title }}</h1>\n<p>ok</p>\n<b>\n  deep\n</b>\n",
  );
  await expect(trial(page).getByRole("alert")).toHaveCount(0);
  await expect(mail(page).getByText("deep")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(source(page)).not.toBeFocused();
  await save(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "House letter" })).toBeVisible();
  expect((await heldTemplate(api, template.id)).source).toContain("<b>\n  deep\n</b>");
});

test("a newer version on the server does not overwrite unsaved work", async ({ page, api, quietConsole }) => {
  quietConsole.allow(/status of 412/);
  const template = await makeTemplate(api);
  const change = (source: string) =>
    api.send("PUT", `/api/v2/templates/${template.id}`, { ...letter, source });
  await edit(page, template);
  await source(page).fill("mine");
  await change("theirs");
  await save(page).click();
  const conflict = page.getByRole("alert").filter({ hasText: "edited this template" });
  await expect(conflict).toContainText("Different fields: source");
  await expect(source(page)).toHaveValue("mine");
  expect((await heldTemplate(api, template.id)).source).toBe("theirs");

  await conflict.getByRole("button", { name: "Use their version" }).click();
  await expect(source(page)).toHaveValue("theirs");
  await page.getByRole("button", { name: "Restore mine" }).click();
  await expect(source(page)).toHaveValue("mine");
  await change("theirs again");
  await save(page).click();
  await conflict.getByRole("button", { name: "Overwrite" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "House letter" })).toBeVisible();
  expect((await heldTemplate(api, template.id)).source).toBe("mine");
});

test("a built-in template is read only, and its copy is not", async ({ page, api }) => {
  await page.goto("/templates/web-article");
  await expect(page.getByRole("heading", { level: 1, name: "Article" })).toBeVisible();
  const remove = page.getByRole("button", { name: "Delete" });
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAccessibleDescription(/read-only/);
  await page.goto("/templates/web-article/edit");
  await expect(page.getByText("Read-only template")).toBeVisible();
  await page.getByRole("link", { name: "Duplicate to edit" }).click();
  await expect(page.getByLabel("Template name")).toHaveValue("Article copy");
  await expect(source(page)).toHaveValue(/reading_time/);
  await page.getByLabel("Template name").fill("Our article");
  await save(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Our article" })).toBeVisible();
  const [own] = await ownTemplates(api);
  const [copy, original] = [await heldTemplate(api, own!.id), await heldTemplate(api, "web-article")];
  expect(copy).toMatchObject({ name: "Our article", channel: "web", source: original.source });
  expect(copy.variables).toEqual(original.variables);
});

test("a template is deleted, and comes back under its id", async ({ page, api, faults, quietConsole }) => {
  quietConsole.allow(failedRequest);
  const template = await makeTemplate(api);
  await page.goto(`/templates/${template.id}`);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Template “House letter” deleted")).toBeVisible();
  await expect(cards(page)).toHaveCount(10);
  expect(await ownTemplates(api)).toEqual([]);
  // A first attempt to undo that fails takes nothing with it.
  await faults.add({ kind: "status", status: 503 }, { match: "PUT /api/v2/templates/*", times: 1 });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Couldn't restore/)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "House letter" })).toBeVisible();
  expect(await heldTemplate(api, template.id)).toMatchObject({
    id: template.id,
    source: letter.source,
    variables: [{ name: "place" }],
  });
});

test("a save that is refused, cut or malformed keeps what was typed", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/templates/new");
  await page.getByLabel("Template name").fill("Kept");
  await source(page).fill("<p>kept</p>\n{% if %}");
  await save(page).click();
  await expect(page.getByText(/^Line 2: /).first()).toBeVisible();
  await source(page).fill("<p>kept</p>");
  const match = "POST /api/v2/templates";
  await faults.add({ kind: "status", status: 503 }, { match, times: 1 });
  await save(page).click();
  const alert = page.getByRole("alert").filter({ hasText: "Couldn't save" });
  await expect(alert).toContainText("Your changes are saved as a draft");
  await expect(source(page)).toHaveValue("<p>kept</p>");
  expect(await ownTemplates(api)).toEqual([]);
  // An answer that is lost on its way back had been a good one: it is found, and not made twice.
  await faults.add({ kind: "truncated" }, { match, times: 1 });
  await save(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kept" })).toBeVisible();
  expect(await ownTemplates(api)).toHaveLength(1);

  const [kept] = await ownTemplates(api);
  const own = await heldTemplate(api, kept!.id);
  await edit(page, own);
  await source(page).fill("<p>changed</p>");
  await faults.add({ kind: "malformed" }, { match: "PUT /api/v2/templates/*", times: 1 });
  await save(page).click();
  await expect(alert).toContainText("Your changes are saved as a draft");
  await expect(source(page)).toHaveValue("<p>changed</p>");
  await save(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kept" })).toBeVisible();
  expect((await heldTemplate(api, own.id)).source).toBe("<p>changed</p>");
});

test("unsaved work waits until one comes back @phone", async ({ page, api }) => {
  const template = await makeTemplate(api);
  await edit(page, template);
  await source(page).fill("half a thought");
  await page.getByRole("region", { name: "About" }).getByLabel("Description").fill("Half a description");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await page.goto(`/templates/${template.id}/edit`);
  await expect(page.getByText("Unsaved changes restored")).toBeVisible();
  await expect(source(page)).toHaveValue("half a thought");
  await expect(page.getByRole("region", { name: "About" }).getByLabel("Description")).toHaveValue("Half a description");
  expect((await heldTemplate(api, template.id)).source).toBe(letter.source);
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await expect(source(page)).toHaveValue(letter.source);
  await page.getByRole("button", { name: "Restore mine" }).click();
  await expect(source(page)).toHaveValue("half a thought");

  await page.goto("/templates/new");
  await page.getByLabel("Template name").fill("Begun");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await page.goto("/templates");
  await expect(page.getByText("“Begun”, not saved")).toBeVisible();
  await page.getByRole("link", { name: "Continue editing" }).click();
  await expect(page.getByLabel("Template name")).toHaveValue("Begun");
});

test.describe("who may only look", () => {
  test.use({ role: "viewer" });

  test("sees why, and may try", async ({ page, api }) => {
    const template = await makeTemplate(api);
    const explained = /view-only access/;
    await page.goto("/templates");
    const create = page.getByRole("button", { name: "New template" });
    await expect(create).toBeDisabled();
    await expect(create).toHaveAccessibleDescription(explained);
    await page.goto(`/templates/${template.id}`);
    for (const name of ["Edit", "Duplicate", "Delete"]) {
      const button = page.getByRole("button", { name, exact: true });
      await expect(button).toBeDisabled();
      await expect(button).toHaveAccessibleDescription(explained);
    }
    await page.goto(`/templates/${template.id}/edit`);
    await source(page).fill("<p>only looking</p>");
    await expect(mail(page).getByText("only looking")).toBeVisible();
    await expect(save(page)).toBeDisabled();
    await expect(save(page)).toHaveAccessibleDescription(explained);
    expect((await heldTemplate(api, template.id)).source).toBe(letter.source);
  });
});
