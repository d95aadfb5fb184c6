// What the app asks for while nobody does anything: little, and nothing for what is not seen.
import { cacheKey, expect, jobKey, open, test } from "../../shipped.ts";
import { counted, holdClock, pass, setHidden } from "../../support/idle.ts";

test.use({
  keys: { key: jobKey, cache: cacheKey },
  backendOptions: { environment: "patched", jobs: ["jobs-list-limit-100"], pace: 0 },
});

/** How many seconds lie at least between two requests for the same; 10 for the rest. */
const apart: Record<string, number> = {
  "/api/v2/jobs": 5,
  // It holds up the whole backend.
  "/health/detailed": 30,
  "/openapi.json": 300,
};

/** A page, its name, and all that it may ask for while it is only looked at. */
const pages: [string, string | RegExp, RegExp][] = [
  ["/", "Overview", /^\/(api\/v2\/jobs|health|live)$/],
  ["/generate", "Generate", /^\/health$/],
  ["/generate/plan", /Plan/, /^\/health$/],
  ["/jobs", "Jobs", /^\/(api\/v2\/jobs|live|health)$/],
  [
    "/jobs/sync_20261123000422_gdocs%3Awe",
    "sync_20261123000422_gdocs:we",
    /^\/(api\/v2\/jobs\/sync_20261123000422_gdocs(%3A|:)we|live|health)$/,
  ],
  ["/content", "Content", /^\/health$/],
  ["/templates", "Templates", /^\/(api\/v2\/templates|health)$/],
  [
    "/health",
    "System health",
    /^\/(health(\/detailed)?|ready|live|startup|api\/v1\/.*\/status|api\/metrics\/prometheus)$/,
  ],
  ["/cache", "Cache", /^\/(api\/v1\/cache\/(stats|health|history)|live)$/],
  ["/analytics", "Analytics", /^\/(api\/v2\/metrics|health)$/],
  ["/monitoring", "Monitoring", /^\/(metrics|api\/metrics\/prometheus|api\/v2\/metrics)$/],
  ["/settings/connection", "Settings", /^\/(live|health)$/],
];

/** Chromium complains of a 503 although its body is a good answer of these routes. */
const report = /status of 503 .*\/(health|health\/detailed|ready|startup)\)$/;

for (const [address, name, may] of pages) {
  test(`five idle minutes on ${address}`, async ({ page, backend, quietConsole }) => {
    test.setTimeout(90_000);
    quietConsole.allow(report);
    await holdClock(page);
    await open(page, address, name);
    await pass(page, 0.1);
    const before = backend.requests.length;
    await pass(page, 5);
    for (const [path, count] of Object.entries(counted(backend, before))) {
      expect(path, "only what is shown is asked for").toMatch(may);
      const most = 300 / (apart[path] ?? 10) + 1;
      expect(count, `requests for ${path} in five minutes`).toBeLessThanOrEqual(most);
    }
    expect(backend.requests.filter(({ method }) => method === "SOCKET")).toEqual([]);
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
    const before = backend.requests.length;
    await pass(page, 2);
    expect(counted(backend, before), "requests while hidden").toEqual({});
    await setHidden(page, false);
    await pass(page, 0.1);
    for (const [path, count] of Object.entries(counted(backend, before))) {
      expect(path).toMatch(may);
      expect(count, `requests for ${path} on coming back`).toBeLessThanOrEqual(2);
    }
  });
}
