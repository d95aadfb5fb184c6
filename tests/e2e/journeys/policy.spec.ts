// The release build under its own security policy, from the first page to the last frame.
import { expect, test } from "../fixtures.ts";
import { ember } from "../support/jobs.ts";

test.use({ role: "editor" });

test("nothing on the way breaks the policy", async ({ page, context }) => {
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const answer = await page.goto(`/generate?document=${encodeURIComponent(ember.id)}`);
  expect(answer?.headers()["content-security-policy"]).toContain("default-src");
  for (const name of ["Email", "Social", "Web"]) {
    await page.getByRole("checkbox", { name, exact: true }).check();
  }
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  for (const name of ["Email", "Social", "Web"]) {
    await preview.getByRole("tab", { name }).click();
    await expect(preview.getByRole("tabpanel")).not.toBeEmpty();
  }
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  // That nothing was reported is asserted by the fixture.
});

test("a script of the page's own origin is refused where it is not the app's", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(/Content Security Policy/);
  await page.goto("/");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.broken = true";
    document.body.append(script);
    return "broken" in window;
  });
  expect(ran).toBe(false);
});
