// A server that is away, or answers with nonsense: it is said, and nothing is lost.
import type { Page, Response } from "@playwright/test";
import { email, expect, failedRequest, failedSocket, password, test } from "../fixtures.ts";
import { publishForm } from "../support/form.ts";
import {
  connection,
  ember,
  expectListEqualsServer,
  heldJob,
  jobRow,
  jobsTable,
} from "../support/jobs.ts";

/** Keeps what alerts say, however shortly; to be called before the page is opened. */
async function noteAlerts(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const said = new Set<string>();
    const note = () => {
      for (const alert of document.querySelectorAll("[role=alert]")) said.add(alert.textContent);
    };
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
    Object.assign(window, { alertsSaid: () => [...said].join("\n") });
  });
  return () => page.evaluate(() => (window as any).alertsSaid());
}

/** The icon of the tab. */
const icon = (page: Page) => page.locator("head > link[rel=icon]");

test.describe("a server that goes away", () => {
  test.use({ role: "editor", sandboxOptions: { keep: true, split: true, jobs: 12 } });

  test.beforeEach(({ quietConsole }) => quietConsole.allow(failedRequest, failedSocket));

  test("down at the start, the page says so and recovers by itself", async ({
    page,
    sandbox,
    api,
  }) => {
    await sandbox.stop();
    await page.goto("/jobs");
    await expect(page.getByRole("alert").first()).toContainText("can't be reached");
    await expect(connection(page)).toHaveText("Offline");
    await expect(page.getByRole("alert"), "it is said once").toHaveCount(1);
    await expect(page).toHaveTitle("Offline · Jobs · Toombos");
    await expect(icon(page)).toHaveAttribute("href", /favicon-alert\.svg$/);
    await sandbox.start();
    await expect(jobsTable(page).getByRole("row").nth(1)).toBeVisible();
    await expect(connection(page)).toHaveText("Live");
    await expect(page.getByRole("alert")).toBeHidden();
    await expect(page).toHaveTitle("Jobs · Toombos");
    await expect(icon(page)).toHaveAttribute("href", /favicon\.svg$/);
    await expectListEqualsServer(page, api);
  });

  test("down in the middle of work, what was there stays, marked, and comes up to date", async ({
    page,
    sandbox,
    api,
    faults,
  }) => {
    const held = await heldJob(api, faults);
    await page.goto("/jobs");
    await expect(connection(page)).toHaveText("Live");
    await expect(jobRow(page, held.job_id)).toContainText("Running");
    await sandbox.stop();
    await expect(connection(page)).toHaveText("Offline");
    await expect(jobRow(page, held.job_id)).toContainText("Running");
    // Every panel lacks its answer; the banner alone says why.
    await page.getByRole("link", { name: "System health", exact: true }).click();
    await expect(page.getByText("Couldn't load readiness")).toBeVisible();
    await expect(page.getByRole("region", { name: "Overall" })).toContainText("Status unknown");
    await expect(page.getByRole("alert")).toHaveCount(1);
    await expect(page.getByRole("alert")).toContainText("The server can't be reached");
    await page.getByRole("link", { name: "Overview", exact: true }).click();
    await expect(page.getByText("All systems operational")).toHaveCount(0);
    await page.getByRole("link", { name: "Jobs", exact: true }).click();

    await sandbox.start();
    await expect(connection(page)).toHaveText("Live");
    await api.ended(held.job_id);
    await expect(jobRow(page, held.job_id)).not.toContainText("Running");
    await expectListEqualsServer(page, api);
  });
});

test.describe("logging in", () => {
  test.use({ sandboxOptions: { keep: true, split: true } });

  test("works once the server is back, with what was typed", async ({
    page,
    sandbox,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest, failedSocket);
    await page.goto("/login");
    await sandbox.stop();
    await page.getByLabel("Email").fill(email("editor"));
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Log in" }).click();
    await expect(page.getByRole("alert")).toContainText("can't be reached");
    await sandbox.start();
    await page.getByRole("button", { name: "Log in" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  });
});

test.describe("answers that cannot be read", () => {
  test.use({ role: "editor", sandboxOptions: { jobs: 12 } });

  const kinds = ["malformed", "truncated", "plain-500"] as const;
  const pages = {
    overview: "GET /api/v2/jobs*",
    jobs: "GET /api/v2/jobs*",
    job: "GET /api/v2/jobs/*",
    content: "GET /api/v2/content/*",
    documents: "GET /api/v2/documents*",
    templates: "GET /api/v2/templates*",
  };

  for (const [name, match] of Object.entries(pages)) {
    test(`${name}: an error with a way to try again`, async ({ page, api, faults, quietConsole }) => {
      quietConsole.allow(failedRequest);
      const job = (await api.jobs("status=completed&limit=1"))[0]!;
      const content = Object.values(job.results)[0]!.content_id!;
      const { title } = await api.content(content);
      const address = {
        overview: "/",
        jobs: "/jobs",
        job: `/jobs/${job.job_id}`,
        content: `/content/${content}`,
        documents: "/generate",
        templates: "/generate",
      }[name]!;
      for (const kind of kinds) {
        await faults.add({ kind }, { match });
        await page.goto(address);
        const alert = page.getByRole("alert").filter({ has: page.getByRole("button") }).first();
        await expect(alert).toContainText(
          kind === "malformed"
            ? "Couldn't read"
            : kind === "truncated"
              ? /Couldn't read|Something went wrong/
              : "Something went wrong",
        );
        await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
        await faults.clear();
        // What may pass is also tried again by itself, so a button may be gone before it is pressed.
        await expect(async () => {
          for (const again of await page.getByRole("button", { name: "Try again" }).all()) {
            await again.click({ timeout: 1_000 }).catch(() => {});
          }
          await expect(page.getByRole("alert")).toHaveCount(0, { timeout: 2_000 });
        }).toPass();
        const healed = {
          overview: page.getByRole("link", { name: job.document_title }).first(),
          jobs: jobRow(page, job.job_id),
          job: page.getByRole("link", { name: /^Open content/ }).first(),
          content: page.getByRole("heading", { level: 1, name: title }),
          documents: page.getByRole("combobox", { name: "Document" }),
          templates: page.getByRole("combobox", { name: "Document" }),
        }[name]!;
        await expect(healed).toBeVisible();
      }
    });
  }

  test("a server that fails on every request is not called operational", async ({
    page,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await page.goto("/");
    await expect(page.getByText("All systems operational")).toBeVisible();
    await expect(page.getByText(/^Checked /)).toBeVisible();
    await faults.add({ kind: "status", status: 500 }, { match: "/api/v2/*" });
    await page.goto("/jobs");
    const banner = page.getByRole("status").filter({ hasText: "Partial outage" });
    await expect(banner).toContainText("Server requests are failing.");
    await expect(page).toHaveTitle("Outage · Jobs · Toombos");
    await page.getByRole("link", { name: "Overview", exact: true }).click();
    await expect(page.getByText("Partial outage")).toHaveCount(2);
    await expect(page.getByText("All systems operational")).toHaveCount(0);
    await banner.getByRole("button", { name: "Dismiss" }).click();
    await expect(banner).toHaveCount(0);
    await expect(page, "the tab stays marked").toHaveTitle("Outage · Overview · Toombos");
  });

  const waits = [
    ["for some seconds", 3],
    ["until a date, by the server's clock", { date_in: 3 }],
  ] as const;
  for (const [words, retry_after] of waits) {
    test(`too many requests: the page waits ${words}, whatever else happens`, async ({
      page,
      faults,
      quietConsole,
    }) => {
      quietConsole.allow(failedRequest);
      // By the browser's clock a date would be two hours ahead.
      await faults.add({ kind: "clock-skew", seconds: 7200 });
      await faults.add(
        { kind: "status", status: 429, retry_after },
        { match: "GET /api/v2/jobs*", times: 1 },
      );
      // The live link tells the page meanwhile that it may have missed something.
      await faults.add({ kind: "latency", ms: 1_000 }, { match: "POST /api/v1/auth/ws-ticket" });
      const answers: Response[] = [];
      page.on("response", (answer) => {
        if (/\/api\/v2\/jobs(\?|$)/.test(answer.url())) answers.push(answer);
      });
      const said = await noteAlerts(page);
      await page.goto("/jobs");
      await expect.poll(said).toMatch(/Try again in [23] seconds/);
      await expect(jobsTable(page).getByRole("row").nth(1)).toBeVisible();
      await expect(page.getByRole("alert")).toBeHidden();
      const [refused, answered] = answers;
      expect([refused!.status(), answered!.status()]).toEqual([429, 200]);
      const { date, "retry-after": until } = refused!.headers();
      const due = typeof retry_after === "number" ? Date.parse(date!) + 3_000 : Date.parse(until!);
      const asked = Date.parse(answered!.headers()["date"] ?? "");
      expect(asked, "not before it was asked to").toBeGreaterThanOrEqual(due);
    });
  }

  test("a refused generation keeps the form and can be sent again", async ({
    page,
    api,
    faults,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await page.goto(`/generate?document=${encodeURIComponent(ember.id)}`);
    await page.getByRole("checkbox", { name: "Web" }).check();
    const before = (await api.jobs()).length;
    await faults.add(
      { kind: "status", status: 503 },
      { match: "POST /api/v2/content/generate", times: 1 },
    );
    await page.getByRole("button", { name: "Generate", exact: true }).click();
    await expect(page.getByRole("alert").first()).toContainText("isn't ready");
    expect((await api.jobs()).length).toBe(before);
    await expect(page.getByRole("checkbox", { name: "Web" })).toBeChecked();
    await publishForm(page);
    await expect(page).toHaveURL(/\/jobs\/job_/);
    expect((await api.jobs()).length).toBe(before + 1);
  });
});
