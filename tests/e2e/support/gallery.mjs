// Takes a picture of each component in both themes, and writes the page that shows them:
// `node support/gallery.mjs APP_ADDRESS DOCS`, or `cargo xtask gallery`.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";

const [app, docs] = process.argv.slice(2);
if (!app || !docs) throw new Error("node support/gallery.mjs APP_ADDRESS DOCS");

const page = join(docs, "components.md");
const pictures = join(docs, "images", "components");
const begin = "<!-- What follows is made by `cargo xtask gallery`. -->";

/** Around a specimen, so that shadows and outlines are whole. */
const MARGIN = 16;

const style = `
  body { background: var(--paper); }
  main { padding: 24px; max-inline-size: 800px; }
  [data-stage] { padding: 16px; }
  *, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }
`;

const kebab = (/** @type {string} */ name) =>
  name.replace(/[A-Z]/g, (letter, at) => (at ? "-" : "") + letter.toLowerCase());

rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch(launchOptions);
/** @type {{ names: string, about: string, file: string }[]} */
let specimens = [];
for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  const context = await browser.newContext({
    viewport: { width: 800, height: 720 },
    colorScheme,
    bypassCSP: true,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const tab = await context.newPage();
  await tab.goto(`${app}/ui-gallery`);
  await tab.locator("[data-specimen]").last().waitFor();
  await tab.addStyleTag({ content: style });
  specimens = [];
  for (const specimen of await tab.locator("[data-specimen]").all()) {
    const names = await specimen.getByRole("heading", { level: 2 }).first().innerText();
    const about = await specimen.locator("h2 + p").first().innerText();
    const file = kebab((await specimen.getAttribute("data-specimen")) ?? "");
    const press = await specimen.getAttribute("data-press");
    const stage = specimen.locator("[data-stage]");
    await specimen.scrollIntoViewIfNeeded();
    if (press === "combobox") await stage.getByRole("combobox").click();
    else if (press) await stage.getByRole("button", { name: press }).first().click();
    const path = join(pictures, `${file}-${colorScheme}.png`);
    if (press) {
      // What it opens may lie anywhere; a picture of the view shows all of it.
      const open = tab
        .locator("dialog[open], [role=menu], [role=listbox], .notice-stack > *")
        .filter({ visible: true })
        .first();
      await open.waitFor();
      const clip = union(await stage.boundingBox(), await open.boundingBox());
      await tab.screenshot({ path, clip });
      await tab.keyboard.press("Escape");
      const dismiss = tab.locator(".notice-stack button[aria-label]");
      while (await dismiss.count()) await dismiss.first().click();
    } else {
      const box = await stage.boundingBox();
      // Foreign pages take their height when they have loaded.
      if (await stage.locator("iframe").count()) await tab.waitForLoadState("networkidle");
      await stage.screenshot({ path });
      if (!box) throw new Error(`${names} takes no room`);
    }
    specimens.push({ names, about, file });
  }
  await context.close();
}
await browser.close();

const head = existsSync(page) ? readFileSync(page, "utf8").split(begin)[0] : "";
const parts = specimens.map(({ names, about, file }) => {
  const picture = (/** @type {string} */ theme) => `images/components/${file}-${theme}.png`;
  return [
    `### ${names}`,
    about,
    `| light | dark |\n| --- | --- |\n| ![${names}, light](${picture("light")}) | ![${names}, dark](${picture("dark")}) |`,
  ].join("\n\n");
});
writeFileSync(page, `${head}${begin}\n\n${parts.join("\n\n")}\n`);
console.log(`${specimens.length} components are shown in ${page}`);

/** @typedef {{ x: number, y: number, width: number, height: number } | null} Box */

/** The view's part that holds both. @param {Box} a @param {Box} b */
function union(a, b) {
  const boxes = [a, b].filter((box) => box !== null);
  const left = Math.min(...boxes.map((box) => box.x)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.y)) - MARGIN;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN;
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  return { x, y, width: Math.min(800, right) - x, height: Math.min(720, bottom) - y };
}
