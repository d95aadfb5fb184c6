// What docs/browsers.md promises: older browsers work, and those too old are told.
import { email, expect, password, test } from "../fixtures.ts";
import { chooseChannels, chooseDocument, publishForm } from "../support/form.ts";
import { ember, jobRow } from "../support/jobs.ts";

test("the dashboard works without what the oldest supported browsers lack", async ({
  page,
  api,
}) => {
  await page.addInitScript(() => {
    const drop = (from: object, ...names: string[]) => {
      for (const name of names) {
        Object.defineProperty(from, name, { value: undefined, configurable: true, writable: true });
      }
    };
    drop(AbortSignal, "any", "timeout");
    drop(Promise, "withResolvers", "try");
    drop(Array, "fromAsync");
    drop(Object, "groupBy");
    drop(Map, "groupBy");
    drop(URL, "parse", "canParse");
    drop(window, "requestIdleCallback", "cancelIdleCallback", "scheduler", "navigation");
    drop(window, "CompressionStream", "BroadcastChannel", "trustedTypes");
    drop(Element.prototype, "checkVisibility", "moveBefore", "setHTMLUnsafe");
    drop(Document.prototype, "startViewTransition");
    drop(Navigator.prototype, "locks", "userAgentData", "clipboard");
    drop(Crypto.prototype, "randomUUID");
    drop(Set.prototype, "union", "intersection", "difference");
    drop(Array.prototype, "toSorted", "toReversed", "with", "findLast");
  });
  await page.goto("/login");
  await page.getByLabel("Email").fill(email("editor"));
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await page.goto("/generate");
  await chooseDocument(page, ember.title);
  await chooseChannels(page, "Web");
  await publishForm(page);
  const heading = page.getByRole("heading", { level: 1, name: /^job_/ });
  await expect(heading).toBeVisible();
  const id = (await heading.textContent())!.trim();
  await expect.poll(async () => (await api.job(id)).status).toBe("completed");
  await page.goto("/jobs");
  await expect(jobRow(page, id)).toContainText("Completed");
});

test("a request that takes too long says so, and one that is given up says nothing", async ({
  page,
  faults,
}) => {
  await faults.add({ kind: "latency", ms: 60_000 }, { match: "/api/v1/auth/login" });
  await page.clock.install();
  await page.goto("/login");
  await page.getByLabel("Email").fill(email("editor"));
  await page.getByLabel("Password", { exact: true }).fill(password);
  const asked = page.waitForRequest("**/auth/login");
  await page.getByRole("button", { name: "Log in" }).click();
  await asked;
  await page.clock.runFor(31_000);
  await expect(page.getByRole("alert")).toContainText(/in time|too long/);
});

for (const [what, missing] of [
  ["popovers", "HTMLElement.prototype.showPopover"],
  ["WebAssembly", "window.WebAssembly"],
] as const) {
  test(`a browser without ${what} is told in a plain sentence`, async ({ page, quietConsole }) => {
    quietConsole.allow(/WebAssembly|preload/);
    await page.addInitScript((path) => {
      const names = path.split(".");
      const last = names.pop()!;
      let from: Record<string, unknown> = window as never;
      for (const name of names.filter((name) => name !== "window")) {
        from = from[name] as Record<string, unknown>;
      }
      delete from[last];
    }, missing);
    await page.goto("/jobs");
    await expect(page.getByRole("status")).toContainText(
      what === "popovers" ? "This browser is too old for Toombos." : "Toombos needs WebAssembly",
    );
    await expect(page.getByRole("heading", { name: "Log in" })).toBeHidden();
  });
}

test("Enter and Escape that end a composition choose and close nothing", async ({
  page,
  signedInAs,
}) => {
  await signedInAs("editor");
  await page.goto("/generate");
  const field = page.getByRole("combobox", { name: "Document" });
  await field.click();
  await field.pressSequentially("ember");
  await expect(page.getByRole("option", { name: ember.title })).toBeVisible();
  // As Chromium tells of it during the composition, and as Safari does right after it.
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    for (const key of ["Enter", "Escape", "ArrowDown"]) {
      await field.evaluate(
        (input, init) => input.dispatchEvent(new KeyboardEvent("keydown", init)),
        { key, bubbles: true, cancelable: true, ...how },
      );
    }
  }
  await expect(field).toHaveValue("ember");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  expect(await field.getAttribute("aria-activedescendant")).toBeNull();
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(ember.title);
});
