// The app below a path of a site, and what its page says where the path does not fit.
import { email, expect, failedRequest, password, test } from "../fixtures.ts";
import { chooseChannels, renderPreview } from "../support/form.ts";
import { ember } from "../support/jobs.ts";

test.describe("below a path", () => {
  test.use({ sandboxOptions: { base: "/toombos/", jobs: 6 } });

  test("every way through the app stays below it", async ({
    page,
    api,
    sandbox,
    quietConsole,
  }) => {
    // The server knows no job whose id ends in a full stop.
    quietConsole.allow(failedRequest);
    const job = await api.generate({ document_id: ember.id, channels: ["web"] });
    await api.ended(job.job_id);
    const at = (path: string) => new RegExp(`^${sandbox.address}/toombos${path}$`);
    const outside: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (!/^\/(toombos|api|ws|media|published|health|metrics|ready|live|openapi)/.test(pathname)) {
        outside.push(pathname);
      }
    });

    // A deep link, by way of logging in, with a full stop that was copied along.
    await page.goto(`/toombos/jobs/${job.job_id}.`);
    await expect(page).toHaveURL(at("/login\\?next=%2Ftoombos%2Fjobs%2F.*"));
    await page.getByLabel("Email").fill(email("editor"));
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Log in" }).click();
    const heading = page.getByRole("heading", { level: 1, name: job.job_id, exact: true });
    await expect(heading).toBeVisible();
    await expect(page).toHaveURL(at(`/jobs/${job.job_id}`));
    await page.reload();
    await expect(heading).toBeVisible();

    // Links, the state of a page, and the way back.
    const main = page.getByRole("navigation", { name: "Main" });
    await main.getByRole("link", { name: "Jobs", exact: true }).click();
    await expect(page).toHaveURL(at("/jobs"));
    await page.getByRole("searchbox", { name: "Search jobs" }).fill(job.job_id);
    await expect(page).toHaveURL(at(`/jobs\\?q=${job.job_id}`));
    await page.getByRole("link", { name: /Ember/ }).first().click();
    await expect(heading).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(at(`/jobs\\?q=${job.job_id}`));
    await main.getByRole("link", { name: "Overview" }).click();
    await expect(page).toHaveURL(at("/"));
    await expect(main.getByRole("link", { name: "Overview" })).toHaveAttribute("aria-current", "page");
    await main.getByRole("link", { name: "Cache" }).click();
    await expect(main.getByRole("link", { name: "Overview" })).not.toHaveAttribute("aria-current");

    // The search, and a redirect within the app.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("settings");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(at("/settings/.+"));

    // The preview's frame.
    await page.goto(`/toombos/generate?document=${encodeURIComponent(ember.id)}`);
    await chooseChannels(page, "Email");
    const wall = await renderPreview(page);
    const inside = wall.frameLocator("iframe").first();
    await expect(inside.locator("body")).toContainText("Ember");

    // An address that no page has, and one that is all but a page's.
    await page.goto("/toombos/nowhere");
    await expect(page.getByText("Page not found")).toBeVisible();
    await page.getByRole("link", { name: "Go to Overview" }).click();
    await expect(page).toHaveURL(at("/"));
    await page.goto("/toombos/cache.");
    await expect(page.getByRole("heading", { level: 1, name: "Cache" })).toBeVisible();
    await expect(page).toHaveURL(at("/cache"));

    await page.goto("/toombos");
    await expect(page).toHaveURL(at("/"));
    expect(outside).toEqual([]);
  });
});

test.describe("at an address that does not fit", () => {
  test("the page says where it belongs, and does not blame the connection", async ({
    page,
    context,
    quietConsole,
  }) => {
    quietConsole.allow(failedRequest, /Failed to fetch|MIME type|preload|manifest/i);
    // Built for `/elsewhere/`, where none of its files are.
    await context.route("**/*", async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.startsWith("/elsewhere/") && pathname !== "/elsewhere/jobs") {
        return route.fulfill({ status: 404, contentType: "text/plain", body: "gone" });
      }
      if (route.request().resourceType() !== "document") return route.continue();
      const answer = await route.fetch({ url: new URL("/", route.request().url()).href });
      const body = (await answer.text())
        .replace(/(["'=])\/(toombos-dashboard|app|modules|styles|tokens|base|ui)-/g, "$1/elsewhere/$2-");
      // The start script names its file, so the policy has another hash for it.
      const { "content-security-policy": _, ...headers } = answer.headers();
      return route.fulfill({ response: answer, body, headers });
    });
    await page.goto("/elsewhere/jobs");
    await expect(page.getByRole("status")).toContainText(/files aren't at http:\/\/.*\/elsewhere\//);
    await page.goto("/jobs");
    await expect(page.getByRole("status")).toContainText(/set up for http:\/\/.*\/elsewhere\//);
    await expect(page.getByText(/connection/)).toBeHidden();
  });
});
