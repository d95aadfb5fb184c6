// Looks for barriers on a page, in both themes.
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

/** Runs the same look at the page in the light and in the dark. */
export async function bothThemes(
  page: Page,
  look: (theme: Theme) => Promise<void>,
): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
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
