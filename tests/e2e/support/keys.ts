// API keys as tests make them and as the page shows them.
import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import type { Api } from "./api.ts";
import type { Sandbox } from "./sandbox.ts";

/** What tests read of a key. */
export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
  disabled_at?: string | null;
  replaced_by?: string | null;
};

/** All keys of whoever asks. */
export const heldKeys = async (api: Api): Promise<ApiKey[]> =>
  (await api.send<{ api_keys: ApiKey[] }>("GET", "/api/v1/api-keys")).api_keys;

/** The key of this name; the newest, if there are several. */
export async function heldKey(api: Api, name: string): Promise<ApiKey> {
  const key = (await heldKeys(api)).find((key) => key.name === name);
  if (!key) throw new Error(`there is no key ${name}`);
  return key;
}

/** Makes a key past the app. */
export const makeKey = (
  api: Api,
  name: string,
  scopes: string[] = [],
): Promise<ApiKey & { secret: string }> =>
  api.send("POST", "/api/v1/api-keys", { name, scopes, expires_at: null });

/** Asks the server with a key alone. */
export async function withKey(
  sandbox: Sandbox,
  key: string,
  path = "/api/v1/auth/me",
  method = "GET",
): Promise<{ status: number; detail: string }> {
  const answer = await fetch(sandbox.address + path, {
    method,
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: method === "GET" ? undefined : "{}",
  });
  const body = (await answer.json()) as { detail?: string };
  return { status: answer.status, detail: String(body.detail ?? "") };
}

/** Lets every page of the context begin connected with a key. */
export async function connectWithKey(
  context: BrowserContext,
  sandbox: Sandbox,
  user: unknown,
  key: string,
): Promise<void> {
  const session = { base: sandbox.address, user, proof: { kind: "api_key", key, cache: null } };
  await context.addInitScript((session) => {
    if (window.top === window) localStorage.setItem("toombos.session", session);
  }, JSON.stringify(session));
}

export const keysTable = (page: Page): Locator => page.getByRole("table", { name: "API keys" });

/** The row of a key. */
export const keyRow = (page: Page, text: string): Locator =>
  keysTable(page).getByRole("row").filter({ hasText: text });

/** Chooses from the menu of a key. */
export async function choose(page: Page, row: Locator, action: string | RegExp): Promise<void> {
  await row.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Creates a key through the form; the dialog then shows it. */
export async function createKey(page: Page, name: string): Promise<Locator> {
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByRole("button", { name: "Test key" })).toBeVisible();
  return dialog;
}

/** The key that the dialog shows, in full. */
export async function shownKey(dialog: Locator): Promise<string> {
  const place = dialog.getByRole("group", { name: "New key" });
  await dialog.getByRole("button", { name: "Show key" }).click();
  return (await place.locator("code").innerText()).trim();
}
