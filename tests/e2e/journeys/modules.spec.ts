// Pages that are fetched when they are opened: one that cannot be had, and one of another build.
import { readdirSync } from "node:fs";
import { app } from "../support/program.ts";
import { expect, test } from "../fixtures.ts";
import { connection } from "../support/jobs.ts";

/** The files of modules, such as `jobs-0123456789abcdef.wasm`; a development build has none. */
const chunks = readdirSync(app).filter((name) => /^(?!app-).+-[0-9a-f]{16}\.wasm$/.test(name));

test.use({ role: "owner", sandboxOptions: { jobs: 6 } });
test.skip(chunks.length === 0, "this build is one program");

const pages = [
  ["/", "Overview"],
  ["/generate", "Generate"],
  ["/generate/batch", "Generate"],
  ["/jobs", "Jobs"],
  ["/content", "Content"],
  ["/templates", "Templates"],
  ["/health", "System health"],
  ["/cache", "Cache"],
  ["/analytics", "Analytics"],
  ["/monitoring", "Monitoring"],
  ["/settings/api-keys", "Settings"],
] as const;

/** All go the same way; one below the frame, one below a page, and one with a tab of its own do here. */
const often = ["/jobs", "/generate/batch", "/settings/api-keys"];

for (const [path, name] of pages) {
  const tier = often.includes(path) ? "" : " @slow";
  test(`${path} says that it could not be loaded, and loads when asked again${tier}`, async ({
    page,
    quietConsole,
  }) => {
    quietConsole.allow(/ERR_FAILED|Failed to fetch|Failed to load resource/);
    let isCut = true;
    await page.route("**/*.wasm", (route) =>
      isCut && !/\/app-/.test(route.request().url()) ? route.abort() : route.continue(),
    );
    await page.goto(path);
    const again = page.getByRole("button", { name: "Try again" });
    await expect(page.getByText("Couldn't load this page")).toBeVisible();
    isCut = false;
    await again.click();
    await expect(page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
    await expect(again).toBeHidden();
  });
}

test("what the server offers is asked for once, while the program is on its way", async ({ page }) => {
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const lists = () => asked.filter((path) => path === "/openapi.json").length;
  await page.goto("/jobs", { waitUntil: "commit" });
  await expect.poll(lists).toBe(1);
  letGo();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  expect(lists()).toBe(1);
});

test("if that answer doesn't come, the program asks again", async ({ page, quietConsole }) => {
  quietConsole.allow(/ERR_FAILED|Failed to load resource/);
  let refused = 0;
  await page.route("**/openapi.json", (route) => {
    refused += 1;
    return refused === 1 ? route.abort() : route.continue();
  });
  await page.goto("/jobs");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  expect(refused).toBe(2);
});

/** Stylesheets of areas, such as `styles-jobs-0123456789abcdef.css`. */
const areaStyles = /\/styles-[a-z_]+-[0-9a-f]{16}\.css$/;

test("a page whose stylesheet is missing says so, and is drawn when asked again", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(/ERR_FAILED|Failed to load resource/);
  let isCut = true;
  await page.route(areaStyles, (route) => (isCut ? route.abort() : route.continue()));
  await page.goto("/jobs");
  const again = page.getByRole("button", { name: "Try again" });
  await expect(page.getByText("Couldn't load this page")).toBeVisible();
  await expect(page.locator(".jobs")).toHaveCount(0);
  isCut = false;
  await again.click();
  await expect(page.locator(".jobs")).toHaveCSS("display", "grid");
  await expect(again).toBeHidden();
});

test("a page is drawn once its stylesheet is here, whichever is fetched first", async ({ page }) => {
  // Nothing is fetched ahead, as on a slow line.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { effectiveType: "3g" } });
  });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const jobs = document.querySelector(".jobs");
      const { dataset } = document.documentElement;
      if (jobs) dataset["drawnAs"] ??= getComputedStyle(jobs).display;
    }).observe(document, { childList: true, subtree: true });
  });
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  const links = () =>
    page.locator("link[data-modules][href]").evaluateAll((all) =>
      all.map((link) => (link as HTMLLinkElement).dataset["modules"]?.split(" ")[0]),
    );
  await page.goto("/settings/api-keys");
  await expect(page.locator(".settings")).toHaveCSS("display", "grid");
  expect(await links()).toEqual(["settings"]);
  await page.route(areaStyles, async (route) => {
    await held;
    await route.continue();
  });
  const program = page.waitForResponse(/jobs-[0-9a-f]{16}\.wasm$/);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }).click();
  await (await program).finished();
  letGo();
  await expect(page.locator(".jobs")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-drawn-as", "grid");
  // In the order of the cascade and not in that of the visits.
  expect(await links()).toEqual(["jobs", "settings"]);
});

test("a tab of an earlier build offers to reload", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(/404|Failed to load resource|HTTP status code is not ok/);
  // Nothing is fetched ahead, as on a slow line.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { effectiveType: "3g" } });
  });
  await page.goto("/generate");
  await expect(page.getByRole("heading", { level: 1, name: "Generate" })).toBeVisible();
  // It begins once all files of the page are here.
  await expect(connection(page)).toHaveText("Live");
  // The server has another build by now.
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "gone" }));
  await page.route(
    (url) => url.pathname === "/",
    async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll(/app-[0-9a-f]{16}/g, "app-ffffffffffffffff");
      await route.fulfill({ response: answer, body });
    },
  );
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Jobs" }).click();
  await expect(page.getByText("A new version is available")).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs", exact: true })).toBeVisible();
});

test("the search of the server is fetched when it is first opened, and again if that failed", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(/ERR_FAILED|Failed to fetch|Failed to load resource/);
  // Nothing is fetched ahead, as on a slow line.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { effectiveType: "3g" } });
  });
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { level: 1, name: "Jobs", exact: true })).toBeVisible();
  // It begins once all files of the page are here.
  await expect(connection(page)).toHaveText("Live");
  await page.route("**/*.wasm", (route) => route.abort());
  await page.keyboard.press("Control+k");
  await expect(page.getByText("Couldn't load this part of the app")).toBeVisible();
  // What is known here is found all the same.
  const search = page.getByRole("combobox", { name: "Search or jump to" });
  await page.keyboard.type("health");
  await expect(page.getByRole("option", { name: /System health/ })).toBeVisible();
  await search.press("Escape");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.keyboard.press("Control+k");
  await search.fill("ember");
  await expect(page.getByRole("option", { name: /Ember 2 launch/ }).first()).toBeVisible();
});

test.describe("signed out", () => {
  test.use({ role: undefined });

  /** What a first visit does not run, such as `later_3-0123456789abcdef.wasm`. */
  const later = /\/later_[^/]*\.wasm$/;

  test("what a first visit does not run is fetched once the page is left alone", async ({ page }) => {
    const fetched = page.waitForResponse(later);
    await page.goto("/login");
    await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
    expect((await fetched).request().resourceType()).toBe("fetch");
  });

  test("what is needed sooner is fetched at once, and again if that failed", async ({
    page,
    quietConsole,
  }) => {
    quietConsole.allow(/ERR_FAILED|Failed to load|Failed to execute 'send'/);
    let isCut = true;
    const asked: string[] = [];
    await page.route(later, (route) => {
      // What is fetched ahead does not come in time.
      if (route.request().resourceType() === "fetch") return;
      return isCut ? route.abort() : route.continue();
    });
    page.on("dialog", async (dialog) => {
      asked.push(dialog.message());
      isCut = false;
      await dialog.accept();
    });
    await page.goto("/login");
    const field = page.getByLabel("Password", { exact: true });
    await field.fill("not yet a password");
    await page.getByRole("button", { name: "Show characters" }).click();
    await expect(field).toHaveAttribute("type", "text");
    await expect(field).toHaveValue("not yet a password");
    expect(asked).toEqual([expect.stringContaining("couldn't be loaded")]);
  });

  test("/login says that it could not be loaded, and loads when asked again", async ({
    page,
    quietConsole,
  }) => {
    quietConsole.allow(/ERR_FAILED|Failed to fetch|Failed to load resource/);
    let isCut = true;
    await page.route("**/*.wasm", (route) =>
      isCut && !/\/app-/.test(route.request().url()) ? route.abort() : route.continue(),
    );
    await page.goto("/login");
    await expect(page.getByText("Couldn't load this page")).toBeVisible();
    isCut = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Log in" })).toBeVisible();
  });
});
