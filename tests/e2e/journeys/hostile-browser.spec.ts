// A browser that stores nothing, that takes no more addresses, and texts too long to be drawn.
import { expect, test } from "../fixtures.ts";
import { chooseChannels, chooseDocument, previewWall } from "../support/form.ts";
import { ember, jobRow } from "../support/jobs.ts";

declare global {
  interface Window {
    refusesAddresses: boolean;
  }
}

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

test("a browser that stores nothing and takes no address breaks no page", async ({ page, api }) => {
  // What the first steps would note, and could not.
  const job = await api.as("editor").generate({ document_id: ember.id, channels: ["web"] });
  await api.ended(job.job_id);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    window.refusesAddresses = true;
    for (const name of ["pushState", "replaceState"] as const) {
      const real = History.prototype[name];
      History.prototype[name] = function (...all) {
        if (window.refusesAddresses) throw new DOMException("too many", "SecurityError");
        return real.apply(this, all);
      };
    }
  });
  await page.goto("/");
  const steps = page.getByRole("list").filter({ hasText: "Run your first job" });
  const first = steps.getByRole("listitem").filter({ hasText: "Run your first job" });
  await expect(first).toContainText("Done:");

  const navigation = page.getByRole("navigation", { name: "Main" });
  for (const name of [
    "Generate",
    "Content",
    "Templates",
    "Analytics",
    "Monitoring",
    "System health",
    "Cache",
    "Overview",
    "Jobs",
  ]) {
    await navigation.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  }
  const search = page.getByRole("searchbox", { name: "Search jobs" });
  await search.pressSequentially("ember launch plan and a good deal more");
  await expect(page.getByText(/No jobs? match/)).toBeVisible();
  await search.fill("ember");
  await expect(jobRow(page, job.job_id)).toBeVisible();

  expect(new URL(page.url()).pathname, "nothing was written so far").toBe("/");
  await page.evaluate(() => (window.refusesAddresses = false));
  await expect(page).toHaveURL(/\/jobs\?.*ember/);
  await navigation.getByRole("link", { name: "Content", exact: true }).click();
  await expect(page).toHaveURL(/\/content$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await expect(search).toHaveValue("ember");
});

test("the browser asks before unsaved work is left that it could not store", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.accept();
  });
  await page.goto("/templates/new");
  await expect(page.getByLabel("Template name")).toBeVisible();
  await page.reload();
  expect(asked, "nothing was typed").toEqual([]);
  await page.getByLabel("Template name").click();
  await page.keyboard.type("Spring letter");
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
});

test("texts of a megabyte are drawn in part, with a way to the rest", async ({ page }) => {
  const long = "lorem ipsum ".repeat(90_000);
  const unbroken = "a".repeat(1_000_000);
  await page.route("**/api/v2/content/generate", async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    Object.assign(json.parts.web, {
      title: unbroken,
      excerpt: long,
      markdown: unbroken,
      html: null,
      seo: { title: long, description: unbroken },
    });
    await route.fulfill({ response: answer, json });
  });
  await page.goto("/generate");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Web");
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const wall = previewWall(page);
  await expect(wall.getByText("Up to date")).toBeVisible();
  const all = wall.getByRole("button", { name: "Show all 1.1 MB" });
  await all.click();
  await expect(all).toHaveCount(0);
  await wall.getByRole("radio", { name: "Markdown" }).check();
  await expect(wall.getByRole("button", { name: "Show all 1.0 MB" })).toBeVisible();
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
});
