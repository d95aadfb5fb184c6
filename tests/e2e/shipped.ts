// What every journey on the backend as shipped begins with: that backend, replayed; the app at
// another origin, under its policy; a console in which nothing is said.
import { test as base, expect } from "@playwright/test";
import { ConsoleGuard } from "./support/console.ts";
import { Faults } from "./support/faults.ts";
import {
  Backend,
  connectWith,
  ShippedServer,
  type Ring,
  type ShippedOptions,
} from "./support/shipped.ts";

export { expect };
export { bothThemes, expectAccessible, expectNoSidewaysScroll } from "./support/axe.ts";
export { cacheKey, holdPublishing, jobKey, open, recordedBody } from "./support/shipped.ts";
export type { Entry, ShippedJob, ShippedServer } from "./support/shipped.ts";

/**
 * What Chromium itself writes of an answer that is no success; the app cannot keep it from that.
 * A test that provokes one names it.
 */
export const answered = (...statuses: number[]): RegExp =>
  new RegExp(`Failed to load resource: .* status of (${statuses.join("|")})`);

/** What it writes of a plain 500 without CORS headers. */
export const hidden = /blocked by CORS policy|net::ERR_FAILED|status of 500/;

/** What it writes of a socket that is refused. */
export const refusedSocket = /WebSocket connection to .* failed/;

type Fixtures = {
  /** How the backend of this test is: `test.use({ backendOptions: { environment: "patched" } })`. */
  backendOptions: ShippedOptions;
  /** The backend, empty. */
  backend: ShippedServer;
  /** Asks the backend itself, with a key that the app does not use. */
  api: Backend;
  /** Breaks what the backend does. */
  faults: Faults;
  /** Which keys the browser is connected with from the start; `null` for not at all. */
  keys: Ring | null;
  /** Fails the test on any complaint of the browser that was not allowed. */
  quietConsole: ConsoleGuard;
};

export const test = base.extend<Fixtures>({
  backendOptions: [{}, { option: true }],

  backend: async ({ backendOptions }, use, testInfo) => {
    const backend = new ShippedServer(backendOptions);
    await backend.start();
    await use(backend);
    await backend.stop();
    if (testInfo.status !== testInfo.expectedStatus && backend.log !== "") {
      await testInfo.attach("backend", { body: backend.log, contentType: "text/plain" });
    }
  },

  baseURL: async ({ backend, backendOptions }, use) => {
    if (!backendOptions.split) {
      await use(backend.app);
      return;
    }
    const host = new ShippedServer({});
    await host.start();
    await use(host.app);
    await host.stop();
  },

  keys: [{ key: "content-gen-key-123" }, { option: true }],

  context: async ({ context, backend, backendOptions, keys }, use) => {
    if (backendOptions.split) {
      const json = { api_url: backend.address, allowed_backends: ["http://127.0.0.1:*"] };
      await context.route("**/config.json", (route) => route.fulfill({ json }));
    }
    // Nothing reaches outside, and nothing of the app should want to.
    await context.route(
      (url) => url.hostname !== "127.0.0.1",
      (route) => route.abort("blockedbyclient"),
    );
    if (keys) await connectWith(context, backend, keys);
    await use(context);
  },

  api: async ({ backend }, use) => use(new Backend(backend)),

  faults: async ({ backend }, use) => use(new Faults(backend)),

  quietConsole: [
    async ({ context }, use) => {
      const guard = new ConsoleGuard(context);
      await use(guard);
      expect(guard.complaints, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],
});
