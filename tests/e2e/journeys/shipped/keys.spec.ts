// Trap 1: keys in queries leak; here they reach neither history, address bar, console nor texts.
import { cacheKey, expect, hidden, jobKey, open, test } from "../../shipped.ts";

test.use({
  keys: { key: jobKey, cache: cacheKey },
  backendOptions: { jobs: ["jobs-list-limit-100"] },
});

const pages = [
  ["/", "Overview"],
  ["/jobs", "Jobs"],
  ["/jobs/sync_20261123000422_gdocs%3Awe", "sync_20261123000422_gdocs:we"],
  ["/analytics", "Analytics"],
  ["/cache", "Cache"],
  ["/settings/connection", "Settings"],
] as const;

test("a_key_in_a_query_is_seen_nowhere", async ({ page, faults, context, quietConsole }) => {
  quietConsole.allow(hidden);
  const heard: string[] = [];
  // The browser's own words on a refused request name its address; no page can keep it from that.
  const own = /^(Access to fetch at|Failed to load resource)/;
  context.on("console", (message) => {
    if (!own.test(message.text())) heard.push(message.text());
  });
  const visited: string[] = [];
  page.on("framenavigated", (frame) => visited.push(frame.url()));
  await faults.add({ kind: "plain-500" }, { match: "/api/v2/metrics" });
  for (const [address, name] of pages) {
    await open(page, address, name);
    await expect(page.getByRole("main")).not.toContainText(jobKey);
    await expect(page.getByRole("main")).not.toContainText(cacheKey);
    const html = await page.content();
    expect(html.includes(jobKey) || html.includes(cacheKey), `${address} holds a key`).toBe(false);
  }
  for (const text of [...visited, ...heard, page.url(), await page.title()]) {
    expect(text).not.toContain(cacheKey);
    expect(text).not.toContain(jobKey);
  }
});

test("each_key_goes_only_where_it_belongs", async ({ page, backend, quietConsole }) => {
  quietConsole.allow(hidden);
  for (const [address, name] of pages) await open(page, address, name);
  await expect.poll(async () => (await backend.requests()).length).toBeGreaterThan(5);
  const jobRoutes = /^\/api\/v2\/(jobs|metrics|content\/sync)/;
  const cacheRoutes = /^\/api\/v1\/cache\//;
  for (const { path, query, headers } of await backend.requests()) {
    expect(query.get("api_key"), path).toBe(jobRoutes.test(path) ? jobKey : null);
    if (headers["x-api-key"] !== undefined) expect(path).toMatch(cacheRoutes);
    expect(headers.authorization, path).toBeUndefined();
    expect(headers.cookie, path).toBeUndefined();
    expect(headers.referer ?? "").not.toContain("api_key");
  }
});
