// Typed work: it survives a reload, a link, an expired session.
import { expect, failedRequest, password, test } from "../fixtures.ts";
import {
  channelBox,
  chooseChannels,
  chooseDocument,
  publishForm,
  previewWall,
  recipe,
} from "../support/form.ts";
import { closed, connection, ember } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

test("a draft survives leaving the page and reloading @phone", async ({ page }) => {
  await page.goto("/generate");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Email", "Web");
  await page.getByLabel("Template").selectOption("email-plain");
  await page.getByLabel("Signature").fill("Written, and not sent");
  await page.getByLabel("Tone").selectOption("friendly");
  // The address names the recipe too; what counts here is the draft.
  await expect(page).toHaveURL(/tone=friendly/);
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await page.goto("/generate");

  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await expect(channelBox(page, "Email")).toBeChecked();
  await expect(channelBox(page, "Web")).toBeChecked();
  await expect(channelBox(page, "Social")).not.toBeChecked();
  await expect(page.getByLabel("Signature")).toHaveValue("Written, and not sent");
  await expect(page.getByLabel("Tone")).toHaveValue("friendly");
});

test("what was typed just before a reload is there after it", async ({ page }) => {
  await page.goto("/templates/new");
  const name = page.getByLabel("Template name");
  await name.fill("Spring letter");
  await page.reload();
  await expect(name).toHaveValue("Spring letter");
});

test("a recipe travels in the address", async ({ page, context }) => {
  await page.goto(
    recipe({
      document: ember.id,
      channels: "email,social",
      platforms: "linkedin",
      template: "email-digest",
      tone: "urgent",
      "v.issue_number": "42",
      dry_run: "1",
    }),
  );
  const expectRecipe = async (where: typeof page) => {
    await expect(where.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
    await expect(channelBox(where, "Email")).toBeChecked();
    await expect(channelBox(where, "Social")).toBeChecked();
    await expect(channelBox(where, "Web")).not.toBeChecked();
    await expect(channelBox(where, "LinkedIn")).toBeChecked();
    await expect(where.getByLabel("Template")).toHaveValue("email-digest");
    await expect(where.getByLabel("Issue number")).toHaveValue("42");
    await expect(where.getByLabel("Tone")).toHaveValue("urgent");
    await expect(where.getByRole("switch", { name: "Dry run" })).toBeChecked();
  };
  await expectRecipe(page);

  const other = await context.newPage();
  await other.goto(page.url());
  await expectRecipe(other);
  await channelBox(other, "Web").check();
  await expect(other).toHaveURL(/channels=email(%2C|,)social(%2C|,)web/);
});

test("a link that replaces a draft offers to bring it back", async ({ page }) => {
  await page.goto("/generate");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Email");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(closed.title);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await expect(channelBox(page, "Email")).toBeChecked();
  await expect(channelBox(page, "Web")).not.toBeChecked();
});

test("starting over empties the form, and can be undone", async ({ page }) => {
  await page.goto(recipe({ document: ember.id, channels: "web" }));
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue("");
  await expect(channelBox(page, "Web")).not.toBeChecked();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await expect(channelBox(page, "Web")).toBeChecked();
});

test("a session that ends in the middle of the form takes nothing with it @phone", async ({
  page,
  faults,
  api,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/generate");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Email");
  await page.getByLabel("Template").selectOption("email-plain");
  await page.getByLabel("Signature").fill("Written before the session ended");
  // Once it is live the page asks for nothing more by itself.
  await expect(connection(page)).toHaveText("Live");
  await faults.add({ kind: "expire-tokens", refresh: true });
  await page.getByRole("button", { name: "Preview", exact: true }).click();

  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(ended).toContainText("editor@toombos.test");
  await ended.getByLabel("Password", { exact: true }).fill(password);
  await ended.getByRole("button", { name: "Log in" }).click();
  await expect(ended).toBeHidden();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await expect(channelBox(page, "Email")).toBeChecked();
  await expect(page.getByLabel("Signature")).toHaveValue("Written before the session ended");

  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const mail = previewWall(page).getByTitle("Opened email").contentFrame();
  await expect(mail.getByText("Written before the session ended")).toBeVisible();
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const job = await api.ended(new URL(page.url()).pathname.split("/")[2]!);
  expect(job.request).toMatchObject({
    options: { variables: { signature: "Written before the session ended" } },
  });
});

test("a preview that fails loses nothing that was typed", async ({
  page,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto(recipe({ document: ember.id, channels: "email", template: "email-plain" }));
  await page.getByLabel("Signature").fill("Still here");
  for (const kind of ["malformed", "truncated", "plain-500", "drop"] as const) {
    await faults.add({ kind }, { match: "POST /api/v2/content/generate" });
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    const alert = page.getByRole("alert").filter({ hasText: "Couldn't render the preview" });
    await expect(alert).toContainText("Your changes are saved");
    await expect(page.getByLabel("Signature")).toHaveValue("Still here");
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
    await faults.clear();
    // What may pass by itself is tried again without being asked.
    if (kind === "malformed") await alert.getByRole("button", { name: "Try again" }).click();
    await expect(previewWall(page).getByText("Up to date")).toBeVisible();
    await page.getByLabel("Signature").fill("Still here ");
    await page.getByLabel("Signature").fill("Still here");
  }
});
