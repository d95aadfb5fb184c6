// What this browser keeps because the backend does not: found again, saved as files, undone.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, open, test } from "../../shipped.ts";
import { publishForm } from "../../support/form.ts";

/** Publishes on all channels and ends on the page of what is kept. */
async function publish(page: Page): Promise<string> {
  await open(page, "/generate", "Generate");
  for (const name of ["Email", "Social", "Web"]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await stored(page, () => publishForm(page));
  await expect(page).toHaveURL(/\/content\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function saved(page: Page, name: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Waits until what was done is stored; each change leaves a mark for other tabs. */
async function stored(page: Page, act: () => Promise<void>): Promise<void> {
  const mark = () => page.evaluate(() => localStorage.getItem("toombos.kept.changed"));
  const before = await mark();
  await act();
  await expect.poll(mark).not.toBe(before);
}

test("the part that is looked at is in the address, and back leads to the one before", async ({
  page,
}) => {
  await publish(page);
  const tabs = page.getByRole("tablist", { name: "Content by channel" });
  await expect(tabs.getByRole("tab").first()).toHaveAttribute("aria-selected", "true");
  await tabs.getByRole("tab", { name: "Web" }).click();
  await expect(page).toHaveURL(/channel=web/);
  await page.reload();
  await expect(tabs.getByRole("tab", { name: "Web" })).toHaveAttribute("aria-selected", "true");
  await tabs.getByRole("tab", { name: "Social" }).click();
  await page.goBack();
  await expect(tabs.getByRole("tab", { name: "Web" })).toHaveAttribute("aria-selected", "true");
});

test("each text is saved as a file of its own, and all of it as JSON", async ({ page, backend }) => {
  await publish(page);
  const html = await saved(page, "Email as HTML");
  expect(html.name).toMatch(/-email\.html$/);
  expect(html.text).toContain("<");
  const posts = await saved(page, "Posts as text");
  expect(posts.text.length).toBeGreaterThan(20);
  const one = JSON.parse((await saved(page, "JSON")).text);
  expect(one.backend).toBe(backend.address);
  expect(JSON.stringify(one), "no key in a file").not.toContain("content-gen-key");

  await open(page, "/content", "Content");
  const all = JSON.parse((await saved(page, "Export JSON")).text);
  expect(JSON.stringify(all)).toContain(one.id);
});

test("what was deleted here can be brought back", async ({ page }) => {
  const address = await publish(page);
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await stored(page, () => press("Delete"));
  await expect(page).toHaveURL(/\/content$/);
  const main = page.getByRole("main");
  await expect(main.getByRole("link", { name: title })).toHaveCount(0);
  await stored(page, () => press("Undo"));
  await expect(main.getByRole("link", { name: title })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);

  await stored(page, () => press("Delete"));
  await expect(page).toHaveURL(/\/content$/);
  await page.reload();
  await expect(main, "gone for good").toContainText("No content yet");
});

test("what one person published is not shown to the next one at the same browser", async ({ page }) => {
  const address = await publish(page);
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  const become = (id: string | null) =>
    page.evaluate((id) => {
      const session = JSON.parse(localStorage.getItem("toombos.session")!);
      const user = { id, email: `${id}@toombos.test`, name: id, role: "editor", created_at: "2026-11-23T00:00:00Z" };
      localStorage.setItem("toombos.session", JSON.stringify({ ...session, user: id && user }));
    }, id);
  await become("bo");
  await page.goto("/content");
  const main = page.getByRole("main");
  await expect(main).toContainText("No content yet");
  await expect(main).not.toContainText(title);
  await page.goto(address);
  await expect(page.getByText("Content not found")).toBeVisible();

  await become(null);
  await page.goto("/content");
  await expect(main.getByRole("link", { name: title })).toBeVisible();
});
