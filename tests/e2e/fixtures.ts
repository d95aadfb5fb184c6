// What every journey begins with: a server of its own, a caller past the app, a quiet console.
import { test as base, expect, type Page } from "@playwright/test";
import { Api, email, password, type Role } from "./support/api.ts";
import { ConsoleGuard } from "./support/console.ts";
import { Faults } from "./support/faults.ts";
import { Sandbox, type SandboxOptions } from "./support/sandbox.ts";
import { signIn } from "./support/session.ts";

export { expect };
export {
  bothThemes,
  expectAccessible,
  expectForcedColors,
  expectLargeText,
  expectNoSidewaysScroll,
  expectReflow,
} from "./support/axe.ts";
export { Api, email, logIn, password, type Content, type Job, type Role } from "./support/api.ts";
export { failedRequest, failedSocket } from "./support/console.ts";

type Fixtures = {
  /** How the sandbox of this test starts: `test.use({ sandboxOptions: { jobs: 500 } })`. */
  sandboxOptions: SandboxOptions;
  /** The server, empty of everything but its seed. */
  sandbox: Sandbox;
  /** The owner, asking the server itself. */
  api: Api;
  /** Breaks what the server does. */
  faults: Faults;
  /** Fails the test on any complaint of the browser that was not allowed. */
  quietConsole: ConsoleGuard;
  /** Logs in through the form, from wherever the page is sent to. */
  signedInAs: (role: Role, page?: Page) => Promise<void>;
  /** Who is signed in from the start: `test.use({ role: "viewer" })`. */
  role: Role | undefined;
};

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>';

export const test = base.extend<Fixtures>({
  sandboxOptions: [{}, { option: true }],

  sandbox: async ({ sandboxOptions }, use, testInfo) => {
    const sandbox = new Sandbox(sandboxOptions);
    await sandbox.start();
    await use(sandbox);
    await sandbox.close();
    if (testInfo.status !== testInfo.expectedStatus && sandbox.log !== "") {
      await testInfo.attach("sandbox", { body: sandbox.log, contentType: "text/plain" });
    }
  },

  baseURL: async ({ sandbox, sandboxOptions }, use) => {
    if (!sandboxOptions.split) {
      await use(sandbox.address);
      return;
    }
    const host = new Sandbox({});
    await host.start();
    await use(host.address);
    await host.close();
  },

  role: [undefined, { option: true }],

  context: async ({ context, sandbox, sandboxOptions, role }, use) => {
    // A sandbox that serves the app is its API; with two of them, the app has to be told.
    if (sandboxOptions.split) {
      const json = { api_url: sandbox.address, allowed_backends: ["http://127.0.0.1:*"] };
      await context.route("**/config.json", (route) => route.fulfill({ json }));
    }
    // Documents show pictures of hosts that do not exist; no test reaches outside.
    await context.route(
      (url) => url.hostname !== "127.0.0.1",
      (route) => route.fulfill({ contentType: "image/svg+xml", body: picture }),
    );
    if (role) await signIn(context, sandbox, role);
    await use(context);
  },

  api: async ({ sandbox }, use) => use(new Api(sandbox)),

  faults: async ({ sandbox }, use) => use(new Faults(sandbox)),

  quietConsole: [
    async ({ context }, use) => {
      const guard = new ConsoleGuard(context);
      await use(guard);
      expect(guard.complaints, "the console stays silent").toEqual([]);
    },
    { auto: true },
  ],

  signedInAs: async ({ page: own }, use) => {
    await use(async (role, page = own) => {
      if (page.url() === "about:blank") await page.goto("/login");
      await page.getByLabel("Email").fill(email(role));
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
    });
  },
});
