// Looks for barriers on a page: in both themes, in forced colours, in narrow and in low windows.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export type Theme = "light" | "dark";

/** The rules whose outcome depends on the theme; everything else is checked in the light one. */
const colourRules = ["color-contrast", "link-in-text-block"];

/** Expects that axe finds nothing on the page as it is now. */
export async function expectAccessible(page: Page, theme: Theme = "light"): Promise<void> {
  const axe = new AxeBuilder({ page });
  if (theme === "dark") axe.withRules(colourRules);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.target.join(" ")).slice(0, 5),
  }));
  expect(found, `axe on ${page.url()}`).toEqual([]);
}

/**
 * Runs the same look at the page in the light and in the dark. On a phone the dark is looked at once
 * a week: its colours are those of the wide window.
 */
export async function bothThemes(
  page: Page,
  look: (theme: Theme) => Promise<void>,
): Promise<void> {
  const isPhone = (page.viewportSize()?.width ?? Infinity) < 500;
  for (const theme of ["light", "dark"] as const) {
    if (theme === "dark" && isPhone && !process.env.SLOW_JOURNEYS) continue;
    await page.emulateMedia({ colorScheme: theme });
    await look(theme);
  }
}

/** Expects that nothing is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `sideways scroll on ${page.url()}`).toBeLessThanOrEqual(0);
}

/** Runs a look at the page in windows of other sizes, and gives it back its own. */
async function inWindows(
  page: Page,
  sizes: { width: number; height: number }[],
  look: () => Promise<void>,
): Promise<void> {
  const own = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await look();
  }
  if (own) await page.setViewportSize(own);
}

/**
 * Expects that the page fits a small laptop and 400 % zoom: nothing scrolls sideways, and bars that
 * stay in place leave a low window to what is read.
 */
export async function expectReflow(page: Page): Promise<void> {
  const sizes = [
    { width: 1024, height: 768 },
    { width: 320, height: 256 },
  ];
  await inWindows(page, sizes, async () => {
    // What measures itself does so a moment after the window has another size.
    await expect(() => expectNoSidewaysScroll(page)).toPass({ timeout: 5_000 });
    const { height } = page.viewportSize()!;
    const kept = await page.evaluate(() => {
      if (document.querySelector("dialog:modal")) return [];
      return [...document.querySelectorAll<HTMLElement>(".frame *")]
        .map((element) => ({ element, position: getComputedStyle(element).position }))
        .filter(({ position }) => position === "fixed" || position === "sticky")
        .map(({ element }) => ({ element, where: element.className, box: element.getBoundingClientRect() }))
        // A column of its own takes no height, and what is hidden takes nothing.
        .filter(({ element }) => !element.matches(".combobox-list, .menu-list"))
        .filter(({ box }) => box.width > innerWidth / 2 && box.height > 1)
        .map(({ where, box }) => ({ where, height: Math.min(box.height, innerHeight) }));
    });
    const sum = kept.reduce((sum, bar) => sum + bar.height, 0);
    expect(sum, `bars in place on ${page.url()}: ${JSON.stringify(kept)}`).toBeLessThanOrEqual(height / 3);
  });
}

/**
 * Expects that nothing is told by a background alone: where the system chooses the colours, each
 * drawn mark is still drawn, and what floats has an edge.
 */
export async function expectForcedColors(page: Page): Promise<void> {
  // Marks: empty boxes whose ground is all that is seen of them.
  await page.evaluate(() => {
    const clear = /^(transparent|rgba\(.*, 0\)|color\(.* \/ 0\)|oklch\(.* \/ 0\))$/;
    const ground = (element: Element | null): string => {
      for (let at = element; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!clear.test(backgroundColor)) return backgroundColor;
      }
      return "";
    };
    for (const element of document.querySelectorAll<HTMLElement>("body *:not(iframe, option, dialog, img)")) {
      const { backgroundColor, borderTopWidth, visibility } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isMark =
        !element.firstChild &&
        element.tagName !== "TEXTAREA" &&
        !clear.test(backgroundColor) &&
        borderTopWidth === "0px" &&
        visibility === "visible" &&
        box.width > 0 &&
        box.height > 0 &&
        ground(element.parentElement) !== backgroundColor;
      if (isMark) element.dataset["mark"] = element.outerHTML.slice(0, 120);
    }
  });
  await page.emulateMedia({ forcedColors: "active" });
  const lost = () => page.evaluate(() => {
    const canvas = getComputedStyle(document.body).backgroundColor;
    const isDrawn = (color: string) => color !== canvas && !/^rgba\(.*, 0\)$|^transparent$/.test(color);
    const lost: string[] = [];
    const expectDrawn = (what: string, color: string) => isDrawn(color) || lost.push(`${what}: ${color}`);
    for (const mark of document.querySelectorAll<HTMLElement>("[data-mark]")) {
      expectDrawn(mark.dataset["mark"]!, getComputedStyle(mark).backgroundColor);
    }
    for (const input of document.querySelectorAll("input[type=checkbox]:checked")) {
      expectDrawn("ticked box", getComputedStyle(input).backgroundColor);
    }
    for (const label of document.querySelectorAll(".radio-group input:checked ~ label")) {
      expectDrawn("chosen segment", getComputedStyle(label).backgroundColor);
    }
    for (const tab of document.querySelectorAll(".tab[aria-selected=true]")) {
      expectDrawn("underline", getComputedStyle(tab, "::after").backgroundColor);
    }
    for (const line of document.querySelectorAll(".post-limit")) {
      for (const half of ["::before", "::after"]) expectDrawn("line of a limit", getComputedStyle(line, half).backgroundColor);
    }
    for (const button of document.querySelectorAll(".button[data-reason]")) {
      expectDrawn("reason of a button", getComputedStyle(button, "::after").backgroundColor);
    }
    for (const icon of document.querySelectorAll(
      ":is(.menu-item:focus, .palette-item[aria-selected=true], .nav-link[aria-current=page]) .icon",
    )) {
      const ground = icon.closest(".menu-item, .palette-item, .nav-link")!;
      if (getComputedStyle(icon).color !== getComputedStyle(ground).color) {
        lost.push(`icon of what is chosen: ${ground.textContent}`);
      }
    }
    for (const key of document.querySelectorAll(".palette-item[aria-selected=true] kbd")) {
      const { backgroundColor, color } = getComputedStyle(key);
      if (backgroundColor === color) lost.push(`shortcut of what is chosen: ${key.textContent}`);
      if (backgroundColor === canvas) lost.push(`ground of a chosen shortcut: ${key.textContent}`);
    }
    for (const pill of document.querySelectorAll(".job-arrivals > div")) {
      const { borderTopWidth, borderTopColor } = getComputedStyle(pill);
      expectDrawn("edge of what arrived", borderTopWidth === "0px" ? canvas : borderTopColor);
    }
    for (const table of document.querySelectorAll(".data-table table")) {
      const busy = table.getAttribute("aria-busy");
      table.setAttribute("aria-busy", "true");
      const { backgroundImage } = getComputedStyle(table.querySelector("thead") ?? table, "::after");
      if (backgroundImage === "none") lost.push("bar of a table that loads");
      if (busy === null) table.removeAttribute("aria-busy");
      else table.setAttribute("aria-busy", busy);
    }
    for (const input of document.querySelectorAll("input[placeholder], textarea[placeholder]")) {
      if (input.matches(":disabled")) continue;
      const typed = getComputedStyle(input).color;
      if (getComputedStyle(input, "::placeholder").color === typed) lost.push(`placeholder of ${input.id}: as typed`);
    }
    for (const link of document.querySelectorAll(".rail .nav-link[aria-current=page]")) {
      expectDrawn("this page", getComputedStyle(link).backgroundColor);
    }
    for (const link of document.querySelectorAll(".settings-nav a")) {
      const isDrawnBelow = isDrawn(getComputedStyle(link).borderBottomColor);
      if (isDrawnBelow !== link.matches("[aria-current=page]")) lost.push(`underline of ${link.textContent}`);
    }
    // Their marks and boxed words are made for the page's own ground.
    for (const row of document.querySelectorAll(".data-table tr[data-selected], .compare ins")) {
      const { backgroundColor } = getComputedStyle(row);
      if (isDrawn(backgroundColor)) lost.push(`ground of a chosen row: ${backgroundColor}`);
    }
    for (const dialog of document.querySelectorAll("dialog[open]")) {
      const { borderTopWidth, borderTopColor } = getComputedStyle(dialog);
      expectDrawn("edge of a dialog", borderTopWidth === "0px" ? canvas : borderTopColor);
    }
    return lost;
  });
  // Colours change over a moment.
  await expect.poll(lost, `drawn by a background alone on ${page.url()}`).toEqual([]);
  await page.emulateMedia({ forcedColors: "none" });
  await page.evaluate(() => {
    for (const mark of document.querySelectorAll<HTMLElement>("[data-mark]")) delete mark.dataset["mark"];
  });
}

/**
 * Expects that the page is whole where the browser's own text is twice as large as usual: nothing
 * scrolls sideways, and in a wide window no text is cut off or stands out of its row or control.
 */
export async function expectLargeText(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const setText = (standard: number) =>
    cdp.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
  await setText(32);
  const sizes = [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ];
  await inWindows(page, sizes, async () => {
    await expect(async () => {
      await expectNoSidewaysScroll(page);
      expect(await cutTexts(page), `cut on ${page.url()}`).toEqual([]);
    }).toPass({ timeout: 5_000 });
  });
  await setText(16);
  await cdp.detach();
}

/** Texts of which a part is out of reach: below or beside the box that holds them. */
async function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // These have to be as tall as what they hold.
    const holds = "tr, .button, .tab, .input, .badge, .nav-link, summary";
    const cut = new Set<string>();
    const isClipped = (at: HTMLElement | null): boolean =>
      at !== null && (/inset/.test(getComputedStyle(at).clipPath) || isClipped(at.parentElement));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.textContent?.trim() || !text.parentElement?.checkVisibility({ opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      // Only heard.
      if (isClipped(text.parentElement)) continue;
      for (let at: HTMLElement | null = text.parentElement; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        // Shortened on purpose.
        if (style.webkitLineClamp !== "none") break;
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
        const hides = style.overflowX !== "visible";
        if (!hides && !at.matches(holds)) continue;
        const around = at.getBoundingClientRect();
        const isLow = box.bottom > around.bottom + 2 || box.top < around.top - 2;
        const isWide = box.right > around.right + 2 && style.textOverflow !== "ellipsis";
        if (isLow || (isWide && at.matches(`${holds}, [class]`))) {
          const where = `${at.tagName.toLowerCase()}.${at.className}`;
          cut.add(`${where} ${isLow ? "too low" : "too narrow"}: ${text.textContent.trim().slice(0, 40)}`);
          break;
        }
        if (style.textOverflow === "ellipsis") break;
      }
    }
    return [...cut].slice(0, 12);
  });
}
