// One's own account: name, email, password, and where one is logged in.
import { expect, failedRequest, logIn, password, test } from "../fixtures.ts";
import { connectWithKey } from "../support/keys.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 2 } });

const me = "/api/v1/auth/me";

test("name and email are changed, and what is refused stays typed", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/settings\/account$/);
  const name = page.getByLabel("Name");
  const email = page.getByLabel("Email");
  const save = page.getByRole("button", { name: "Save changes" });
  await expect(name).toHaveValue("Edwin Moreau");
  await expect(page.getByRole("main")).toContainText("Member since");
  await expect(save).toHaveAccessibleDescription("No changes");

  await name.fill("Eddie M.");
  await email.fill("owner@toombos.test");
  await save.click();
  await expect(email).toHaveAccessibleDescription(/Another account has this email address/);
  await expect(email).toHaveValue("owner@toombos.test");

  await email.fill("eddie@toombos.test");
  await faults.add({ kind: "status", status: 503 }, { match: `PATCH ${me}`, times: 1 });
  await save.click();
  await expect(page.getByRole("alert")).toContainText("Couldn't save your account");
  await expect(name).toHaveValue("Eddie M.");
  expect(await api.as("editor").send("GET", me)).toMatchObject({
    name: "Edwin Moreau",
  });

  // What is typed outlives the page.
  await page.reload();
  await expect(name).toHaveValue("Eddie M.");
  await expect(email).toHaveValue("eddie@toombos.test");
  await save.click();
  await expect(page.getByText("Account saved")).toBeVisible();
  const now = api.as({ email: "eddie@toombos.test", password });
  expect(await now.send("GET", me)).toMatchObject({ name: "Eddie M." });
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByText("Signed in as Eddie M., Editor")).toBeVisible();
});

test("a new password ends the other sessions; a wrong one changes nothing", async ({
  page,
  api,
  sandbox,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const elsewhere = api.as("editor");
  await elsewhere.send("GET", me);
  await page.goto("/settings/account");
  const current = page.getByLabel("Current password");
  const next = page.getByLabel("New password");
  const change = page.getByRole("button", { name: "Change password" });
  await current.fill("not it");
  await next.fill("short");
  await expect(page.getByText("5 more characters")).toBeVisible();
  await expect(change).toHaveAccessibleDescription(/at least 10 characters/);
  await next.fill("four plain words here");
  await expect(page.getByText("Strong", { exact: true })).toBeVisible();
  await change.click();
  await expect(current).toHaveAccessibleDescription(/This is not your current password/);
  await expect(next).toHaveValue("four plain words here");
  await elsewhere.send("GET", me);

  await current.fill(password);
  // Not for once: Chromium repeats a request whose connection ended without a word.
  await faults.add({ kind: "drop" }, { match: "POST /api/v1/auth/password" });
  await change.click();
  await expect(page.getByRole("alert")).toContainText("Couldn't change the password");
  await faults.clear();
  await expect(current).toHaveValue(password);

  await faults.add(
    { kind: "latency", ms: 1000 },
    { match: "POST /api/v1/auth/password", times: 1 },
  );
  await change.click();
  await expect(change).toHaveAttribute("aria-busy", "true");
  await expect(page.getByText("Password changed")).toBeVisible();
  await expect(current).toHaveValue("");
  await expect(next).toHaveValue("");
  await expect(elsewhere.send("GET", me)).rejects.toThrow("401");
  const held = { email: "editor@toombos.test", password };
  await expect(logIn(sandbox, held)).rejects.toThrow("401");
  await logIn(sandbox, { ...held, password: "four plain words here" });
  // This session goes on.
  await page.reload();
  await expect(page.getByText("This device", { exact: true })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("sessions are ended one by one, or all of the others", async ({
  page,
  browser,
  baseURL,
  api,
  faults,
  signedInAs,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await signedInAs("editor", other);
  const program = api.as("editor");
  await program.send("GET", me);

  await page.goto("/settings/account");
  const list = page.getByRole("list", { name: "Sessions" });
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await expect(list.getByRole("listitem").first()).toContainText("This device");
  const browserLine = list.getByRole("listitem").filter({ hasText: "on Linux" });
  const end = "DELETE /api/v1/auth/sessions*";
  await faults.add({ kind: "status", status: 503 }, { match: end, times: 1 });
  await browserLine.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByText("Couldn't log out this session")).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await browserLine.getByRole("button", { name: "Log out" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await other.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(other.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await context.close();

  await program.send("GET", me);
  await page.getByRole("button", { name: "Log out all others" }).click();
  await expect(page.getByText("1 other session logged out")).toBeVisible();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(program.send("GET", me)).rejects.toThrow("401");
  await expect(page.getByRole("button", { name: "Log out all others" })).toHaveAccessibleDescription(
    "You're not logged in anywhere else.",
  );
});

test.describe("connected with a key", () => {
  test.use({ role: undefined });

  test("the account is shown, and why it cannot be changed", async ({
    page,
    context,
    api,
    sandbox,
  }) => {
    const user = await api.as("editor").send("GET", me);
    await connectWithKey(context, sandbox, user, "toombos_demo_editor_key_1");
    await page.goto("/settings/account");
    await expect(page.getByLabel("Name")).toHaveValue("Edwin Moreau");
    await expect(page.getByLabel("Name")).not.toBeEditable();
    await expect(page.getByRole("main")).toContainText("You're connected with an API key");
    await expect(page.getByRole("button", { name: "Save changes" })).toHaveAccessibleDescription(
      /Log in with your password/,
    );
  });
});
