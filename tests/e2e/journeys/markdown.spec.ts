// The reader of Markdown: what people write is rendered, what attacks is not.
import { expect, test } from "../fixtures.ts";

declare global {
  interface Window {
    toombosMarkdown(text: string): string;
  }
}

const hostile = `# Title

**Bold**, a [good link](https://toombos.test/a) and [mail](mailto:a@toombos.test).

<script>window.ran = true</script>
<img src="x" onerror="window.ran = true">

Inline <b onclick="x()">html</b>, [js](javascript:alert(1)), [entity](&#106;avascript:alert(1)),
[data](data:text/html,x), [vb](vbscript:x), [irc](irc://a.test), <javascript:alert(1)>,
![picture](javascript:x) ![inline](data:text/html,x) [quote](https://a.test/"onmouseover="x)

| a | b |
| - | - |
| 1 | 2 |
`;

test("Markdown is rendered, its raw HTML is not, and links lead to the web or to mail", async ({
  page,
}) => {
  await page.goto("/login");
  await page.addScriptTag({ url: "/markdown.js" });
  const found = await page.evaluate((text) => {
    const made = new DOMParser().parseFromString(window.toombosMarkdown(text), "text/html");
    const all = [...made.body.querySelectorAll("*")];
    return {
      tags: [...new Set(all.map((element) => element.localName))],
      attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
      links: all.flatMap((element) => [element.getAttribute("href"), element.getAttribute("src")]),
      text: made.body.textContent ?? "",
    };
  }, hostile);
  for (const tag of ["h1", "strong", "table", "td"]) expect(found.tags).toContain(tag);
  for (const tag of ["script", "b", "iframe"]) expect(found.tags).not.toContain(tag);
  expect(found.attributes.sort()).toEqual(["alt", "href", "src"]);
  const schemes = found.links.filter((link) => link !== null && link !== "");
  for (const link of schemes) expect(link).toMatch(/^(https?:|mailto:)/);
  expect(schemes).toContain("https://toombos.test/a");
  expect(found.text, "raw HTML is shown as text").toContain("<script>window.ran = true</script>");
});

test("texts that are made to take long end soon", async ({ page }) => {
  await page.goto("/login");
  await page.addScriptTag({ url: "/markdown.js" });
  const texts = ["a**b", ">", "- ", "[a](", "![", "`a", "[a]: b\n", "> > > > > > > > > > a\n"];
  for (const text of texts) {
    // Without limits, some of these take minutes and end the test by its own time.
    const length = await page.evaluate(
      (text) => window.toombosMarkdown(text.repeat(30_000).slice(0, 30_000)).length,
      text,
    );
    expect(length).toBeGreaterThan(0);
  }
});
