// Keys for programs: made, shown once, proved, used, replaced, disabled, revoked.
import { expect, failedRequest, test } from "../fixtures.ts";
import {
  choose,
  connectWithKey,
  createKey,
  heldKey,
  heldKeys,
  keyRow,
  makeKey,
  shownKey,
  withKey,
} from "../support/keys.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 3 } });

test("a key is made, proved and used, and its secret is nowhere afterwards", async ({
  page,
  context,
  api,
  sandbox,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Reporting");
  await dialog.getByRole("radio", { name: "Restricted" }).check();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("Select at least one permission.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Read jobs" }).check();
  await dialog.getByRole("radio", { name: "30 days" }).check();
  await dialog.getByRole("button", { name: "Create key" }).click();

  const group = dialog.getByRole("group", { name: "New key" });
  await expect(group.locator("code")).toContainText("•••");
  await dialog.getByRole("tab", { name: "Python" }).click();
  const snippet = dialog.getByRole("group", { name: "Example" });
  await expect(snippet).toContainText(`${sandbox.address}/api/v1/auth/me`);
  await expect(snippet).toContainText("•••");
  await dialog.getByRole("button", { name: "Copy key" }).click();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  expect(secret).toMatch(/^toombos_.{20,}/);
  expect(await page.content(), "hidden means hidden").not.toContain(secret);
  expect(await shownKey(dialog)).toBe(secret);
  await expect(snippet).toContainText(secret);

  await dialog.getByRole("button", { name: "Test key" }).click();
  const proof = dialog.getByRole("region", { name: "Test key" });
  await expect(proof).toContainText("Key works");
  await expect(proof).toContainText("Edwin Moreau, Editor");
  await expect(proof).toContainText("Read jobs");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);

  const held = await heldKey(api.as("editor"), "Reporting");
  expect(held.scopes).toEqual(["jobs:read"]);
  expect(held.last_used_at, "the proof was a real call").not.toBeNull();
  const days = (Date.parse(held.expires_at!) - Date.parse(held.created_at)) / 86_400_000;
  expect(days).toBeCloseTo(30, 2);
  await expect(keyRow(page, held.prefix)).toContainText("Read jobs");
  expect((await withKey(sandbox, secret, "/api/v2/jobs")).status).toBe(200);
  const refused = await withKey(sandbox, secret, "/api/v2/content/generate", "POST");
  expect(refused.status).toBe(403);
  expect(refused.detail).toContain("content:write");

  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain(secret);
  expect(page.url()).not.toContain(secret);
  expect(await page.content()).not.toContain(secret);
  await page.reload();
  await expect(keyRow(page, held.prefix)).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test("closing an unconfirmed key warns first", async ({ page, api, quietConsole }) => {
  quietConsole.allow(failedRequest);
  await page.goto("/settings/api-keys");
  const dialog = await createKey(page, "Unchecked");
  await page.keyboard.press("Escape");
  const warning = dialog.getByRole("alert");
  await expect(warning).toContainText("You haven't tested this key");
  await warning.getByRole("button", { name: "Keep open" }).click();
  await expect(warning).toHaveCount(0);

  // A key that was taken away meanwhile is not proved, and still warns.
  const held = await heldKey(api.as("editor"), "Unchecked");
  await api.as("editor").send("PATCH", `/api/v1/api-keys/${held.id}`, { disabled: true });
  await dialog.getByRole("button", { name: "Test key" }).click();
  await expect(dialog.getByRole("alert")).toContainText("recognize the key");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog.getByText("You haven't tested this key")).toBeVisible();
  await dialog.getByRole("button", { name: "Close anyway" }).click();
  await expect(dialog).toHaveCount(0);

  // The way back cannot be barred, but it says what it leaves behind.
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await page.getByRole("link", { name: "API keys", exact: true }).click();
  await createKey(page, "Left behind");
  await page.goBack();
  await expect(page.getByText("The new key “Left behind” can't be shown again")).toBeVisible();
  expect((await heldKey(api.as("editor"), "Unchecked")).last_used_at).toBeNull();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("a key that could not be made loses nothing of its form", async ({
  page,
  api,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog");
  const name = dialog.getByLabel("Name");
  const send = dialog.getByRole("button", { name: "Create key" });
  await name.fill("x".repeat(201));
  await send.click();
  await expect(dialog.getByText("Use at most 200 characters")).toBeVisible();
  await name.fill("Steadfast");
  await dialog.getByRole("radio", { name: "Restricted" }).check();
  await dialog.getByRole("checkbox", { name: "Read jobs" }).check();
  await dialog.getByRole("radio", { name: "7 days" }).check();

  const create = "POST /api/v1/api-keys";
  for (const fault of [{ kind: "status", status: 503 }, { kind: "drop" }] as const) {
    // Not for once: Chromium repeats a request whose connection ended without a word.
    await faults.add(fault, { match: create });
    await send.click();
    await expect(dialog.getByRole("alert")).toContainText("Couldn't create the key");
    await expect(name).toHaveValue("Steadfast");
    await faults.clear();
  }
  expect((await heldKeys(api.as("editor"))).map(({ name }) => name)).not.toContain("Steadfast");
  // The answer to this one is cut, so its secret is lost; the form says what to do.
  await faults.add({ kind: "malformed" }, { match: create, times: 1 });
  await send.click();
  await expect(dialog.getByRole("alert")).toContainText("may have been created anyway");
  await expect(keyRow(page, "Steadfast")).toHaveCount(1);

  // What is typed survives the dialog and the page.
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "Create API key" }).click();
  await expect(name).toHaveValue("Steadfast");
  await expect(dialog.getByRole("checkbox", { name: "Read jobs" })).toBeChecked();
  await expect(dialog.getByRole("radio", { name: "7 days" })).toBeChecked();

  await faults.add({ kind: "latency", ms: 1500 }, { match: create, times: 1 });
  await send.click();
  await expect(send).toHaveAttribute("aria-busy", "true");
  await expect(dialog.getByRole("button", { name: "Test key" })).toBeVisible();
  const made = (await heldKeys(api.as("editor"))).filter(({ name }) => name === "Steadfast");
  expect(made).toHaveLength(2);
});

test("a key is rotated with a grace, and it is told when the old one can go", async ({
  page,
  api,
  sandbox,
  faults,
}) => {
  const old = await makeKey(api.as("editor"), "CRM", ["jobs:read"]);
  expect((await withKey(sandbox, old.secret)).status).toBe(200);
  await page.goto("/settings/api-keys");
  await choose(page, keyRow(page, old.prefix), "Rotate");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Last used");
  await dialog.getByRole("radio", { name: "1 hour" }).check();
  await dialog.getByRole("button", { name: "Rotate key" }).click();
  const secret = await shownKey(dialog);
  await dialog.getByRole("button", { name: "Test key" }).click();
  await expect(dialog.getByRole("region", { name: "Test key" })).toContainText("Key works");
  await dialog.getByRole("button", { name: "Done" }).click();

  const region = page.getByRole("region", { name: "Rotations in progress" });
  await expect(region).toContainText("Too early to tell");
  for (const key of [old.secret, secret]) expect((await withKey(sandbox, key)).status).toBe(200);
  const held = (await heldKeys(api.as("editor"))).find(({ id }) => id === old.id)!;
  const grace = Date.parse(held.expires_at!) - Date.now();
  expect(grace).toBeGreaterThan(55 * 60_000);
  expect(grace).toBeLessThanOrEqual(60 * 60_000);
  await page.reload();
  await expect(region).toContainText("Still in use");

  // Later on only the new one is used.
  const another = await makeKey(api.as("editor"), "Shop");
  const replaced = await api
    .as("editor")
    .send<{ secret: string }>("POST", `/api/v1/api-keys/${another.id}/rotate`, {
      grace_period_seconds: 86_400,
    });
  await withKey(sandbox, another.secret);
  await page.reload();
  await expect(region.getByRole("listitem").filter({ hasText: "Shop" })).toContainText(
    "Still in use",
  );
  const quiet = await makeKey(api.as("editor"), "Blog");
  await withKey(sandbox, quiet.secret);
  const next = await api
    .as("editor")
    .send<{ secret: string }>("POST", `/api/v1/api-keys/${quiet.id}/rotate`, {
      grace_period_seconds: 86_400,
    });
  await faults.add({ kind: "clock-skew", seconds: 1200 });
  expect((await withKey(sandbox, next.secret)).status).toBe(200);
  await faults.clear();
  await page.reload();
  const blog = region.getByRole("listitem").filter({ hasText: "Blog" });
  await expect(blog).toContainText("Safe to revoke");
  await blog.getByRole("button", { name: "Revoke old key" }).click();
  await expect.poll(async () => (await withKey(sandbox, quiet.secret)).status).toBe(401);
  expect((await withKey(sandbox, next.secret)).status).toBe(200);
  expect((await withKey(sandbox, replaced.secret)).status).toBe(200);
});

test("a key is renamed, disabled and enabled", async ({
  page,
  api,
  sandbox,
  faults,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const { secret, prefix, id } = await makeKey(api.as("editor"), "Old name");
  await page.goto("/settings/api-keys");
  const row = keyRow(page, prefix);
  await choose(page, row, "Rename");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("New name");
  const change = `PATCH /api/v1/api-keys/${id}`;
  await faults.add({ kind: "status", status: 503 }, { match: change, times: 1 });
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Couldn't rename the key");
  await expect(dialog.getByLabel("Name")).toHaveValue("New name");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(row).toContainText("New name");
  expect((await heldKey(api.as("editor"), "New name")).id).toBe(id);

  await choose(page, row, "Disable");
  await expect(row).toContainText("Disabled");
  expect(await withKey(sandbox, secret)).toEqual({ status: 401, detail: "The API key is disabled" });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("Active");
  expect((await withKey(sandbox, secret)).status).toBe(200);

  await faults.add({ kind: "drop" }, { match: change });
  await choose(page, row, "Disable");
  await expect(page.getByText("Couldn't disable the key")).toBeVisible();
  expect((await withKey(sandbox, secret)).status).toBe(200);
});

test("revoking can be undone until it is final, wherever one goes meanwhile", async ({
  page,
  api,
  sandbox,
}) => {
  const { secret, prefix, id } = await makeKey(api.as("editor"), "Leaked");
  const held = async () => (await heldKeys(api.as("editor"))).find((key) => key.id === id)!;
  await page.goto("/settings/api-keys");
  const row = keyRow(page, prefix);
  await choose(page, row, "Revoke");
  await expect(row).toContainText(/Disabled.*revoked in \d+ s/);
  expect((await withKey(sandbox, secret)).status, "it is out at once").toBe(401);
  expect(await held()).toMatchObject({ revoked_at: null, disabled_at: expect.any(String) });

  // The offer outlives the page.
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("restored")).toBeVisible();
  expect((await withKey(sandbox, secret)).status).toBe(200);

  // A tab that is closed in between leaves what it said: a key that is disabled.
  await page.goto("/settings/api-keys");
  await choose(page, row, "Revoke");
  await expect(row).toContainText("revoked in");
  await page.reload();
  await expect(row).toContainText("Disabled");
  await expect(row).not.toContainText("revoked");
  expect((await held()).revoked_at).toBeNull();

  await choose(page, row, "Revoke");
  await choose(page, row, "Revoke now");
  await expect(page.getByText("Key “Leaked” revoked")).toBeVisible();
  await expect(row).toHaveCount(0);
  expect((await held()).revoked_at).not.toBeNull();
  expect((await withKey(sandbox, secret)).detail).toBe("The API key has been revoked");
  await page.getByRole("checkbox", { name: /^Show revoked and rotated keys/ }).check();
  await expect(row).toContainText("Revoked");
  await expect(page).toHaveURL(/ended=shown/);
});

test.describe("who may less", () => {
  test.use({ role: "viewer" });

  test("a viewer gives a key what a viewer may", async ({ page, api, sandbox }) => {
    await page.goto("/settings/api-keys");
    await expect(page.getByText("No API keys yet")).toBeVisible();
    await page.getByRole("button", { name: "Create API key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Watcher");
    await dialog.getByRole("radio", { name: "Restricted" }).check();
    const manage = dialog.getByRole("checkbox", { name: "Manage jobs" });
    await expect(manage).toBeDisabled();
    await expect(manage).toHaveAccessibleDescription(/Not available to the viewer role/);
    await dialog.getByRole("checkbox", { name: "Read jobs" }).check();
    await dialog.getByRole("radio", { name: "Custom" }).check();
    await dialog.getByLabel("Expires at").fill("2020-01-01T10:00");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByText("Choose a future time.")).toBeVisible();
    await dialog.getByLabel("Expires at").fill("2099-01-31T10:00");
    await dialog.getByRole("button", { name: "Create key" }).click();
    const secret = await shownKey(dialog);
    await dialog.getByRole("button", { name: "Test key" }).click();
    await expect(dialog.getByRole("region", { name: "Test key" })).toContainText("Viewer");
    await dialog.getByRole("button", { name: "Done" }).click();
    const held = await heldKey(api.as("viewer"), "Watcher");
    expect(held.scopes).toEqual(["jobs:read"]);
    expect(Date.parse(held.expires_at!)).toBe(Date.parse("2099-01-31T10:00Z"));
    expect((await withKey(sandbox, secret, "/api/v2/jobs")).status).toBe(200);
  });
});

test.describe("connected with a key that may only look at keys", () => {
  test.use({ role: undefined });

  test("what it may not do is there, and says why", async ({ page, context, api, sandbox }) => {
    const reader = await makeKey(api.as("editor"), "Reader", ["keys:read"]);
    const user = await api.as("editor").send("GET", "/api/v1/auth/me");
    await connectWithKey(context, sandbox, user, reader.secret);
    await page.goto("/settings/api-keys");
    const row = keyRow(page, reader.prefix);
    await expect(row).toContainText("used by this dashboard");
    const create = page.getByRole("button", { name: "Create API key" });
    await expect(create).toHaveAttribute("aria-disabled", "true");
    await expect(create).toHaveAccessibleDescription(/view keys but not change them/);
    await row.getByRole("button", { name: /^Actions for/ }).click();
    const revoke = page.getByRole("menuitem", { name: /^Revoke/ });
    await expect(revoke).toBeDisabled();
    await expect(revoke).toContainText("no permission");
  });
});
