// The frame for foreign HTML shows it, never runs it, and says how high it is.
import { expect, test } from "../fixtures.ts";

const foreign = `<!DOCTYPE html><html><head>
  <title>Newsletter</title>
  <meta http-equiv="refresh" content="0; url=/login">
  <base href="https://elsewhere.test/">
  <style>h1 { color: rgb(1, 2, 3); margin: 0; height: 700px; }</style>
  <script>parent.postMessage("ran: script", "*");</script>
</head><body style="margin: 0" onload="parent.postMessage('ran: onload', '*')">
  <h1>Spring news</h1>
  <img alt="" src="data:," onerror="parent.postMessage('ran: onerror', '*')">
  <a href="https://toombos.test/">Read on</a>
</body></html>`;

test("foreign HTML is shown and never run", async ({ page, quietConsole }) => {
  quietConsole.allow(/Executing inline event handler violates/);
  await page.goto("/login");
  const heard = await page.evaluate(async (html) => {
    const said: unknown[] = [];
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Preview";
    frame.src = "/preview-frame.html";
    const high = new Promise<void>((done) => {
      addEventListener("message", (event) => {
        if (event.source !== frame.contentWindow) return;
        said.push(event.data);
        if (event.data.type === "toombos-preview-ready") {
          frame.contentWindow?.postMessage({ type: "toombos-preview", html }, "*");
        }
        if (event.data.height >= 700) done();
      });
    });
    document.body.append(frame);
    await high;
    return said;
  }, foreign);
  expect(heard.filter((data) => typeof data === "string")).toEqual([]);

  const preview = page.frameLocator("iframe[title=Preview]");
  const heading = preview.getByRole("heading", { name: "Spring news" });
  await expect(heading).toHaveCSS("color", "rgb(1, 2, 3)");
  await preview.getByRole("link", { name: "Read on" }).click();
  await expect(heading).toBeVisible();
  await expect(preview.locator("base")).toHaveAttribute("target", "_blank");
  await expect(preview.locator("script, meta[http-equiv]")).toHaveCount(0);
});

test("the frame may be framed by the app alone", async ({ request }) => {
  const policy = (await request.get("/preview-frame.html")).headers()["content-security-policy"];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).not.toContain("connect-src");
});
