// The caches: figures that come from use, emptying that is counted first, and a history of both.
import { readFile } from "node:fs/promises";
import { expect, expectNoSidewaysScroll, failedRequest, test } from "../fixtures.ts";
import {
  cacheCard,
  cacheHistory,
  cacheOf,
  figure,
  historyTable,
  invalidateButton,
  makePreview,
  makePreviews,
} from "../support/caches.ts";
import { channelBox, recipe, renderPreview } from "../support/form.ts";
import { ember } from "../support/jobs.ts";

const INVALIDATE = "POST /api/v1/cache/invalidate";

test.describe("an editor", () => {
  test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

  test("sees a preview become an entry, and the same one a hit", async ({ page, api }) => {
    await page.goto("/cache");
    const local = cacheCard(page, "Local");
    await expect(figure(local, "Entries")).toHaveText("0");
    await page.goto(recipe({ document: ember.id, channels: "web" }));
    await expect(channelBox(page, "Web")).toBeChecked();
    await renderPreview(page);
    await page.goto("/cache");
    await expect(figure(local, "Entries")).toHaveText("1");
    const before = await cacheOf(api, "local");

    await page.goto(recipe({ document: ember.id, channels: "web" }));
    await expect(channelBox(page, "Web")).toBeChecked();
    await renderPreview(page);
    await page.goto("/cache");
    await expect(figure(local, "Hits")).toHaveText(String(before.hits + 1));
    expect((await cacheOf(api, "local")).hits).toBe(before.hits + 1);
    const all = page.getByRole("region", { name: "All caches" });
    for (const name of ["Hit rate", "Miss rate", "Entries", "Size"]) {
      await expect(all.getByRole("term").filter({ hasText: name })).toBeVisible();
    }
  });

  test("figures follow what others do, without being asked", async ({ page, api }) => {
    await page.clock.install();
    await page.goto("/cache");
    const local = cacheCard(page, "Local");
    await expect(figure(local, "Entries")).toHaveText("0");
    await makePreviews(api);
    await page.clock.runFor(31_000);
    await expect(figure(local, "Entries")).toHaveText("3");
    await expect(local.getByText(/Since .*0 to 3 entries/)).toBeVisible();
  });

  for (const [way, field, text, count] of [
    ["key", "Keys", null, 1],
    ["pattern", "Patterns", "preview/*/web/*", 1],
    ["tag", "Tags", "channel:web, channel:email", 2],
  ] as const) {
    test(`invalidates by ${way}, counted before it is done`, async ({ page, api }) => {
      await makePreviews(api);
      let words: string | null = text;
      if (words === null) {
        const trial = await api.send<{ keys_sample: string[] }>(
          "POST",
          "/api/v1/cache/invalidate?dry_run=true",
          { targets: ["local"], tags: ["channel:social"] },
        );
        words = trial.keys_sample[0]!;
      }
      await page.goto("/cache");
      await page.getByRole("checkbox", { name: "Local" }).check();
      await page.getByLabel(field, { exact: true }).fill(words);
      await page.getByLabel("Reason").fill("The brand has changed");
      const entries = count === 1 ? "1 entry" : `${count} entries`;
      await expect(page.getByText(`${entries} will be removed from Local`)).toBeVisible();
      expect((await cacheOf(api, "local")).entries, "counting touches nothing").toBe(3);

      await invalidateButton(page).click();
      await expect(page.getByText("Invalidate: completed")).toBeVisible();
      await expect(page.getByLabel(field, { exact: true })).toHaveValue("");
      expect((await cacheOf(api, "local")).entries).toBe(3 - count);
      const [newest] = await cacheHistory(api);
      expect(newest).toMatchObject({
        status: "success",
        keys_invalidated: count,
        reason: "The brand has changed",
      });
      const row = historyTable(page).getByRole("row").nth(1);
      await expect(row).toContainText(newest!.requested_by);
      await expect(row).toContainText("The brand has changed");
    });
  }

  test("what matches nothing is said before and after", async ({ page, api }) => {
    await makePreviews(api);
    await page.goto("/cache");
    await page.getByRole("checkbox", { name: "API" }).check();
    await page.getByLabel("Patterns", { exact: true }).fill("nothing/*");
    await expect(page.getByText("No matching entries", { exact: true })).toBeVisible();
    await invalidateButton(page).click();
    await expect(page.getByText("Invalidate: no matching entries")).toBeVisible();
    expect((await cacheOf(api, "local")).entries).toBe(3);
  });

  test("a cache that fails makes it partial, with the reason, and keeps the form", async ({
    page,
    api,
    faults,
  }) => {
    await makePreviews(api);
    await api.send("GET", "/api/v2/documents");
    await faults.add({ kind: "fail-cache", target: "local", message: "The disk is read-only." });
    await page.goto("/cache");
    const card = cacheCard(page, "Local");
    await expect(card).toContainText("Unhealthy");
    await page.getByRole("checkbox", { name: "Local" }).check();
    await page.getByRole("checkbox", { name: "API" }).check();
    await page.getByRole("checkbox", { name: "Invalidate everything" }).check();
    await invalidateButton(page).click();
    await expect(page.getByText("Invalidate: partly completed")).toBeVisible();
    await expect(page.getByText("Invalidate: completed")).toHaveCount(0);
    await expect(page.getByText("Local: The disk is read-only.").first()).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Invalidate everything" })).toBeChecked();
    expect((await cacheOf(api, "local")).entries).toBe(3);
    expect((await cacheOf(api, "api")).entries).toBe(0);

    await historyTable(page).getByRole("link").first().click();
    const record = page.getByRole("dialog", { name: "Invalidation" });
    await expect(record).toContainText("Partly completed");
    await expect(record).toContainText("The disk is read-only.");
    await expect(page).toHaveURL(/open=inv_/);
    await page.goBack();
    await expect(record).toBeHidden();
  });

  test("a refused, cut, malformed or slow answer keeps what was typed", async ({
    page,
    api,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await makePreviews(api);
    await page.goto("/cache");
    await page.getByRole("checkbox", { name: "Local" }).check();
    await page.getByLabel("Keys", { exact: true }).fill("one, two");
    await page.getByLabel("Reason").fill("Why not");
    await expect(page.getByText("No matching entries", { exact: true })).toBeVisible();
    for (const fault of [
      { kind: "status", status: 503, detail: "The caches are busy." },
      { kind: "truncated" },
      { kind: "malformed" },
    ] as const) {
      await faults.add(fault, { match: INVALIDATE });
      await invalidateButton(page).click();
      await expect(page.getByText("Couldn't invalidate")).toBeVisible();
      await expect(page.getByLabel("Keys", { exact: true })).toHaveValue("one, two");
      await expect(page.getByLabel("Reason")).toHaveValue("Why not");
      await faults.clear();
    }
    // What is typed survives a reload, too.
    await page.reload();
    await expect(page.getByLabel("Keys", { exact: true })).toHaveValue("one, two");
    await faults.add({ kind: "latency", ms: 900 }, { match: INVALIDATE });
    await page.getByLabel("Keys", { exact: true }).fill("three");
    await invalidateButton(page).click();
    await expect(page.getByText("Invalidate: no matching entries")).toBeVisible();
  });

  test("the history is narrowed in the address and exported as it is narrowed", async ({
    page,
    api,
    faults,
  }) => {
    const drop = (targets: string[], reason: string) =>
      api.send("POST", "/api/v1/cache/invalidate", { targets, force: true, reason });
    await drop(["api"], "New documents");
    await faults.add({ kind: "fail-cache", target: "cdn", message: "No answer" }, { times: 1 });
    await drop(["cdn", "local"], "=New brand, too");
    await drop(["local"], "New brand");
    await page.goto("/cache");
    const rows = historyTable(page).getByRole("row");
    await expect(rows).toHaveCount(4);
    await page.getByRole("searchbox", { name: "Search history" }).fill("brand");
    await expect(rows).toHaveCount(3);
    await page.getByLabel("Outcome").selectOption("partial");
    await expect(rows).toHaveCount(2);
    await expect(page).toHaveURL("/cache?q=brand&outcome=partial");
    await page.reload();
    await expect(rows).toHaveCount(2);

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export CSV" }).click();
    const text = await readFile(await (await download).path(), "utf8");
    const lines = text.trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Partly completed,"CDN: failed; Local: 0 entries"');
    expect(lines[1]).toContain(`"'=New brand, too"`);
    expect(lines[1]).toContain("CDN: No answer");

    await page.getByRole("searchbox", { name: "Search history" }).fill("nowhere");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(rows).toHaveCount(4);
    await expect(page).toHaveURL("/cache");
  });

  test("everything goes once it is typed, and not before @phone", async ({ page, api }) => {
    await makePreviews(api);
    await api.send("GET", "/api/v2/templates");
    await page.goto("/cache");
    await expect(figure(cacheCard(page, "Local"), "Entries")).toHaveText("3");
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Clear all caches" }).click();
    const dialog = page.getByRole("dialog", { name: "Clear all caches?" });
    await expect(dialog).toContainText(/Removes \d+ entries/);
    const clear = dialog.getByRole("button", { name: "Clear all caches" });
    await expect(clear).toBeDisabled();
    await dialog.getByLabel("Reason").fill("A fresh start");
    await dialog.getByLabel("Type “clear” to confirm").fill("clear");
    expect((await cacheOf(api, "local")).entries).toBe(3);
    await clear.click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Clear all caches: completed")).toBeVisible();
    await expect(figure(cacheCard(page, "Local"), "Entries")).toHaveText("0");
    expect((await cacheOf(api, "local")).entries).toBe(0);
    expect((await cacheHistory(api))[0]).toMatchObject({ reason: "A fresh start" });
    await expectNoSidewaysScroll(page);
  });
});

test.describe("a viewer", () => {
  test.use({ role: "viewer" });

  test("sees the caches, may not empty them, and is told why", async ({ page, api }) => {
    await makePreview(api, "web");
    await page.goto("/cache");
    await expect(figure(cacheCard(page, "Local"), "Entries")).toHaveText("1");
    await expect(page.getByText("View only")).toBeVisible();
    for (const name of ["Invalidate", "Clear all caches"]) {
      const button = page.getByRole("button", { name, exact: true });
      await expect(button).toBeDisabled();
      await expect(button).toHaveAccessibleDescription(/view-only access/);
    }
    await page.getByRole("checkbox", { name: "Local" }).check();
    await page.getByRole("checkbox", { name: "Invalidate everything" }).check();
    await invalidateButton(page).click({ force: true });
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect((await cacheOf(api, "local")).entries).toBe(1);
    await expect(
      api.as("viewer").send("POST", "/api/v1/cache/clear"),
    ).rejects.toThrow("403");
  });
});
