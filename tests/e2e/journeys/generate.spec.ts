// The main journey: a document becomes content, live, on every channel.
import type { Page } from "@playwright/test";
import { expect, expectNoSidewaysScroll, failedRequest, test } from "../fixtures.ts";
import {
  channelBox,
  chooseChannels,
  chooseDocument,
  generateButton,
  previewWall,
  publishForm,
  publishStep,
  recipe,
  renderPreview,
} from "../support/form.ts";
import { closed, ember } from "../support/jobs.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

const headline = "Ember 2 boils a litre in two minutes, and does it quietly";

const idIn = (page: Page) => new URL(page.url()).pathname.split("/")[2]!;

test("a document becomes content on every channel @phone", async ({ page, api }) => {
  await page.goto("/");
  // A reload would lose this.
  await page.evaluate(() => Object.assign(window, { unbroken: true }));
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Generate" }).click();
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Email", "Social", "Web");
  await renderPreview(page);
  await publishForm(page);

  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  for (const channel of ["email", "social", "web"]) {
    await expect(page.getByRole("link", { name: `Open content: ${channel}` })).toBeVisible();
  }
  const id = idIn(page);
  const job = await api.job(id);
  expect(job).toMatchObject({ status: "completed", document_id: ember.id });
  expect(job.channels).toEqual(["email", "social", "web"]);

  await page.getByRole("link", { name: "Open content: web" }).click();
  await expect(page.getByRole("heading", { level: 1, name: headline })).toBeVisible();
  const reader = page.getByTitle("The page").contentFrame();
  await expect(reader.getByRole("heading", { name: headline })).toBeVisible();
  expect(await page.evaluate(() => "unbroken" in window)).toBe(true);
});

test("email: inbox line, opened mail and plain text, then the same as content", async ({
  page,
  api,
}) => {
  await page.goto(recipe({ document: ember.id, channels: "email" }));
  const wall = await renderPreview(page);
  await expect(wall.getByRole("tab", { name: "Email" })).toHaveAttribute("aria-selected", "true");
  await expect(wall.getByRole("tabpanel")).toContainText("In the inbox");
  const mail = wall.getByTitle("Opened email").contentFrame();
  await expect(mail.getByRole("heading", { name: headline })).toBeVisible();
  await expect(mail.getByRole("cell", { name: "2 min 5 s" })).toBeVisible();
  await wall.getByRole("radio", { name: "Plain text" }).check();
  await expect(wall.getByRole("tabpanel")).toContainText("312 small ports");

  await publishForm(page);
  await page.getByRole("link", { name: "Open content: email" }).click();
  await expect(page.getByTitle("Opened email")).toBeVisible();
  const opened = page.getByTitle("Opened email").contentFrame();
  await expect(opened.getByRole("heading", { name: headline })).toBeVisible();
  const content = await api.content(new URL(page.url()).pathname.split("/")[2]!);
  expect(content.channel).toBe("email");
  await expect(page.getByRole("heading", { level: 1, name: content.title })).toBeVisible();
});

test("social: a post per platform, each with its own count", async ({ page, api }) => {
  await page.goto(recipe({ document: ember.id, channels: "social", platforms: "twitter,linkedin" }));
  const wall = await renderPreview(page);
  const posts = wall.getByRole("article");
  await expect(posts).toHaveCount(2);
  await expect(posts.filter({ hasText: "LinkedIn" })).toContainText("3,000");
  await expect(posts.first()).toContainText("280");
  const words = (await posts.first().innerText()).match(/#\w+/)?.[0];
  expect(words).toBeTruthy();

  await publishForm(page);
  await page.getByRole("link", { name: "Open content: social" }).click();
  await expect(page.getByRole("main").getByRole("article").filter({ hasText: words! }).first()).toBeVisible();
  const content = await api.content(new URL(page.url()).pathname.split("/")[2]!);
  const { posts: held } = (content as unknown as { body: { posts: { platform: string }[] } }).body;
  expect(held.map(({ platform }) => platform).sort()).toEqual(["linkedin", "twitter"]);
});

test("a post that only a server knows the limit of is counted as its platform counts @phone", async ({
  page,
}) => {
  // The sandbox posts to neither, so its own answer gets these posts beside.
  const dancers = "\u{1f469}\u200d\u{1f3a4}".repeat(273);
  const posts = [
    { platform: "bluesky", content: dancers, limit: 300 },
    { platform: "mastodon", content: `${"a".repeat(475)} @alice@${"b".repeat(30)}.com`, limit: 500 },
    { platform: "mastodon", content: `See https://example.com/${"c".repeat(480)} @bob`, limit: 31 },
  ];
  await page.route("**/api/v2/content/generate", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    json.parts.social.posts.push(...posts.map((post) => ({ ...post, hashtags: [], media_urls: [] })));
    await route.fulfill({ response, json });
  });
  await page.goto(recipe({ document: ember.id, channels: "social", platforms: "linkedin" }));
  const wall = await renderPreview(page);
  const count = (platform: string) => wall.getByRole("group", { name: `${platform} characters` });
  await expect(wall.getByRole("article")).toHaveCount(4);
  await expect(count("Bluesky")).toHaveText("273 of 300, 27 left");
  // 475 letters, a blank and @alice; the address is 23 whatever its length.
  await expect(count("Mastodon").nth(0)).toHaveText("482 of 500, 18 left");
  await expect(count("Mastodon").nth(1)).toHaveText("32 of 31, 1 over");
  const bluesky = wall.getByRole("article").nth(1);
  await expect(bluesky.getByText("Over the byte limit: Bluesky won't accept this post.")).toBeVisible();
  await expect(bluesky.getByText("Cut off here", { exact: true })).toBeVisible();
  await expect(wall.getByText("won't accept this post")).toHaveCount(2);
  await expect(generateButton(page)).toBeDisabled();
  await expect(generateButton(page)).toHaveAccessibleDescription(/A post is over its limit/);
  await expectNoSidewaysScroll(page);
});

test("web: search result and page, on two widths", async ({ page }) => {
  await page.goto(recipe({ document: ember.id, channels: "web" }));
  const wall = await renderPreview(page);
  await expect(wall.getByRole("tabpanel")).toContainText("As a search result");
  const reader = wall.getByTitle("The page").contentFrame();
  await expect(reader.getByRole("heading", { name: headline })).toBeVisible();
  const wide = (await wall.getByTitle("The page").boundingBox())!.width;
  await wall.getByRole("radio", { name: "Phone" }).check();
  await expect
    .poll(async () => (await wall.getByTitle("The page").boundingBox())!.width)
    .toBeLessThan(wide);
  await wall.getByRole("radio", { name: "Markdown" }).check();
  await expect(wall.getByRole("tabpanel")).toContainText("## What changed");
});

test("a preview says when it is no longer what will go out", async ({ page }) => {
  await page.goto(recipe({ document: ember.id, channels: "web" }));
  await renderPreview(page);
  await page.getByLabel("Tone").selectOption("urgent");
  await expect(previewWall(page).getByText("Out of date")).toBeVisible();
  await renderPreview(page);
});

test("a double click starts exactly one job", async ({ page, api, faults }) => {
  const before = (await api.jobs()).length;
  await faults.add({ kind: "latency", ms: 150 }, { match: "POST /api/v2/content/generate" });
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  await renderPreview(page);
  await generateButton(page).dblclick();
  // The second click neither confirms nor closes what the first one opened.
  await expect(publishStep(page)).toBeVisible();
  expect((await api.jobs()).length).toBe(before);
  await publishStep(page).getByRole("button", { name: "Generate", exact: true }).dblclick();
  await expect(page.getByRole("link", { name: /^Open content/ })).toBeVisible();
  expect((await api.jobs()).length).toBe(before + 1);
});

test("an answer that got lost does not start a second job", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  await renderPreview(page);
  await faults.add({ kind: "truncated" }, { match: "POST /api/v2/content/generate", times: 1 });
  await publishForm(page);
  await expect(page.getByRole("alert").first()).toBeVisible();
  expect((await api.jobs()).length).toBe(before + 1);
  await publishForm(page);
  await expect(page.getByRole("link", { name: /^Open content/ })).toBeVisible();
  expect((await api.jobs()).length).toBe(before + 1);
});

test("a dry run publishes nothing, and says so", async ({ page, api }) => {
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: ember.id, channels: "email,web" }));
  await page.getByRole("switch", { name: "Dry run" }).check();
  await generateButton(page).click();
  await expect(page.getByText("Dry run: nothing was published")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  expect((await api.jobs()).length).toBe(before);
});

test("nothing chosen: the button says what is missing and leads there", async ({ page, api }) => {
  const before = (await api.jobs()).length;
  await page.goto("/generate");
  await expect(generateButton(page)).toBeDisabled();
  await expect(generateButton(page)).toHaveAccessibleDescription(/Select a document/);
  await generateButton(page).click({ force: true });
  await expect(page.getByRole("combobox", { name: "Document" })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveAccessibleDescription(
    /Select a document/,
  );
  expect((await api.jobs()).length).toBe(before);
});

test("a required variable blocks until it is filled in", async ({ page, api }) => {
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: ember.id, channels: "email" }));
  await page.getByLabel("Template").selectOption("email-announcement");
  await expect(generateButton(page)).toBeDisabled();
  await expect(generateButton(page)).toHaveAccessibleDescription(/Call to action/);
  await page.getByLabel("Call to action", { exact: true }).fill("Order yours");
  await page.getByLabel("Call to action url").fill("not an address");
  await expect(generateButton(page)).toBeDisabled();
  await page.getByLabel("Call to action url").fill("https://www.example.com/shop");
  await expect(generateButton(page)).toBeEnabled();
  expect((await api.jobs()).length).toBe(before);

  const wall = await renderPreview(page);
  const mail = wall.getByTitle("Opened email").contentFrame();
  await expect(mail.getByRole("link", { name: "Order yours" })).toBeVisible();
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  expect((await api.job(idIn(page))).request).toMatchObject({
    template_id: "email-announcement",
    options: { variables: { call_to_action: "Order yours" } },
  });
});

test("a post over its limit blocks, and is named with its platform", async ({ page, api }) => {
  const before = (await api.jobs()).length;
  await page.goto(
    recipe({
      document: ember.id,
      channels: "social",
      platforms: "twitter",
      template: "social-standard",
      "v.call_to_action": "read every word of it ".repeat(16).trim(),
    }),
  );
  await generateButton(page).click();
  const wall = previewWall(page);
  await expect(wall.getByText("Nothing was published")).toBeVisible();
  await expect(wall.getByRole("article").first()).toContainText("too long");
  await expect(generateButton(page)).toBeDisabled();
  await expect(generateButton(page)).toHaveAccessibleDescription(/1 problem in the preview/);
  expect((await api.jobs()).length).toBe(before);

  await page.getByLabel("Call to action", { exact: true }).fill("Read it");
  await expect(generateButton(page)).toBeEnabled();
});

test("a document without text stops before anything is sent", async ({ page, api }) => {
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: "gdocs:1uUnt1tledDraft00000aa", channels: "web" }));
  await generateButton(page).click();
  await expect(previewWall(page)).toContainText("Nothing was published");
  await expect(previewWall(page)).toContainText(/no text/i);
  expect((await api.jobs()).length).toBe(before);
});

test("a scheduled job waits for its time", async ({ page, api }) => {
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  const schedule = page.getByLabel("Schedule");
  await schedule.fill("2020-01-01T09:00");
  await expect(schedule).toHaveAccessibleDescription(/Choose a future time/);
  await expect(generateButton(page)).toBeDisabled();
  const later = new Date(Date.now() + 26 * 3_600_000).toISOString().slice(0, 16);
  await schedule.fill(later);
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  await expect(page.getByText("Scheduled to start")).toBeVisible();
  const job = await api.job(idIn(page));
  expect(job.status).toBe("pending");
  expect(job.scheduled_for?.slice(0, 16)).toBe(later);
});

test("the document is found by typing and chosen with the keys", async ({ page }) => {
  await page.goto("/generate");
  const field = page.getByRole("combobox", { name: "Document" });
  await field.fill("recall");
  await expect(page.getByRole("option", { name: /Safety notice/ })).toBeVisible();
  await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
  await field.press("Enter");
  await expect(field).toHaveValue("Safety notice: Ember valves");
  await field.fill("nothing is called like this");
  await expect(page.getByRole("option", { name: /No documents match/ })).toBeVisible();
  await field.press("Escape");
  await expect(field).toHaveValue("Safety notice: Ember valves");
});

test("documents in every script are shown as they are", async ({ page }) => {
  await page.goto(recipe({ document: "gdocs:1bAmmanOpen1ngAr8xKQ2m", channels: "web" }));
  const wall = await renderPreview(page);
  const reader = wall.getByTitle("The page").contentFrame();
  await expect(reader.getByRole("heading").first()).toBeVisible();
  const direction = await reader
    .getByRole("heading")
    .first()
    .evaluate((heading) => getComputedStyle(heading).direction);
  expect(direction).toBe("rtl");
});

test("channels can be taken back, and their tabs go with them", async ({ page }) => {
  await page.goto(recipe({ document: ember.id, channels: "email,web" }));
  await renderPreview(page);
  await expect(previewWall(page).getByRole("tab")).toHaveCount(2);
  await channelBox(page, "Email").uncheck();
  await expect(previewWall(page).getByRole("tab", { name: "Email" })).toHaveCount(0);
});
