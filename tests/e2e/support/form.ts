// The form that makes content, filled in as a person does.
import { expect, type Locator, type Page } from "@playwright/test";

/** Chooses a document by opening the list and clicking. */
export async function chooseDocument(page: Page, title: string): Promise<void> {
  const field = page.getByRole("combobox", { name: "Document" });
  await field.click();
  await page.getByRole("option", { name: title }).click();
  await expect(field).toHaveValue(title);
}

export const channelBox = (page: Page, name: string): Locator =>
  page.getByRole("checkbox", { name, exact: true });

export async function chooseChannels(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await channelBox(page, name).check();
}

export const previewWall = (page: Page): Locator =>
  page.getByRole("region", { name: "Preview" });

/** Renders the preview and waits for it. */
export async function renderPreview(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(previewWall(page).getByText("Up to date")).toBeVisible();
  return previewWall(page);
}

export const generateButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Generate", exact: true });

/** What asks before it publishes. */
export const publishStep = (page: Page): Locator =>
  page.getByRole("dialog", { name: /^Publish to \d+ channels?\?$/ });

/** Presses Generate, and confirms what is then asked. */
export async function publishForm(page: Page): Promise<void> {
  await generateButton(page).click();
  await publishStep(page).getByRole("button", { name: "Generate", exact: true }).click();
  await expect(publishStep(page)).toBeHidden();
}

/** The address of the form with a recipe. */
export const recipe = (parameters: Record<string, string>): string =>
  `/generate?${new URLSearchParams(parameters)}`;
