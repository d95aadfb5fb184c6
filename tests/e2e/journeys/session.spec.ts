// How long a session lasts, and what becomes of the work when it ends.
import type { Page } from "@playwright/test";
import { expect, failedRequest, password, test } from "../fixtures.ts";
import { connection, heldJob } from "../support/jobs.ts";
import { signIn } from "../support/session.ts";

test("tokens are renewed before they expire, and nobody notices", async ({
  page,
  context,
  faults,
  sandbox,
}) => {
  // No token lives for the minute that the app wants to have left.
  await faults.add({ kind: "token-ttl", seconds: 20 });
  await signIn(context, sandbox, "editor");
  const refused: string[] = [];
  let renewals = 0;
  context.on("response", (answer) => {
    if (answer.url().endsWith("/auth/refresh") && answer.ok()) renewals += 1;
    if (answer.status() === 401) refused.push(answer.url());
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  for (const name of ["Jobs", "Generate", "Overview", "Jobs"]) {
    const before = renewals;
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect.poll(() => renewals, { message: `renewed on ${name}` }).toBeGreaterThan(before);
  }
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(refused).toEqual([]);
});

test.describe("signed in", () => {
  test.use({ role: "editor" });

  const ended = (page: Page) => page.getByRole("dialog", { name: "Your session has ended" });

  test("the password is asked for over the page", async ({ page, faults, api, quietConsole }) => {
    quietConsole.allow(failedRequest);
    await page.goto("/jobs?status=failed");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    // Once it is live the page asks for nothing more by itself.
    await expect(connection(page)).toHaveText("Live");
    await faults.add({ kind: "expire-tokens", refresh: true });
    await page.getByRole("link", { name: "Overview", exact: true }).dispatchEvent("click");
    await expect(ended(page)).toContainText("editor@toombos.test");
    // The question stays, however often somebody tries to be rid of it.
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press("Escape");
    await expect(ended(page)).toBeVisible();

    await ended(page).getByLabel("Password", { exact: true }).fill("not-the-password");
    await ended(page).getByRole("button", { name: "Log in" }).click();
    await expect(ended(page).getByRole("alert")).toContainText("The password is wrong");

    await ended(page).getByLabel("Password", { exact: true }).fill(password);
    await ended(page).getByRole("button", { name: "Log in" }).click();
    await expect(ended(page)).toBeHidden();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const running = await heldJob(api, faults);
    await expect(page.getByRole("link", { name: running.document_title }).first()).toBeVisible();
  });

  test("logging out reaches the other tab and the server", async ({ page, context, sandbox }) => {
    const other = await context.newPage();
    await page.goto("/jobs");
    await other.goto("/");
    await expect(other.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const refresh = await page.evaluate(
      () => JSON.parse(localStorage.getItem("toombos.session")!).proof.refresh as string,
    );

    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    for (const tab of [page, other]) {
      await expect(tab.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
    }
    expect(await page.evaluate(() => localStorage.getItem("toombos.session"))).toBeNull();
    const renewed = async () => {
      const answer = await fetch(`${sandbox.address}/api/v1/auth/refresh`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ refresh_token: refresh }),
      });
      return answer.status;
    };
    await expect.poll(renewed, { message: "the session is over on the server" }).toBe(401);
  });
});
