// Requests of an idle app: few, and none for what is not visible.
import { cacheKey, expect, jobKey, open, test } from "../../shipped.ts";
import { counted, holdClock, pass, setHidden } from "../../support/idle.ts";

test.use({
  keys: { key: jobKey, cache: cacheKey },
  backendOptions: { environment: "patched", jobs: ["jobs-list-limit-100"], pace: 0 },
});

/** Length of the idle time in minutes; the weekly run covers rare requests. */
const minutes = process.env.SLOW_JOURNEYS ? 5 : 1.5;

/** How many seconds lie at least between two requests for the same; 10 for the rest. */
const apart: Record<string, number> = {
  "/api/v2/jobs": 5,
  "/openapi.json": 300,
  // A sign of life, where nothing else is asked for.
  "/live": 30,
};

/** A page, its name, and all that it may ask for while it is only looked at. */
const pages: [string, string | RegExp, RegExp][] = [
  ["/", "Overview", /^\/(api\/v2\/jobs|health|live)$/],
  ["/generate", "Generate", /^\/(health|live)$/],
  ["/generate/plan", /Plan/, /^\/(health|live)$/],
  ["/jobs", "Jobs", /^\/(api\/v2\/jobs|live|health)$/],
  [
    "/jobs/sync_20261123000422_gdocs%3Awe",
    "sync_20261123000422_gdocs:we",
    /^\/(api\/v2\/jobs\/sync_20261123000422_gdocs(%3A|:)we|live|health)$/,
  ],
  ["/content", "Content", /^\/(health|live)$/],
  ["/templates", "Templates", /^\/(api\/v2\/templates|health|live)$/],
  [
    "/health",
    "System health",
    /^\/(health|ready|live|startup|api\/v1\/.*\/status|api\/metrics\/prometheus)$/,
  ],
  ["/cache", "Cache", /^\/(api\/v1\/cache\/(stats|health|history)|health|live)$/],
  ["/analytics", "Analytics", /^\/(api\/v2\/metrics|health|live)$/],
  ["/monitoring", "Monitoring", /^\/(metrics|api\/metrics\/prometheus|api\/v2\/metrics|health|live)$/],
  ["/settings/connection", "Settings", /^\/(live|health)$/],
];

/** Chromium complains of a 503 although its body is a good answer of these routes. */
const report = /status of 503 .*\/(health|ready|startup)(\?_=[\d.]+)?\)$/;

for (const [address, name, may] of pages) {
  test(`idle minutes on ${address}`, async ({ page, backend, quietConsole }) => {
    test.setTimeout(90_000);
    quietConsole.allow(report);
    await holdClock(page);
    await open(page, address, name);
    await pass(page, 0.1);
    const before = (await backend.requests()).length;
    await pass(page, minutes);
    for (const [path, count] of Object.entries(await counted(backend, before))) {
      expect(path, "only what is shown is asked for").toMatch(may);
      const most = (minutes * 60) / (apart[path] ?? 10) + 1;
      expect(count, `requests for ${path} in ${minutes} minutes`).toBeLessThanOrEqual(most);
    }
    expect((await backend.requests()).filter(({ method }) => method === "SOCKET")).toEqual([]);
  });

  test(`nothing is asked for while ${address} is hidden, and all at once when it is seen`, async ({
    page,
    backend,
    quietConsole,
  }) => {
    quietConsole.allow(report);
    await holdClock(page);
    await open(page, address, name);
    await pass(page, 0.1);
    await setHidden(page, true);
    await pass(page, 0.1);
    const before = (await backend.requests()).length;
    await pass(page, minutes);
    expect(await counted(backend, before), "requests while hidden").toEqual({});
    await setHidden(page, false);
    await pass(page, 0.1);
    for (const [path, count] of Object.entries(await counted(backend, before))) {
      expect(path).toMatch(may);
      expect(count, `requests for ${path} on coming back`).toBeLessThanOrEqual(2);
    }
  });
}

test("a large list is asked for once per interval, and less often than a small one", async ({
  page,
  backend,
  faults,
}) => {
  const job = (number: number) => ({
    job_id: `sync_20261123000000_n${number}`,
    status: number % 2 === 0 ? "completed" : "failed",
    created_at: "2026-11-23T00:00:00.5",
    completed_at: null,
    results: { email: { status: "completed", note: "x".repeat(1_700) } },
    errors: [],
  });
  const body = Array.from({ length: 400 }, (_, number) => job(number));
  await faults.add({ kind: "status", status: 200, body }, { match: "GET /api/v2/jobs" });
  await holdClock(page);
  await open(page, "/", "Overview");
  await expect(page.getByRole("link", { name: /^View all 200/ }).first()).toBeVisible();
  await pass(page, 0.2);
  const before = (await backend.requests()).length;
  await pass(page, 3);
  // Four panels show it; 700 kB every 25 s are less than 2 MB a minute.
  const count = (await counted(backend, before))["/api/v2/jobs"] ?? 0;
  expect(count, "requests in three minutes").toBeGreaterThanOrEqual(5);
  expect(count, "requests in three minutes").toBeLessThanOrEqual(8);
});

test.describe("a server that goes away", () => {
  test.use({ backendOptions: { split: true } });

  test("a server that was away is found again on a page that asks for nothing", async ({
    page,
    backend,
    quietConsole,
  }) => {
    quietConsole.allow(/net::ERR_/);
    await holdClock(page);
    await open(page, "/generate", "Generate");
    const connection = page.getByRole("status", { name: "Connection" });
    await expect(connection).toHaveText("Polling");
    await backend.stop();
    await pass(page, 1);
    await expect(connection).toHaveText("Offline");
    await backend.start();
    await pass(page, 0.5);
    await expect(connection).toHaveText("Polling");
  });
});
