// Every page with text of 32 pixels, as a browser's own setting makes it.
import { expect, expectLargeText, test } from "../fixtures.ts";
import { ember, failedJob } from "../support/jobs.ts";
import { makeKey } from "../support/keys.ts";
import { makeTemplate } from "../support/templates.ts";

test.use({ role: "owner", sandboxOptions: { jobs: 30 } });

test("no page cuts off or widens for text that is twice as large", async ({ page, api }) => {
  test.slow();
  const [job] = await api.jobs("limit=1");
  const document = encodeURIComponent(ember.id);
  const pages = [
    "/",
    `/generate?document=${document}&channels=email,social,web`,
    "/generate/plan",
    `/generate/preflight?document=${document}&channels=email,web`,
    "/jobs",
    `/jobs/${job!.job_id}`,
    "/content",
    "/templates",
    "/templates/email-modern",
    "/templates/new",
    "/health",
    "/cache",
    "/analytics",
    "/monitoring",
    "/settings/account",
    "/settings/api-keys",
    "/settings/connection",
  ];
  const failures: string[] = [];
  for (const address of pages) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true], .skeleton")).toHaveCount(0);
    await expectLargeText(page).catch((error: Error) => failures.push(error.message));
  }
  await page.goto("/generate/batch");
  await page.getByRole("checkbox", { name: ember.title, exact: true }).check();
  await page.getByRole("checkbox", { name: "Email", exact: true }).check();
  await page.getByRole("button", { name: "Add to batch" }).click();
  await expectLargeText(page).catch((error: Error) => failures.push(error.message));
  expect(failures).toEqual([]);
});

test("words without a place to break stay in their rows", async ({ page, api, faults }) => {
  test.slow();
  const word = "Unbroken".repeat(14);
  await makeTemplate(api, { name: word.slice(0, 80), features: [word.slice(0, 40)] });
  await makeKey(api, word.slice(0, 80));
  const job = await failedJob(api, faults, `https://api.test/${word}`);
  const failures: string[] = [];
  for (const address of ["/", "/jobs", `/jobs/${job.job_id}`, "/templates", "/settings/api-keys"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Unbroken").first()).toBeAttached();
    await expect(page.locator("[aria-busy=true], .skeleton")).toHaveCount(0);
    await expectLargeText(page).catch((error: Error) => failures.push(error.message));
  }
  expect(failures).toEqual([]);
});
