// Connecting with an API key instead of a password.
import type { Page } from "@playwright/test";
import { expect, failedRequest, test, type Api } from "../fixtures.ts";
import { connection } from "../support/jobs.ts";
import { Sandbox } from "../support/sandbox.ts";

type Key = { id: string; secret: string; last_used_at: string | null };

const createKey = (api: Api) => api.send<Key>("POST", "/api/v1/api-keys", { name: "Newsroom" });

async function connect(page: Page, backend: string, key: string): Promise<void> {
  await page.getByLabel("Backend URL").fill(backend);
  await page.getByLabel("API key", { exact: true }).fill(key);
  await page.getByRole("button", { name: "Connect" }).click();
}

test("a right key opens the app, and shows in no address @phone", async ({
  context,
  page,
  api,
  sandbox,
}) => {
  const key = await createKey(api);
  const addresses: string[] = [];
  context.on("request", (request) => addresses.push(request.url()));
  page.on("framenavigated", (frame) => addresses.push(frame.url()));

  await page.goto("/connect");
  await expect(page.getByLabel("Backend URL")).toHaveValue(sandbox.address);
  await connect(page, sandbox.address, key.secret);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  await expect(page.getByRole("status", { name: "Connection" })).toHaveText("Live");

  expect(addresses.filter((address) => address.includes(key.secret))).toEqual([]);
  const { api_keys } = await api.send<{ api_keys: Key[] }>("GET", "/api/v1/api-keys");
  expect(api_keys.find(({ id }) => id === key.id)?.last_used_at).toBeTruthy();
});

test("a wrong key is said so, and what was typed is kept", async ({
  page,
  sandbox,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/connect");
  await connect(page, sandbox.address, "toombos_nobody_has_this_key");
  await expect(page.getByRole("alert")).toContainText("This server doesn't recognize the key");
  await expect(page.getByLabel("Backend URL")).toHaveValue(sandbox.address);
  await expect(page.getByLabel("API key", { exact: true })).toHaveValue(
    "toombos_nobody_has_this_key",
  );
  await expect(page.getByRole("heading", { level: 1, name: "Connect" })).toBeVisible();
});

test("an address where nothing answers is named as the culprit", async ({
  page,
  api,
  sandbox,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const gone = new Sandbox({});
  await gone.start();
  await gone.stop();
  const key = await createKey(api);

  await page.goto("/connect");
  await connect(page, gone.address, key.secret);
  await expect(page.getByRole("alert").first()).toContainText("can't be reached");
  await expect(page.getByLabel("Backend URL")).toHaveAccessibleDescription(
    /No response from this address/,
  );

  await page.getByLabel("Backend URL").fill("https://");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByLabel("Backend URL")).toHaveAccessibleDescription(
    /Enter a URL/,
  );

  await page.getByLabel("Backend URL").fill(sandbox.address);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("a revoked key ends the session, which says so", async ({
  page,
  api,
  sandbox,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  const key = await createKey(api);
  await page.goto("/connect");
  await connect(page, sandbox.address, key.secret);
  // Once it is live the page asks for nothing more by itself.
  await expect(connection(page)).toHaveText("Live");

  await api.send("DELETE", `/api/v1/api-keys/${key.id}`);
  await page.getByRole("link", { name: "Jobs", exact: true }).dispatchEvent("click");
  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(ended).toContainText("no longer accepts this API key");
  await ended.getByRole("button", { name: "Reconnect" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Log in|Connect/ })).toBeVisible();
});
