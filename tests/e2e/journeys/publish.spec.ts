// Nothing is published by mistake: it is asked, told to how many, held, and can be undone.
import type { Page } from "@playwright/test";
import { expect, test, type Api, type Job } from "../fixtures.ts";
import { generateButton, previewWall, publishForm, publishStep, recipe } from "../support/form.ts";
import { closed, ember } from "../support/jobs.ts";

// At this pace a hold of 10 seconds takes a minute, longer than any machine needs to end it.
test.use({ role: "editor", sandboxOptions: { jobs: 4, pace: 6 } });

const hold = (page: Page) => page.getByRole("region", { name: "Undo publishing" });
const idIn = (page: Page) => new URL(page.url()).pathname.split("/")[2]!;
const published = (job: Job) =>
  Object.values(job.results).filter(({ status }) => status === "completed").length;

type Held = Job & { held_until?: string | null };
const heldUntil = async (api: Api, id: string) => ((await api.job(id)) as Held).held_until ?? null;

test("Generate asks with a preview, counts and warnings, and what follows can be undone @phone", async ({
  page,
  api,
}) => {
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: ember.id, channels: "email,social,web" }));
  // The preview is made by itself.
  await generateButton(page).click();
  const step = publishStep(page);
  const where = step.getByRole("list", { name: "Where it is published" });
  await expect(where.getByRole("listitem")).toHaveCount(3);
  await expect(where).toContainText("1,284 recipients");
  await expect(where).toContainText("X, LinkedIn");
  await expect(step).toContainText("Publishes in 10 s. You can undo it until then.");
  await expect(step.getByText(/No issues|\d+ warnings?/)).toBeVisible();
  await expect(previewWall(page).getByText("Up to date")).toBeAttached();

  // A test email goes to the signed-in user only.
  await step.getByRole("button", { name: "Send a test to me" }).click();
  await expect(step.getByText("Test sent to editor@toombos.test")).toBeVisible();
  const mails = await api.send<{ to: string }[]>("GET", "/__sandbox/outbox");
  expect(mails.map(({ to }) => to)).toEqual(["editor@toombos.test"]);

  await step.getByRole("button", { name: "Cancel" }).click();
  await expect(step).toBeHidden();
  await expect(generateButton(page)).toBeFocused();
  expect((await api.jobs()).length).toBe(before);

  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const id = idIn(page);
  await expect(hold(page)).toContainText(/Publishing in \d+ s/);
  expect(await heldUntil(api, id)).not.toBeNull();
  // The server holds it, whatever becomes of the page.
  await page.reload();
  await hold(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Publishing undone. Nothing was published.")).toBeVisible();
  await expect(hold(page)).toBeHidden();
  const undone = await api.job(id);
  expect([undone.status, published(undone)]).toEqual(["cancelled", 0]);

  // The same holds for running it again with edits.
  await page.getByRole("link", { name: "Re-run with edits" }).click();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);
  await publishForm(page);
  await expect(hold(page)).toBeVisible();
  await hold(page).getByRole("button", { name: "Publish now" }).click();
  await expect(hold(page)).toBeHidden();
  expect(await heldUntil(api, idIn(page))).toBeNull();
});

test("a batch asks for all of its jobs together, and is undone together", async ({ page, api }) => {
  await page.goto("/generate/batch");
  for (const name of [ember.title, closed.title, "Email", "Web"]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await page.getByRole("button", { name: "Add to batch" }).click();
  await page.getByRole("button", { name: "Publish batch" }).click();
  const step = page.getByRole("dialog", { name: "Publish 2 jobs?" });
  await expect(step).toContainText("2,568 recipients in total");
  await expect(step.getByText(/No issues|\d+ warnings?/)).toBeVisible();
  await step.getByRole("button", { name: "Publish batch" }).click();
  await expect(hold(page)).toBeVisible();
  const ids = new URL(page.url()).searchParams.get("jobs")!.split(",");
  await hold(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 of 2 finished")).toBeVisible();
  for (const id of ids) {
    const job = await api.job(id);
    expect([job.status, published(job)]).toEqual(["cancelled", 0]);
  }
});

test("each person chooses for how long publishing can be undone", async ({ page, api }) => {
  await page.goto("/settings/account");
  const choice = page.getByLabel("Undo time after publishing");
  await expect(choice).toHaveValue("10");
  await choice.selectOption("Off");
  await expect(choice).toHaveAccessibleDescription("Published content can't be undone.");
  await page.reload();
  await expect(choice).toHaveValue("0");
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  await generateButton(page).click();
  await expect(publishStep(page)).toContainText("Publishes now. Undo is turned off");
  await publishStep(page).getByRole("button", { name: "Generate", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  expect(await heldUntil(api, idIn(page))).toBeNull();
  await expect(hold(page)).toBeHidden();
});

test("on a phone the bar of Generate covers no field that is used @phone-only @phone", async ({ page }) => {
  await page.goto("/generate");
  await page.getByLabel("Template").focus();
  await page.getByLabel("Tone").focus();
  const field = (await page.getByLabel("Tone").boundingBox())!;
  const bar = (await page.locator(".generate-actions").boundingBox())!;
  expect(field.y + field.height).toBeLessThanOrEqual(bar.y);
});
