// Making content: the living document now, another one as a job; and what this browser keeps of it.
import {
  cacheKey,
  expect,
  hidden,
  holdPublishing,
  open,
  test,
  type ShippedServer,
} from "../../shipped.ts";
import { generateButton, publishForm, publishStep } from "../../support/form.ts";

const sent = (entry: { body?: string | null } | undefined) => JSON.parse(entry?.body || "{}");

/** How often something was published, rather than previewed. */
const publications = async (backend: ShippedServer) =>
  (await backend.asked("/api/v2/generate-content", "POST")).filter(
    (entry) => sent(entry).preview_only === false,
  ).length;

test("a preview asks for a preview only, and shows every channel", async ({ page, backend }) => {
  await open(page, "/generate", "Generate");
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(
    "The living document",
  );
  for (const name of ["Email", "Social", "Web"]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  for (const name of ["Email", "Social", "Web"]) {
    await expect(preview.getByRole("tab", { name })).toBeVisible();
  }
  // Its page comes as Markdown, and is shown as a page.
  await preview.getByRole("tab", { name: "Web" }).click();
  const shown = preview.frameLocator("iframe[title='The page']");
  await expect(shown.getByRole("heading", { name: "Breathscape Updates" })).toBeVisible();
  await expect(shown.getByText("##")).toHaveCount(0);
  await preview.getByRole("radio", { name: "Markdown" }).check({ force: true });
  await expect(preview.getByText("## Breathscape Updates")).toBeVisible();

  const [request] = await backend.asked("/api/v2/generate-content", "POST");
  expect(sent(request).preview_only).toBe(true);
  for (const word of ["dry_run", "tone", "document_id", "schedule_time"]) {
    expect(sent(request)).not.toHaveProperty(word);
  }
});

test("the server's own document is checked, and said where it comes from", async ({
  page,
  backend,
}) => {
  await open(page, "/generate", "Generate");
  const source = page.getByRole("region", { name: "Source" });
  await expect(source).toContainText("Stored on the server");
  await expect(source).toContainText("Email set up");
  await expect(source).toContainText("5 items");
  const issues = source.getByRole("list", { name: "Document issues" });
  await expect(issues.getByRole("listitem")).toHaveCount(2);
  await expect(issues).toContainText("breathscape[1]: Contains potentially suspicious content");
  await source.getByText("4 sections").click();
  await expect(source).toContainText("Box Breathing Technique");
  const checks = async () => (await backend.asked("/api/v2/validate-content", "POST")).length;
  const before = await checks();
  await source.getByRole("button", { name: "Check document" }).click();
  await expect.poll(checks).toBe(before + 1);
});

test("a publication is said while it is under way, after leaving, and wherever it counts", async ({
  page,
  backend,
}) => {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/api/v2/generate-content*", async (route) => {
    if (sent({ body: route.request().postData() }).preview_only === false) await held;
    await route.continue();
  });
  await open(page, "/generate", "Generate");
  for (const name of ["Email", "Social", "Web"]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await publishForm(page);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview).toContainText("Publishing to Email, Social, Web");
  await expect(preview).not.toContainText("Select Preview");

  const go = (name: string) =>
    page.getByRole("navigation").first().getByRole("link", { name, exact: true }).click();
  await go("Overview");
  const running = page.getByRole("region", { name: "Running now" });
  await expect(running).toContainText("Publishing the living document");
  await go("Generate");
  await expect(preview).toContainText("Publishing to Email, Social, Web");
  await expect(generateButton(page)).not.toBeEnabled();

  await go("Overview");
  await expect(page.getByRole("listitem").filter({ hasText: "To do: Run your first job" })).toBeVisible();
  release();
  const notice = page.getByRole("region", { name: "Notices" });
  await expect(notice).toContainText("Partly published");
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention).toContainText("Email, Web: Failed to send newsletter");
  await expect(page.getByText("To do: Run your first job")).toHaveCount(0);
  await notice.getByRole("link", { name: "View results" }).click();
  await expect(page).toHaveURL(/\/content\/[0-9a-f-]{36}/);

  await go("Generate");
  await expect(preview).toContainText("Generate publishes it again.");
  await preview.getByRole("link", { name: "View results" }).click();
  await expect(page).toHaveURL(/\/content\/[0-9a-f-]{36}/);
  await go("Analytics");
  const channels = page.getByRole("table", { name: "Publications by channel" });
  await expect(channels.getByRole("row", { name: /Email/ })).toContainText("1 failed");
  await expect(channels.getByRole("row", { name: /Social/ })).toContainText("1 ready to post");
  expect(await publications(backend), "published exactly once").toBe(1);
});

test.describe("a server in dry-run mode", () => {
  test.use({ backendOptions: { environment: "dryrun" } });

  test("says success, and the page says that nothing was published", async ({ page }) => {
    await open(page, "/generate", "Generate");
    await page.getByRole("checkbox", { name: "Email", exact: true }).check();
    await publishForm(page);
    await expect(page).toHaveURL(/\/content\/[0-9a-f-]{36}/);
    const main = page.getByRole("main");
    await expect(main).toContainText("Dry run: nothing was published");
    await expect(main.getByRole("listitem").filter({ hasText: "Email" })).toContainText(
      "Dry run, not published",
    );
    await expect(main.getByText("Completed")).toHaveCount(0);
    await open(page, "/generate", "Generate");
    const preview = page.getByRole("region", { name: "Preview" });
    await expect(preview, "for the same form").toContainText("Dry run: nothing was published");
    await page.getByRole("checkbox", { name: "Web", exact: true }).check();
    await expect(preview, "for any other").toContainText("This server may not publish");
  });
});

test("what was published is told channel by channel, and kept in this browser", async ({
  page,
  backend,
}) => {
  await open(page, "/generate", "Generate");
  for (const name of ["Email", "Social", "Web"]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await publishForm(page);
  await expect(page).toHaveURL(/\/content\/[0-9a-f-]{36}/);
  const main = page.getByRole("main");
  await expect(main).toContainText("In this browser");
  await expect(main).toContainText("Partial");
  await expect(main).toContainText("Failed to send newsletter");
  // Why the posts are not posted, and what can be done about it.
  await expect(main).toContainText("no API credentials configured");
  await main.getByRole("tab", { name: "Social" }).click();
  await expect(main.getByRole("button", { name: "Copy text" }).first()).toBeVisible();
  const again = main.getByRole("link", { name: "Retry Email and Web" });
  await expect(again).toHaveAttribute("href", /channels=email(,|%2C)web/);
  expect(await publications(backend), "published exactly once").toBe(1);

  await page.reload();
  await expect(main).toContainText("Failed to send newsletter");
  await open(page, "/content", "Content");
  await expect(main.getByRole("link").first()).toBeVisible();
  await page.getByLabel("Search content").fill("no such words anywhere");
  await expect(page).toHaveURL(/q=no/);
  await expect(main.getByText("Partial")).toHaveCount(0);
});

test("publishing is held here before it is asked for, and leaving sends nothing", async ({
  page,
  backend,
}) => {
  await holdPublishing(page);
  await open(page, "/generate", "Generate");
  await page.getByRole("checkbox", { name: "Web", exact: true }).check();
  await generateButton(page).click();
  const step = publishStep(page);
  await expect(step).toContainText("if you stay on this page");
  await step.getByRole("button", { name: "Generate", exact: true }).click();
  const hold = page.getByRole("region", { name: "Undo publishing" });
  await expect(hold).toContainText("Nothing is published yet.");
  await hold.getByRole("button", { name: "Undo" }).click();
  await expect(hold).toBeHidden();

  // Leaving, by a link or by closing the page, is an undo as well, and it is said.
  await publishForm(page);
  await expect(hold).toBeVisible();
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByText("Nothing was published")).toBeVisible();
  await open(page, "/generate", "Generate");
  await expect(page.getByRole("checkbox", { name: "Web", exact: true })).toBeChecked();
  await publishForm(page);
  await expect(hold).toBeVisible();
  await page.reload();
  await expect(page.getByText("Nothing was published")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Web", exact: true })).toBeChecked();
  expect(await publications(backend)).toBe(0);

  await publishForm(page);
  await hold.getByRole("button", { name: "Publish now" }).click();
  await expect(page).toHaveURL(/\/content\//);
  expect(await publications(backend)).toBe(1);
});

test("an id starts a job on exactly the chosen channels, and two in a second keep apart", async ({
  page,
  backend,
  api,
}) => {
  const started: string[] = [];
  for (const id of ["notion:same-1", "notion:same-2"]) {
    await open(page, "/generate", "Generate");
    const field = page.getByRole("combobox", { name: "Document" });
    await field.click();
    await field.fill(id);
    await page.getByRole("option", { name: new RegExp(id) }).click();
    await page.getByRole("checkbox", { name: "Web", exact: true }).check();
    await publishForm(page);
    await expect(page).toHaveURL(/\/jobs\/sync_/);
    started.push(decodeURIComponent(new URL(page.url()).pathname));
  }
  expect(new Set(started).size).toBe(2);
  const requests = await backend.asked("/api/v2/content/sync", "POST");
  for (const request of requests) {
    expect(sent(request).channels).toEqual(["website"]);
    expect(sent(request)).not.toHaveProperty("schedule_time");
  }
  expect((await api.send("GET", "/api/v2/jobs?limit=50&api_key=crm-key-456")).length).toBe(2);
});

test("a publish of unknown end is said to be that, and never sent twice by itself", async ({
  page,
  backend,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(/net::ERR_/);
  await open(page, "/generate", "Generate");
  await page.getByRole("checkbox", { name: "Web", exact: true }).check();
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(page.getByText("Up to date")).toBeVisible();
  await faults.add({ kind: "drop" }, { match: "POST /api/v2/generate-content" });
  await publishForm(page);
  const doubt = page.getByRole("alert").filter({ hasText: "Couldn't confirm publication" });
  await expect(doubt).toBeVisible();
  const before = await publications(backend);
  expect(before).toBeGreaterThan(0);

  await page.reload();
  await expect(doubt, "the doubt outlives the page").toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Web", exact: true })).toBeChecked();
  expect(await publications(backend), "sent once").toBe(before);

  await faults.clear();
  await doubt.getByRole("button", { name: "Publish anyway" }).click();
  await expect(page).toHaveURL(/\/content\//);
  expect(await publications(backend)).toBe(before + 1);
});

test("no channel, no request", async ({ page, backend }) => {
  await open(page, "/generate", "Generate");
  await page.getByRole("button", { name: "Generate", exact: true }).click({ force: true });
  await expect(page.getByRole("main")).toContainText("Select at least one channel");
  // The check of the document makes nothing.
  const posts = (await backend.requests()).filter(({ method }) => method === "POST");
  expect(posts.filter(({ path }) => path !== "/api/v2/validate-content")).toEqual([]);
});

test("a plan can be read, and none of it is sent", async ({ page, backend }) => {
  await open(page, "/generate/plan", /Plan/);
  await page.getByRole("checkbox", { name: "Email", exact: true }).check();
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  const [asked] = await backend.asked("/api/v1/batch/generateBatch", "POST");
  expect(asked?.query.getAll("channels")).toEqual(["email"]);
  expect(asked?.query.get("count")).not.toBe("0");
});

test.describe("the cache as released", () => {
  test.use({ keys: { key: "content-gen-key-123", cache: cacheKey } });

  test("fails for any key, which is said once", async ({ page, quietConsole }) => {
    quietConsole.allow(hidden);
    await open(page, "/cache", "Cache");
    await expect(page.getByText("Cache API unavailable")).toHaveCount(1);
  });
});

test.describe("the cache, repaired", () => {
  test.use({
    keys: { key: "content-gen-key-123", cache: cacheKey },
    backendOptions: { environment: "patched" },
  });

  test("is invalidated by key, and cleared only once that is typed", async ({ page, backend }) => {
    await open(page, "/cache", "Cache");
    await page.getByRole("checkbox", { name: "Local" }).check();
    await page.getByLabel("Keys").fill("page:home, page:about");
    await page.getByRole("button", { name: "Invalidate", exact: true }).click();
    await expect
      .poll(async () => (await backend.asked("/api/v1/cache/invalidate", "POST")).length)
      .toBe(1);
    const [asked] = await backend.asked("/api/v1/cache/invalidate", "POST");
    expect(sent(asked)).toMatchObject({ targets: ["local"], keys: ["page:home", "page:about"] });
    expect(asked?.query.has("api_key"), "the key is in its header").toBe(false);
    await expect(page.getByRole("table", { name: "Invalidation history" })).toBeVisible();

    await page.getByRole("button", { name: "Clear all caches" }).click();
    const dialog = page.getByRole("dialog", { name: "Clear all caches?" });
    await dialog.getByRole("button", { name: "Clear all caches" }).click({ force: true });
    expect(await backend.asked("/api/v1/cache/clear-all", "DELETE")).toEqual([]);
    await dialog.getByRole("textbox").fill("clear");
    await dialog.getByRole("button", { name: "Clear all caches" }).click();
    await expect(dialog).toBeHidden();
    const [cleared] = await backend.asked("/api/v1/cache/clear-all", "DELETE");
    expect(cleared?.query.get("confirm")).toBe("true");
  });
});
