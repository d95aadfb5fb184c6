// Logging in with a password, and what can go wrong with it.
import {
  email,
  expect,
  expectAccessible,
  failedRequest,
  logIn,
  password,
  test,
} from "../fixtures.ts";

test("the editor logs in and finds the overview @phone", async ({ page, signedInAs }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("Log in · Toombos");
  await signedInAs("editor");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByText("Signed in as Edwin Moreau")).toBeVisible();
  await expect(page).toHaveTitle("Overview · Toombos");
});

test("a wrong password is said so, and the email is kept", async ({ page, quietConsole }) => {
  quietConsole.allow(failedRequest);
  await page.goto("/login");
  await page.getByLabel("Email").fill(email("editor"));
  await page.getByLabel("Password", { exact: true }).fill("not-the-password");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert")).toContainText("Email or password is wrong");
  await expect(page.getByLabel("Email")).toHaveValue(email("editor"));
  await expectAccessible(page);

  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("too many failed attempts show how long to wait", async ({
  page,
  quietConsole,
  sandbox,
}) => {
  quietConsole.allow(failedRequest);
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(logIn(sandbox, { email: email("viewer"), password: "wrong" })).rejects.toThrow("401");
  }
  await page.goto("/login");
  await page.getByLabel("Email").fill(email("viewer"));
  await page.getByLabel("Password", { exact: true }).fill(password);
  const answer = page.waitForResponse("**/auth/login");
  await page.getByRole("button", { name: "Log in" }).click();
  const wait = (await answer).headers()["retry-after"];
  expect(Number(wait)).toBeGreaterThan(0);
  await expect(page.getByRole("alert")).toContainText("Too many attempts");
  await expect(page.getByRole("alert")).toContainText(`Try again in ${wait} second`);
  await expect(page.getByLabel("Email")).toHaveValue(email("viewer"));
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
});

test("what was typed can be looked at", async ({ page }) => {
  await page.goto("/login");
  const field = page.getByLabel("Password", { exact: true });
  await field.fill(password);
  await expect(field).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show characters" }).click();
  await expect(field).toHaveAttribute("type", "text");
  await expect(field).toHaveValue(password);
});

test("kept signed in, the next tab is too", async ({ context, page, signedInAs }) => {
  await page.goto("/login");
  await expect(page.getByRole("checkbox", { name: "Keep me signed in" })).toBeChecked();
  await signedInAs("editor");
  const next = await context.newPage();
  await next.goto("/jobs");
  await expect(next.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
});

test("for this tab only, a reload keeps the session and another tab has none", async ({
  context,
  page,
  signedInAs,
}) => {
  await page.goto("/login");
  await page.getByRole("checkbox", { name: "Keep me signed in" }).uncheck();
  await signedInAs("editor");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  const next = await context.newPage();
  await next.goto("/jobs");
  await expect(next.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  // The choice itself is remembered.
  await expect(next.getByRole("checkbox", { name: "Keep me signed in" })).not.toBeChecked();
});

test("a deep link survives signing in", async ({ page, signedInAs }) => {
  await page.goto("/jobs?status=failed&q=ember");
  await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  await signedInAs("editor");
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  const here = new URL(page.url());
  expect(here.pathname).toBe("/jobs");
  expect(here.searchParams.get("status")).toBe("failed");
  expect(here.searchParams.get("q")).toBe("ember");
});

test("a deep link survives the way round by another sign-in page", async ({
  page,
  signedInAs,
}) => {
  await page.goto("/generate");
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Create account" })).toBeVisible();
  await page.getByRole("link", { name: "Log in" }).click();
  await signedInAs("editor");
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
});

test("the way on never leads out of the app", async ({ page, signedInAs, baseURL }) => {
  await page.goto("/login?next=" + encodeURIComponent("//example.com/"));
  await signedInAs("editor");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(new URL(baseURL!).origin);
});
