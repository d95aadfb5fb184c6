// The frame around every page: navigation, commands, theme, addresses.
import { expect, test } from "../fixtures.ts";

test.use({ role: "editor" });

test("the navigation names the pages and marks the one at hand @phone", async ({ page }) => {
  await page.goto("/");
  const navigation = page.getByRole("navigation", { name: "Main" });
  for (const name of ["Generate", "Jobs", "Overview"]) {
    await navigation.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(navigation.getByRole("link", { name, exact: true })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await expect(page).toHaveTitle(`${name} · Toombos`);
  }
});

test("back and forward lead through the pages", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await page.getByRole("link", { name: "Generate", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
});

test("every page can be opened by its address", async ({ page, api }) => {
  const job = (await api.jobs("status=completed&limit=1"))[0]!;
  const content = Object.values(job.results)[0]!.content_id!;
  const { title } = await api.content(content);
  for (const [address, heading] of [
    ["/", "Overview"],
    ["/generate", "Generate"],
    ["/jobs", "Jobs"],
    [`/jobs/${job.job_id}`, job.job_id],
    [`/content/${content}`, title],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: heading, exact: true })).toBeVisible();
  }
});

test("an address without a page says so and leads back", async ({ page }) => {
  await page.goto("/no/such/page");
  await expect(page.getByText("Page not found")).toBeVisible();
  await page.getByRole("link", { name: "Go to Overview" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("a job or content that is not there is said to be missing", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(/404/);
  for (const address of ["/jobs/job_nobody", "/content/cnt_nobody"]) {
    await page.goto(address);
    await expect(page.getByRole("main")).toContainText(/not found|is no|does not exist/i);
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  }
});

test("a chosen theme holds against the system's, in every tab and after a reload", async ({
  page,
  context,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const other = await context.newPage();
  await other.emulateMedia({ colorScheme: "light" });
  await other.goto("/");
  await expect(other.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemcheckbox", { name: "Dark theme" }).click();
  await expect.poll(ground).not.toBe(light);
  await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
  // The ground fades from one to the other; only its end is the theme's own.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
  const dark = await ground();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(await ground()).toBe(dark);

  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menuitemcheckbox", { name: "Dark theme" })).toBeChecked();
  await page.getByRole("menuitemcheckbox", { name: "System theme" }).click();
  await expect.poll(ground).toBe(light);
  await expect(other.locator("html")).not.toHaveAttribute("data-theme");
});

test("the content can be reached past the navigation", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
