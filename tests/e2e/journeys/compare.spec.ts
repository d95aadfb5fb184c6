// Tones and channels side by side: real dry runs, what was found in them, and which words differ.
import type { Page } from "@playwright/test";
import { expect, expectNoSidewaysScroll, failedRequest, test } from "../fixtures.ts";
import { channelBox, chooseChannels, chooseDocument, publishForm } from "../support/form.ts";
import { closed, ember } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 4 } });

const matrix = (page: Page) => page.getByRole("region", { name: "Matrix" });
const previewAll = (page: Page) => page.getByRole("button", { name: "Preview all" });
const address = (parameters: Record<string, string>) =>
  `/generate/preflight?${new URLSearchParams(parameters)}`;

test("one document in several tones on every channel, compared and sent on @phone", async ({
  page,
  api,
}) => {
  const before = (await api.jobs()).length;
  await page.goto("/generate");
  await page.getByRole("navigation", { name: "Ways to generate" }).getByRole("link", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Compare" })).toBeVisible();
  await expect(previewAll(page)).toBeDisabled();
  await expect(previewAll(page)).toHaveAccessibleDescription("Select a document");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Email", "Social");
  await page.getByRole("checkbox", { name: "Professional" }).uncheck();
  await page.getByRole("checkbox", { name: "Friendly" }).uncheck();
  await page.getByRole("checkbox", { name: "Urgent" }).check();
  await previewAll(page).click();
  await expect(page.getByText("4 of 4 rendered")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expect(matrix(page)).toContainText("of 280");
  // What is shown is what the server says of exactly this tone.
  const own = await api.send<{ parts: { email: { text: string } } }>(
    "POST",
    "/api/v2/content/generate",
    { document_id: ember.id, channels: ["email"], tone: "urgent", dry_run: true },
  );
  const [headline, opening] = own.parts.email.text.split("\n").filter((line) => line.trim() !== "");
  await expect(matrix(page)).toContainText(headline!);
  await expect(matrix(page)).toContainText(opening!);

  await page.getByRole("button", { name: "Compare: Email, Neutral" }).click();
  await expect(page.getByText("Select one more")).toBeVisible();
  await page.getByRole("button", { name: "Compare: Email, Urgent" }).click();
  const difference = page.getByRole("region", { name: "Changes: Email, Neutral and Urgent" });
  await expect(difference).toContainText(/\d+ words? only in Neutral, \d+ only in Urgent/);
  await expect(difference.getByRole("insertion").nth(1)).toBeVisible();
  // The address holds all of it; the previews are asked for again.
  await expect(page).toHaveURL(/compare=email%3Aneutral%2Curgent/);
  await page.reload();
  await expect(difference).toContainText("Preview not ready");
  await previewAll(page).click();
  await expect(difference).toContainText("only in Urgent");

  await page.getByRole("button", { name: "Open: Email, Urgent" }).click();
  const closely = page.getByRole("dialog", { name: "Email, Urgent" });
  await expect(closely.getByTitle("Opened email")).toBeVisible();
  await page.keyboard.press("Escape");
  expect((await api.jobs()).length).toBe(before);

  await page.getByRole("link", { name: "Use this: Email, Urgent" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  await expect(page.getByLabel("Tone")).toHaveValue("urgent");
  await expect(channelBox(page, "Email")).toBeChecked();
  await expect(channelBox(page, "Social")).not.toBeChecked();
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const job = await api.ended(new URL(page.url()).pathname.split("/")[2]!);
  expect(job).toMatchObject({ document_id: ember.id, channels: ["email"], tone: "urgent" });
});

for (const [name, fault] of [
  ["refused", { kind: "status", status: 503 }],
  ["unreadable", { kind: "malformed" }],
] as const) {
  test(`one preview that is ${name} fails alone, and is tried again alone`, async ({
    page,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await faults.add(fault, { match: "POST /api/v2/content/generate", times: 1 });
    await page.goto(address({ document: closed.id, channels: "email,web", tones: "neutral,urgent" }));
    await previewAll(page).click();
    await expect(page.getByText("3 of 4 rendered")).toBeVisible();
    const alert = matrix(page).getByRole("alert");
    await expect(alert).toHaveCount(1);
    await expect(alert).toContainText("Couldn't render");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("4 of 4 rendered")).toBeVisible();
    await expect(matrix(page).getByRole("alert")).toHaveCount(0);
  });
}

test("each preview is checked, and says when it is not what the form says any more", async ({
  page,
}) => {
  await page.goto(
    address({ document: ember.id, channels: "email,web", tones: "neutral", template: "email-announcement" }),
  );
  await previewAll(page).click();
  await expect(page.getByText("2 of 2 rendered")).toBeVisible();
  // The template is for mails, so it is the mail that lacks its values.
  await expect(matrix(page).getByText(/\d problems?/)).toHaveCount(1);
  await expect(matrix(page)).toContainText("Call to action", { ignoreCase: true });
  await page.getByRole("textbox", { name: "Call to action", exact: true }).fill("Order yours");
  await page.getByRole("textbox", { name: "Call to action URL" }).fill("https://example.com/ember");
  await expect(matrix(page).getByText("Out of date")).toHaveCount(1);
  await page.getByRole("button", { name: "Render again: Email, Neutral" }).click();
  await expect(page.getByText("2 of 2 rendered")).toBeVisible();
  await expect(matrix(page).getByText("Out of date")).toHaveCount(0);
  await expect(matrix(page).getByText(/\d problems?/)).toHaveCount(0);
});

test("no more than three previews are asked for at once, and the rest can be left", async ({
  page,
  faults,
}) => {
  await faults.add({ kind: "latency", ms: 600 }, { match: "POST /api/v2/content/generate" });
  let under = 0;
  let most = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/content/generate")) {
      under += 1;
      most = Math.max(most, under);
    }
  });
  page.on("requestfinished", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/content/generate")) under -= 1;
  });
  await page.goto(address({ document: closed.id, channels: "email,web", tones: "neutral,friendly,urgent" }));
  await previewAll(page).click();
  await page.getByRole("button", { name: "Stop rendering" }).click();
  await expect(page.getByText("3 of 6 rendered")).toBeVisible();
  await expect(matrix(page).getByText("No preview yet")).toHaveCount(3);
  await previewAll(page).click();
  await expect(page.getByText("6 of 6 rendered")).toBeVisible();
  expect(most).toBe(3);
});

test.describe("as a viewer", () => {
  test.use({ role: "viewer" });

  test("one is told why nothing can be previewed", async ({ page }) => {
    await page.goto(address({ document: closed.id, channels: "web" }));
    await expect(page.getByText("View only")).toBeVisible();
    await expect(previewAll(page)).toBeDisabled();
    await expect(previewAll(page)).toHaveAccessibleDescription(/Ask an owner/);
  });
});
