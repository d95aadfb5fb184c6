// How long a session lasts, and what becomes of the work when it ends.
import type { BrowserContext, Page } from "@playwright/test";
import { email, expect, failedRequest, logIn, password, test } from "../fixtures.ts";
import { connection, heldJob } from "../support/jobs.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { signIn } from "../support/session.ts";

type Tokens = { access: string; refresh: string };

/** The tokens that a tab has stored. */
const stored = (page: Page, where: "localStorage" | "sessionStorage" = "localStorage") =>
  page.evaluate((where) => {
    const text = window[where].getItem("toombos.session");
    return text === null ? null : (JSON.parse(text) as { user: { email: string }; proof: Tokens });
  }, where);

/** The account that the server answers for this access token. */
const whoIs = async (sandbox: Sandbox, access: string) => {
  const headers = { authorization: `Bearer ${access}` };
  return (await fetch(`${sandbox.address}/api/v1/auth/me`, { headers })).status;
};

/** Lets the server renew, and holds its answers until they are let go. */
async function holdRenewals(context: BrowserContext) {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const grants: { access_token: string }[] = [];
  let answered = 0;
  await context.route("**/auth/refresh", async (route) => {
    const answer = await route.fetch();
    grants.push((await answer.json()) as { access_token: string });
    await gate;
    await route.fulfill({ response: answer }).catch(() => {});
    answered += 1;
  });
  return { grants, answered: () => answered, letGo: () => letGo() };
}

const logOut = async (page: Page) => {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Log out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
};

test("tokens are renewed before they expire, without a visible change", async ({
  page,
  context,
  faults,
  sandbox,
}) => {
  // So short a token is renewed when a fifth of its life is left.
  await faults.add({ kind: "token-ttl", seconds: 3 });
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
    const visit = async (name: string) => {
      await page.getByRole("link", { name, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    };
    // What a page asks for renews the token, once it is old enough.
    const renewed = async () => {
      await visit("Content");
      await visit(name);
      return renewals;
    };
    await expect.poll(renewed, { message: `renewed on ${name}` }).toBeGreaterThan(before);
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
    // A password manager learns whose password is asked for.
    const account = ended(page).locator("input[autocomplete=username]");
    await expect(account).toHaveValue("editor@toombos.test");
    await expect(account).toHaveAttribute("readonly");
    // The dialog stays, however often one tries to dismiss it.
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
    const { access } = (await stored(page))!.proof;

    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    for (const tab of [page, other]) {
      await expect(tab.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
    }
    expect(await page.evaluate(() => localStorage.getItem("toombos.session"))).toBeNull();
    await expect
      .poll(() => whoIs(sandbox, access), { message: "the session is over on the server" })
      .toBe(401);
  });

  test("a logout that could not be delivered is repeated after a reload", async ({
    page,
    context,
    sandbox,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest);
    await context.route("**/auth/logout", (route) => route.abort());
    await page.goto("/jobs");
    const { access } = (await stored(page))!.proof;
    const lost = page.waitForEvent("requestfailed", (it) => it.url().endsWith("/auth/logout"));
    await logOut(page);
    await lost;
    expect(await whoIs(sandbox, access)).toBe(200);
    await context.unroute("**/auth/logout");
    await page.reload();
    await expect.poll(() => whoIs(sandbox, access), { timeout: 20_000 }).toBe(401);
    await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  });

  test("no address leads out of the app after signing in", async ({ page, baseURL }) => {
    for (const next of ["/\t/evil.test/login", "/\n/evil.test", "/.//evil.test", "/\\evil.test"]) {
      await page.goto(`/login?next=${encodeURIComponent(next)}`);
      await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
      expect(page.url(), next).toBe(`${baseURL}/`);
    }
  });
});

test("a late answer to a renewal does not sign in again", async ({
  page,
  context,
  faults,
  sandbox,
  signedInAs,
}) => {
  await faults.add({ kind: "token-ttl", seconds: 20 });
  await signIn(context, sandbox, "editor");
  await faults.clear();
  const renewals = await holdRenewals(context);
  const other = await context.newPage();
  for (const tab of [page, other]) await tab.goto("/");
  await expect.poll(() => renewals.grants.length).toBe(1);
  await logOut(page);
  await expect(other.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  await signedInAs("viewer");
  await expect(other.getByRole("navigation", { name: "Main" })).toBeVisible();

  const names: (string | undefined)[] = [];
  context.on("request", (request) => {
    if (request.url().includes("/api/v2/jobs")) names.push(request.headers()["authorization"]);
  });
  renewals.letGo();
  await expect.poll(renewals.answered).toBe(1);
  // The tokens that came late are given back.
  const late = renewals.grants[0]!.access_token;
  await expect.poll(() => whoIs(sandbox, late)).toBe(401);
  for (const tab of [page, other]) {
    await tab.getByRole("link", { name: "Jobs", exact: true }).click();
    await expect(tab.getByRole("row").nth(1)).toBeVisible();
    const session = (await stored(tab))!;
    expect(session.user.email).toBe(email("viewer"));
    expect(new Set(names)).toEqual(new Set([`Bearer ${session.proof.access}`]));
  }
});

for (const locks of [true, false]) {
  test(`of three tabs one renews ${locks ? "with" : "without"} Web Locks`, async ({
    context,
    faults,
    sandbox,
  }) => {
    await faults.add({ kind: "token-ttl", seconds: 20 });
    await signIn(context, sandbox, "editor");
    await faults.clear();
    if (!locks) {
      await context.addInitScript(() =>
        Object.defineProperty(navigator, "locks", { value: undefined }),
      );
    }
    const renewals = await holdRenewals(context);
    const tabs = [await context.newPage(), await context.newPage(), await context.newPage()];
    await Promise.all(tabs.map((tab) => tab.goto("/jobs")));
    for (const tab of tabs) {
      await expect(tab.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
    }
    await expect.poll(() => renewals.grants.length).toBe(1);
    renewals.letGo();
    for (const tab of tabs) {
      await expect(tab.getByRole("row").nth(1)).toBeVisible();
      await expect(tab.getByRole("dialog")).toHaveCount(0);
    }
    expect(renewals.grants.length).toBe(1);
    const { access } = (await stored(tabs[0]!))!.proof;
    expect(access).toBe(renewals.grants[0]!.access_token);
  });
}

test("a duplicated tab that logs out leaves the first one signed in", async ({
  page,
  context,
  sandbox,
}) => {
  const grant = await logIn(sandbox, { email: email("editor"), password });
  const session = JSON.stringify({
    id: "one-tab",
    base: sandbox.address,
    user: grant.user,
    proof: {
      kind: "token",
      access: grant.access_token,
      refresh: grant.refresh_token,
      expires_at: Date.now() + grant.expires_in * 1000,
    },
  });
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.addInitScript((session) => {
      if (window.top !== window || sessionStorage.getItem("e2e.signed-in") !== null) return;
      sessionStorage.setItem("toombos.session", session);
      sessionStorage.setItem("e2e.signed-in", "yes");
    }, session);
    await tab.goto("/");
    await expect(tab.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  }
  await logOut(other);
  const pending = () => other.evaluate(() => localStorage.getItem("toombos.logouts"));
  await expect.poll(pending, { message: "the first tab goes on with it" }).toBeNull();
  expect(await whoIs(sandbox, grant.access_token)).toBe(200);
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("row").nth(1)).toBeVisible();

  // The last one to log out ends it.
  await logOut(page);
  await expect.poll(() => whoIs(sandbox, grant.access_token)).toBe(401);
});
