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

test("Markdown is rendered, raw HTML does nothing, and links lead to the web or to mail", async ({
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
  for (const tag of ["script", "iframe"]) expect(found.tags).not.toContain(tag);
  expect(found.attributes.sort()).toEqual(["alt", "href", "src"]);
  const schemes = found.links.filter((link) => link !== null && link !== "");
  for (const link of schemes) expect(link).toMatch(/^(https?:|mailto:)/);
  expect(schemes).toContain("https://toombos.test/a");
  expect(found.text, "raw HTML is shown as text").toContain("<script>window.ran = true</script>");
});

const constructs = `Call<br>or write<br/>today at www.toombos.test or hello@toombos.test.

| Shop | Hours |
|:-----|:-----:|
| Leeds | 9–12<br>13–17 |

<p align="center">Centred <strong>bold</strong></p>

<details><summary>More</summary>

Hidden *text* here.

</details>

H<sub>2</sub>O <!-- gone --> <kbd>Ctrl</kbd> Vec<String> and a <b and c> d.

- [x] done

Noted[^1].

[^1]: The note.

[^2]: Never called.
`;

test("each construct is rendered or shown as it is written", async ({ page }) => {
  await page.goto("/login");
  await page.addScriptTag({ url: "/markdown.js" });
  const found = await page.evaluate((text) => {
    const made = new DOMParser().parseFromString(window.toombosMarkdown(text), "text/html").body;
    const texts = (selector: string) =>
      [...made.querySelectorAll(selector)].map((element) => element.textContent?.trim() ?? "");
    return {
      breaks: made.querySelectorAll("br").length,
      centred: texts("[align=center]"),
      links: [...made.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
      summary: texts("details > summary"),
      hidden: texts("details > p"),
      set: texts("sub, kbd"),
      ticked: made.querySelectorAll("li input[checked]").length,
      note: texts("section li"),
      text: made.textContent ?? "",
    };
  }, constructs);
  expect(found.breaks).toBe(3);
  expect(found.centred).toEqual(["Hours", "9–1213–17", "Centred bold"]);
  expect(found.links).toContain("http://www.toombos.test");
  expect(found.links).toContain("mailto:hello@toombos.test");
  expect([found.summary, found.hidden]).toEqual([["More"], ["Hidden text here."]]);
  expect(found.set).toEqual(["2", "Ctrl"]);
  expect(found.ticked).toBe(1);
  expect(found.note[0]).toContain("The note.");
  expect(found.text).toContain("Vec<String> and a <b and c> d.");
  expect(found.text).toContain("Never called.");
  expect(found.text).not.toContain("gone");
});

test("texts that are made to take long end soon", async ({ page }) => {
  await page.goto("/login");
  await page.addScriptTag({ url: "/markdown.js" });
  const texts = ["a**b", ">", "- ", "[a](", "![", "`a", "[a]: b\n", "> > > > > > > > > > a\n",
    "www.a.b ", "<b ", '<b a="', "<!--", "[^a]", "[^a]: b\n", "- [x] ", "a@b.c ", "| a "];
  for (const text of texts) {
    // Without limits, some of these take minutes and end the test by its own time.
    const length = await page.evaluate(
      (text) => window.toombosMarkdown(text.repeat(30_000).slice(0, 30_000)).length,
      text,
    );
    // Definitions and comments alone are drawn as nothing.
    expect(length).toBeGreaterThanOrEqual(0);
  }
});
