// What every journey on the backend as shipped begins with: that backend, replayed; the app at
// another origin, under its policy; a console in which nothing is said.
import { test as base, expect } from "@playwright/test";
import { ConsoleGuard } from "./support/console.ts";
import {
  Backend,
  connectWith,
  hostFor,
  ShippedServer,
  type Ring,
  type WorldOptions,
} from "./support/shipped.ts";

export { expect };
export { bothThemes, expectAccessible, expectNoSidewaysScroll } from "./support/axe.ts";
export { cacheKey, holdPublishing, jobKey, open, recordedBody } from "./support/shipped.ts";
export type { Entry, ShippedJob } from "./support/shipped.ts";

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
  backendOptions: WorldOptions;
  /** The backend, empty. */
  backend: ShippedServer;
  /** Asks the backend itself, with a key that the app does not use. */
  api: Backend;
  /** Which keys the browser is connected with from the start; `null` for not at all. */
  keys: Ring | null;
  /** Fails the test on any complaint of the browser that was not allowed. */
  quietConsole: ConsoleGuard;
};

export const test = base.extend<Fixtures>({
  backendOptions: [{}, { option: true }],

  backend: async ({ backendOptions }, use) => {
    const origins: string[] = [];
    const backend = new ShippedServer({ origins, ...backendOptions });
    await backend.start();
    const host = await hostFor(backend);
    origins.push(host.address);
    hosts.set(backend, host.address);
    await use(backend);
    await host.stop();
    await backend.stop();
  },

  baseURL: async ({ backend }, use) => use(hosts.get(backend)),

  keys: [{ key: "content-gen-key-123" }, { option: true }],

  context: async ({ context, backend, keys }, use) => {
    // Nothing reaches outside, and nothing of the app should want to.
    await context.route(
      (url) => url.hostname !== "127.0.0.1",
      (route) => route.abort("blockedbyclient"),
    );
    if (keys) await connectWith(context, backend, keys);
    await use(context);
  },

  api: async ({ backend }, use) => use(new Backend(backend)),

  quietConsole: [
    async ({ context }, use) => {
      const guard = new ConsoleGuard(context);
      await use(guard);
      expect(guard.complaints, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],
});

/** Where the app of a backend is. */
const hosts = new WeakMap<ShippedServer, string>();
