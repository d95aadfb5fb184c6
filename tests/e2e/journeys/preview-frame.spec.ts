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

// Pages that ask for the screen's height, hang out of the flow, or hide what is too long.
const tall: Record<string, string> = {
  "a table as tall as the screen": `<body style="margin:0"><table width="100%" style="min-height:100vh"><tr>
    <td style="padding:48px 24px">${"<p>Line</p>".repeat(12)}<p id="last">Last line</p></td></tr></table>
    <div style="height:40px"></div>`,
  "heights of the whole screen": `<style>html,body{height:100%;margin:0;overflow:hidden}
    .h-100vh{height:calc(100vh + 30px)} @media (min-height:900px){#last{display:none}}</style>
    <body><div class="h-100vh">Top</div>${"<p>Line</p>".repeat(40)}<p id="last">Last line</p>`,
  "queries about the screen's height and shape": `<style>@media (height > 1000px){#last{display:none}}
    @media (orientation:portrait){.turned{height:calc(100vh + 10px)}} @media (max-aspect-ratio:1/1){.tall{height:1500px}}
    @media (400px < height <= 900px) and (min-height:50vh){.some{height:300px}}</style>
    <style media="(min-height:1200px)">#last{display:none}</style>
    <body><div class="turned"></div><div class="tall"></div><div class="some"></div>
    ${"<p>Line</p>".repeat(40)}<p id="last">Last line</p>`,
  "a part that hangs out of the page": `<body><p>Short</p>
    <div style="position:absolute;top:1500px">Deep<p id="last">Last line</p></div>`,
  "a page in a fixed frame": `<style>.all{position:fixed;inset:0 0 auto;margin-bottom:60px}</style>
    <body><div class="all">${"<p>Line</p>".repeat(30)}<p id="last">Last line</p></div>`,
  "a page that scrolls in itself": `<body><div style="position:fixed;inset:0;overflow:auto">
    ${"<p>Line</p>".repeat(30)}<p id="last">Last line</p></div>`,
  "margins that stand out, and a wide part": `<body style="margin:0"><div style="margin:90px 0;width:900px">
    <p>Top</p><p id="last" style="margin:0">Last line</p></div>`,
  "a picture that comes late": `<body><img alt="" style="display:block"
    src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='20' height='900'/%3E">
    <p id="last">Last line</p>`,
};

for (const [name, html] of Object.entries(tall)) {
  test(`the last line is seen and the height settles: ${name}`, async ({ page }) => {
    await page.goto("/login");
    for (const width of [377, 680]) {
      const heights = await page.evaluate(
        async ([html, width]) => {
          document.querySelector("iframe")?.remove();
          const frame = document.createElement("iframe");
          frame.setAttribute("sandbox", "allow-scripts");
          frame.title = "Preview";
          frame.src = "/preview-frame.html";
          frame.style.cssText = `display:block;border:0;width:${width}px;height:384px`;
          const told: number[] = [];
          let quiet = 0;
          // It is settled once it has said nothing for a while, whatever it was given.
          const settled = new Promise<void>((done) => {
            quiet = window.setTimeout(done, 1500);
            addEventListener("message", (event) => {
              if (event.source !== frame.contentWindow) return;
              if (event.data.type === "toombos-preview-ready") {
                frame.contentWindow?.postMessage({ type: "toombos-preview", html }, "*");
              }
              if (typeof event.data.height !== "number") return;
              if (told.at(-1) !== event.data.height) {
                clearTimeout(quiet);
                quiet = window.setTimeout(done, 700);
              }
              told.push(event.data.height);
              frame.style.height = `${Math.min(8000, event.data.height)}px`;
            });
          });
          document.body.prepend(frame);
          await settled;
          return told;
        },
        [html, width] as const,
      );
      expect(heights.length, `${width}: ${heights.join()}`).toBeLessThan(12);
      const seen = await page
        .frameLocator("iframe[title=Preview]")
        .locator("#last")
        .evaluate((last) => ({
          below: last.getBoundingClientRect().bottom,
          height: document.documentElement.clientHeight,
        }));
      expect(seen.below, `${width}: the last line`).toBeGreaterThan(0);
      expect(seen.below, `${width}: the last line`).toBeLessThanOrEqual(seen.height);
    }
  });
}

test("queries about the screen are answered for a phone's and a desktop's", async ({ page }) => {
  await page.goto("/login");
  const asked: Record<string, [phone: boolean, desktop: boolean]> = {
    "(orientation: portrait)": [true, false],
    "(ORIENTATION:landscape)": [false, true],
    "(min-aspect-ratio: 16/10)": [false, true],
    "(aspect-ratio < 1)": [true, false],
    "(height >= 700px)": [false, true],
    "(600px < height < 700px)": [true, false],
    "(max-device-height: 42em)": [true, false],
    "(min-height: 100vh)": [true, true],
    "not (height > 5000px)": [true, true],
    "(min-height: 9in) and (min-width: 1px)": [false, false],
    "(height)": [true, true],
    "(prefers-color-scheme: light)": [true, true],
  };
  const rules = Object.keys(asked).map((query, at) => `@media ${query}{#q${at}{color:rgb(1,2,3)}}`);
  const marks = rules.map((_, at) => `<p id="q${at}">?</p>`);
  const html = `<style>@supports (height: 100px) {p{margin:0}} ${rules.join("")}</style><body>${marks.join("")}`;
  for (const [at, width] of [375, 680].entries()) {
    await page.evaluate(
      ([html, width]) => {
        document.querySelector("iframe")?.remove();
        const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", "allow-scripts");
        frame.title = "Preview";
        frame.src = "/preview-frame.html";
        frame.style.cssText = `display:block;border:0;width:${width}px;height:3000px`;
        addEventListener("message", (event) => {
          if (event.source !== frame.contentWindow || event.data.type !== "toombos-preview-ready") return;
          frame.contentWindow?.postMessage({ type: "toombos-preview", html }, "*");
        });
        document.body.prepend(frame);
      },
      [html, width] as const,
    );
    const frame = page.frameLocator("iframe[title=Preview]");
    await expect(frame.locator("#q0")).toBeVisible();
    const found = await frame.locator("p").evaluateAll((all) =>
      all.map((it) => getComputedStyle(it).color === "rgb(1, 2, 3)"),
    );
    const expected = Object.values(asked).map((answers) => answers[at]);
    expect(Object.fromEntries(Object.keys(asked).map((query, n) => [query, found[n]]))).toEqual(
      Object.fromEntries(Object.keys(asked).map((query, n) => [query, expected[n]])),
    );
  }
});
