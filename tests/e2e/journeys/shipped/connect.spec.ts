// Connecting: which key is which, each proved by a real request, each sent only where it belongs.
import type { Page } from "@playwright/test";
import { answered, cacheKey, expect, hidden, jobKey, test } from "../../shipped.ts";

test.use({ keys: null });

const connect = (page: Page) => page.getByRole("button", { name: "Connect", exact: true }).click();

async function fill(page: Page, keys: { api?: string; cache?: string }): Promise<void> {
  await page.goto("/connect");
  // What this server needs is known once it was asked.
  await expect(page.getByLabel("Cache key", { exact: true })).toBeVisible();
  if (keys.api) await page.getByLabel("API key", { exact: true }).fill(keys.api);
  if (keys.cache) await page.getByLabel("Cache key", { exact: true }).fill(keys.cache);
}

const overview = (page: Page) => page.getByRole("heading", { level: 1, name: "Overview" });

test("a key for jobs is proved with a real request and connects", async ({ page, backend }) => {
  await fill(page, { api: jobKey });
  await connect(page);
  await expect(overview(page)).toBeVisible();
  const proofs = await backend.asked("/api/v2/jobs");
  expect(proofs.length).toBeGreaterThan(0);
  for (const { query, headers } of proofs) {
    expect(query.get("api_key")).toBe(jobKey);
    expect(headers["x-api-key"] ?? headers.authorization).toBeUndefined();
  }
});

test("a deep link is where one lands after connecting", async ({ page }) => {
  await page.goto("/analytics");
  await page.getByRole("link", { name: /Connect/ }).click();
  await page.getByLabel("API key", { exact: true }).fill(jobKey);
  await connect(page);
  await expect(page.getByRole("heading", { level: 1, name: "Analytics" })).toBeVisible();
});

test("no key at all connects to what is public", async ({ page, backend }) => {
  await fill(page, {});
  await connect(page);
  await expect(overview(page)).toBeVisible();
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("main").getByText(/API key/).first()).toBeVisible();
  expect(await backend.asked("/api/v2/jobs"), "nothing is asked for without its key").toEqual([]);
});

test("a wrong key is refused at its field, and nothing typed is lost", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(answered(401));
  await fill(page, { api: "not-a-key" });
  await connect(page);
  await expect(page.getByRole("alert")).toContainText("doesn't recognize the key");
  await expect(page.getByLabel("API key", { exact: true })).toHaveValue("not-a-key");
  await expect(page).toHaveURL(/\/connect$/);
});

test("the cache key in the field of the other is refused like any wrong one", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(answered(401));
  await fill(page, { api: cacheKey });
  await connect(page);
  await expect(page.getByRole("alert")).toContainText("The cache key is a different key");
});

test("a cache key that cannot be proved is said to be so, and one may go on without it", async ({
  page,
  backend,
  quietConsole,
}) => {
  quietConsole.allow(hidden);
  await fill(page, { api: jobKey, cache: cacheKey });
  await connect(page);
  await expect(page.getByRole("alert")).toContainText("Couldn't check");
  await expect(page.getByRole("alert")).not.toContainText(/offline|unreachable|no response/i);
  expect((await backend.asked("/live")).length, "the server itself was asked").toBeGreaterThan(0);
  await page.getByRole("button", { name: "Continue without cache key" }).click();
  await expect(overview(page)).toBeVisible();
});

test.describe("a server that goes away", () => {
  test.use({ backendOptions: { split: true } });

  test("an address at which nothing answers is named at its field", async ({
    page,
    backend,
    quietConsole,
  }) => {
    quietConsole.allow(/net::ERR_/);
    await fill(page, { api: jobKey });
    await backend.stop();
    await page.getByLabel("Backend URL").fill("http://127.0.0.1:9");
    await connect(page);
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByLabel("API key", { exact: true })).toHaveValue(jobKey);
  });
});

test.describe("with repaired caches", () => {
  test.use({ backendOptions: { environment: "patched" } });

  test("a cache key alone connects, and is sent as a header", async ({ page, backend }) => {
    await fill(page, { cache: cacheKey });
    await connect(page);
    await expect(overview(page)).toBeVisible();
    const [proof] = await backend.asked("/api/v1/cache/stats");
    expect(proof?.headers["x-api-key"]).toBe(cacheKey);
    expect(String(proof?.query)).not.toContain(cacheKey);
  });

  test("a wrong cache key is refused at its field", async ({ page, quietConsole }) => {
    quietConsole.allow(answered(401));
    await fill(page, { api: jobKey, cache: "nope" });
    await connect(page);
    await expect(page.getByRole("alert")).toContainText("cache key");
    await expect(page.getByLabel("Cache key", { exact: true })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
  });
});

for (const [address, name] of [
  ["/login", "Log in"],
  ["/register", "Create account"],
] as const) {
  test(`${address} says that there are no accounts, and leads on`, async ({ page, backend }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByText(/no (password login|registration)/).first()).toBeVisible();
    await expect(page.getByLabel("Password")).toHaveCount(0);
    await page.getByRole("link", { name: "Connect to a server" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Connect" })).toBeVisible();
    const routes = (await backend.requests()).map(({ path }) => path);
    expect(routes.filter((path) => path.includes("auth"))).toEqual([]);
  });
}
