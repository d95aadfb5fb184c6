// What is typed into fields for times and numbers, and whose it is.
import type { Browser, Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { generateButton, publishForm, recipe } from "../support/form.ts";
import { closed } from "../support/jobs.ts";
import { signIn } from "../support/session.ts";
import { makeTemplate } from "../support/templates.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

const schedule = (page: Page) => page.getByLabel("Schedule");

test("a time that is typed in part, or has a year of five digits, is never published at once", async ({
  page,
  api,
}) => {
  const before = (await api.jobs()).length;
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  await expect(generateButton(page)).toBeEnabled();
  await schedule(page).focus();
  await page.keyboard.type("30112030");
  await schedule(page).blur();
  await expect(schedule(page)).toHaveAccessibleDescription(/Complete this field/);
  await expect(generateButton(page)).toBeDisabled();
  await expect(page).toHaveURL(/at=incomplete/);
  await page.reload();
  await expect(schedule(page)).toHaveAccessibleDescription(/Complete this field/);
  await expect(generateButton(page)).toBeDisabled();

  await schedule(page).fill("2030-11-30T08:00");
  await expect(generateButton(page)).toBeEnabled();
  await schedule(page).fill("12030-11-30T08:00");
  await expect(schedule(page)).toHaveAccessibleDescription(/four-digit year/);
  await expect(schedule(page)).toHaveValue("12030-11-30T08:00");
  await expect(generateButton(page)).toBeDisabled();
  await page.getByRole("button", { name: "Clear time" }).click();
  await expect(schedule(page)).toHaveValue("");
  await expect(generateButton(page)).toBeEnabled();
  expect((await api.jobs()).length).toBe(before);
});

test("a number is sent as the number that was typed, and a reload keeps what was typed", async ({
  page,
  api,
}) => {
  const template = await makeTemplate(api, {
    name: "Price list",
    channel: "web",
    source: "<p>{{ variables.price }}</p>",
    variables: [{ name: "price", type: "number", required: true, default: null, description: "" }],
  });
  await page.goto(recipe({ document: closed.id, channels: "web", template: template.id }));
  const price = page.getByLabel("Price");
  await price.pressSequentially("12e");
  await price.blur();
  await expect(price).toHaveAccessibleDescription(/Enter a number/);
  await expect(generateButton(page)).toBeDisabled();
  await price.press("End");
  await price.pressSequentially("5");
  await expect(price).toHaveValue("12e5");
  await expect(page).toHaveURL(/v\.price=12e5/);
  await page.reload();
  await expect(price).toHaveValue("12e5");
  await publishForm(page);
  await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
  const job = await api.job(new URL(page.url()).pathname.split("/")[2]!);
  const options = job.request?.["options"] as { variables: Record<string, string> };
  expect(options.variables["price"]).toBe("1200000");
});

/** A page on another origin. */
async function pageIn(browser: Browser, sandbox: Parameters<typeof signIn>[1], zone: string) {
  const context = await browser.newContext({
    baseURL: sandbox.address,
    locale: "en-GB",
    timezoneId: zone,
  });
  await signIn(context, sandbox, "editor");
  return context.newPage();
}

test("a skipped hour is refused and a doubled one is asked about, whichever the zone", async ({
  browser,
  sandbox,
}) => {
  for (const [zone, skipped, next, doubled, offsets] of [
    ["Europe/Berlin", "2030-03-31T02:30", "03:30", "2030-10-27T02:30", ["+02:00", "+01:00"]],
    ["America/New_York", "2030-03-10T02:30", "03:30", "2030-11-03T01:30", ["−04:00", "−05:00"]],
    ["Australia/Lord_Howe", "2030-10-06T02:15", "02:45", "2030-04-07T01:45", ["+11:00", "+10:30"]],
  ] as const) {
    const page = await pageIn(browser, sandbox, zone);
    await page.goto(recipe({ document: closed.id, channels: "web" }));
    await schedule(page).fill(skipped);
    await expect(schedule(page)).toHaveAccessibleDescription(new RegExp(`Try ${next}`));
    await expect(generateButton(page)).toBeDisabled();
    await schedule(page).fill(doubled);
    await expect(schedule(page)).toHaveAccessibleDescription(/occurs twice/);
    const which = page.getByRole("group", { name: "Which time" }).getByRole("radio");
    await expect(which).toHaveCount(2);
    for (const [at, offset] of offsets.entries()) {
      await expect(which.nth(at)).toHaveAccessibleName(new RegExp(`UTC\\${offset}`));
      await which.nth(at).check();
      await expect(generateButton(page)).toBeEnabled();
      const iso = new Date(`${doubled}:00${offset.replace("−", "-")}`).toISOString();
      await expect.poll(() => new URL(page.url()).searchParams.get("at")).toBe(iso);
    }
    await page.context().close();
  }
  const page = await pageIn(browser, sandbox, "Pacific/Apia");
  // A whole day that was left out.
  await page.goto("/jobs?period=2011-12-30T12:00~");
  await expect(page.getByLabel("From")).toHaveAccessibleDescription(/Try 2011-12-31 12:00/);
  await page.context().close();
});

test("a period in an address is the same in every zone, and a wrong clock shows no past as ahead", async ({
  browser,
  sandbox,
  api,
}) => {
  const jobs = await api.jobs();
  const times = jobs.map((job) => job.created_at).sort();
  const from = new Date(times[Math.floor(times.length / 2)]!).toISOString().slice(0, 16);
  const shown: string[][] = [];
  for (const zone of ["Asia/Tokyo", "America/Los_Angeles"]) {
    const page = await pageIn(browser, sandbox, zone);
    await page.addInitScript(() => {
      const now = Date.now;
      // Nine minutes behind: everything of the last minutes seems to be ahead.
      Date.now = () => now() - 9 * 60_000;
    });
    await page.goto(`/jobs?period=${from}:00Z~`);
    const rows = page.getByRole("row");
    await expect(rows.nth(1)).toBeVisible();
    const links = page.getByRole("grid", { name: "Jobs" }).getByRole("link");
    shown.push(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")!)));
    await expect(page.getByRole("main")).not.toContainText(/\bin \d+ (s|min|h)\b/);
    await page.goto(recipe({ document: closed.id, channels: "web" }));
    await publishForm(page);
    await expect(page.getByRole("heading", { level: 1, name: /^job_/ })).toBeVisible();
    await page.goto("/jobs");
    await expect(rows.nth(1)).toContainText(/just now|\d+ s ago/);
    await page.context().close();
  }
  expect(shown[0]!.length).toBeGreaterThan(0);
  expect(shown[1]!.slice(-shown[0]!.length)).toEqual(shown[0]);
});

test("unsaved work stays with its account, and two tabs keep two new templates", async ({
  page,
  context,
  signedInAs,
}) => {
  await page.goto("/templates/new");
  const other = await context.newPage();
  await other.goto("/templates/new");
  const name = (tab: Page) => tab.getByLabel("Template name");
  await name(page).fill("First");
  await name(other).fill("Second");
  for (const [tab, text] of [
    [page, "First"],
    [other, "Second"],
  ] as const) {
    await tab.reload();
    await expect(name(tab)).toHaveValue(text);
  }
  await other.close();
  await page.goto(recipe({ document: closed.id, channels: "web" }));
  await page.getByLabel("Tone").selectOption("urgent");
  await expect(page.getByText("Draft saved")).toBeVisible();

  const logOut = async () => {
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  };
  await logOut();
  await signedInAs("owner");
  await page.goto("/generate");
  await expect(page.getByLabel("Tone")).not.toHaveValue("urgent");
  await page.goto("/templates");
  await expect(page.getByRole("heading", { level: 1, name: "Templates" })).toBeVisible();
  await expect(page.getByText("not saved")).toHaveCount(0);

  await logOut();
  await signedInAs("editor");
  await page.goto("/generate");
  await expect(page.getByLabel("Tone")).toHaveValue("urgent");
  await page.goto("/templates");
  await expect(page.getByText("not saved")).toHaveCount(2);
});
