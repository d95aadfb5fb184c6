// Making content: the living document now, another one as a job; and what this browser keeps of it.
import { cacheKey, expect, hidden, open, test } from "../../shipped.ts";
import { generateButton, publishForm, publishStep } from "../../support/form.ts";

const sent = (entry: { body?: string | null } | undefined) => JSON.parse(entry?.body || "{}");

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
  const [request] = backend.asked("/api/v2/generate-content", "POST");
  expect(sent(request).preview_only).toBe(true);
  for (const word of ["dry_run", "tone", "document_id", "schedule_time"]) {
    expect(sent(request)).not.toHaveProperty(word);
  }
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
  await expect(main).toContainText("Kept in this browser");
  await expect(main).toContainText("Partial");
  await expect(main).toContainText("Failed to send newsletter");
  const published = backend
    .asked("/api/v2/generate-content", "POST")
    .filter((entry) => sent(entry).preview_only === false);
  expect(published.length, "published exactly once").toBe(1);

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
  await page.addInitScript(() => localStorage.removeItem("toombos.publish-hold"));
  const publications = () =>
    backend
      .asked("/api/v2/generate-content", "POST")
      .filter((entry) => sent(entry).preview_only === false).length;
  await open(page, "/generate", "Generate");
  await page.getByRole("checkbox", { name: "Web", exact: true }).check();
  await generateButton(page).click();
  const step = publishStep(page);
  await expect(step).toContainText("if you stay on this page");
  await step.getByRole("button", { name: "Generate", exact: true }).click();
  const hold = page.getByRole("region", { name: "Undo publishing" });
  await expect(hold).toContainText("Nothing has been sent yet.");
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
  expect(publications()).toBe(0);

  await publishForm(page);
  await hold.getByRole("button", { name: "Publish now" }).click();
  await expect(page).toHaveURL(/\/content\//);
  expect(publications()).toBe(1);
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
  const requests = backend.asked("/api/v2/content/sync", "POST");
  for (const request of requests) {
    expect(sent(request).channels).toEqual(["website"]);
    expect(sent(request)).not.toHaveProperty("schedule_time");
  }
  expect((await api.send("GET", "/api/v2/jobs?limit=50&api_key=crm-key-456")).length).toBe(2);
});

test("a publish of unknown end is said to be that, and never sent twice by itself", async ({
  page,
  backend,
  quietConsole,
}) => {
  quietConsole.allow(/net::ERR_/);
  await open(page, "/generate", "Generate");
  await page.getByRole("checkbox", { name: "Web", exact: true }).check();
  backend.faults.fail("POST /api/v2/generate-content", { drop: true });
  await publishForm(page);
  const doubt = page.getByRole("alert").filter({ hasText: "Nobody knows whether it was published" });
  await expect(doubt).toBeVisible();
  const publications = () =>
    backend
      .asked("/api/v2/generate-content", "POST")
      .filter((entry) => sent(entry).preview_only === false).length;
  const before = publications();
  expect(before).toBeGreaterThan(0);

  await page.reload();
  await expect(doubt, "the doubt outlives the page").toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Web", exact: true })).toBeChecked();
  expect(publications(), "sent once").toBe(before);

  backend.faults.heal();
  await doubt.getByRole("button", { name: "Publish again, even if twice" }).click();
  await expect(page).toHaveURL(/\/content\//);
  expect(publications()).toBe(before + 1);
});

test("no channel, no request", async ({ page, backend }) => {
  await open(page, "/generate", "Generate");
  await page.getByRole("button", { name: "Generate", exact: true }).click({ force: true });
  await expect(page.getByRole("main")).toContainText("Choose at least one channel");
  expect(backend.requests.filter(({ method }) => method === "POST")).toEqual([]);
});

test("a plan can be read, and none of it is sent", async ({ page, backend }) => {
  await open(page, "/generate/plan", /Plan/);
  await page.getByRole("checkbox", { name: "Email", exact: true }).check();
  await page.getByRole("button", { name: "Make a plan" }).click();
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  const [asked] = backend.asked("/api/v1/batch/generateBatch", "POST");
  expect(asked?.query.getAll("channels")).toEqual(["email"]);
  expect(asked?.query.get("count")).not.toBe("0");
});

test.describe("the cache as released", () => {
  test.use({ keys: { key: "content-gen-key-123", cache: cacheKey } });

  test("fails for any key, which is said once", async ({ page, quietConsole }) => {
    quietConsole.allow(hidden);
    await open(page, "/cache", "Cache");
    await expect(page.getByText("This backend fails on all of its cache routes")).toHaveCount(1);
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
      .poll(() => backend.asked("/api/v1/cache/invalidate", "POST").length)
      .toBe(1);
    const [asked] = backend.asked("/api/v1/cache/invalidate", "POST");
    expect(sent(asked)).toMatchObject({ targets: ["local"], keys: ["page:home", "page:about"] });
    expect(asked?.query.has("api_key"), "the key is in its header").toBe(false);
    await expect(page.getByRole("table", { name: "Invalidation history" })).toBeVisible();

    await page.getByRole("button", { name: "Clear all caches" }).click();
    const dialog = page.getByRole("dialog", { name: "Clear all caches?" });
    await dialog.getByRole("button", { name: "Clear everything" }).click({ force: true });
    expect(backend.asked("/api/v1/cache/clear-all", "DELETE")).toEqual([]);
    await dialog.getByRole("textbox").fill("clear");
    await dialog.getByRole("button", { name: "Clear everything" }).click();
    await expect(dialog).toBeHidden();
    const [cleared] = backend.asked("/api/v1/cache/clear-all", "DELETE");
    expect(cleared?.query.get("confirm")).toBe("true");
  });
});
