// Templates as tests make them, and as the pages show them.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Api } from "./api.ts";

/** What tests read and write of a template. */
export type Template = {
  id: string;
  name: string;
  channel: string;
  style: string;
  description: string;
  source: string;
  builtin: boolean;
  variables: { name: string; type: string; required: boolean; default: string | null }[];
};

export const letter = {
  name: "House letter",
  description: "As we write to our regulars.",
  channel: "email",
  style: "letter",
  features: ["Personal"],
  best_for: "Regulars",
  source: "<h1>{{ document.title }}</h1>\n<p>Yours, {{ variables.place }}</p>\n",
  variables: [
    { name: "place", type: "text", required: false, default: "Innsbruck", description: "Where we are" },
  ],
};

export const makeTemplate = (api: Api, change: Record<string, unknown> = {}): Promise<Template> =>
  api.send("POST", "/api/v2/templates", { ...letter, ...change });

export const heldTemplate = (api: Api, id: string): Promise<Template> =>
  api.send("GET", `/api/v2/templates/${encodeURIComponent(id)}`);

export async function ownTemplates(api: Api): Promise<Template[]> {
  const { templates } = await api.send<{ templates: Template[] }>("GET", "/api/v2/templates");
  return templates.filter((it) => !it.builtin);
}

export const cards = (page: Page): Locator =>
  page.getByRole("list", { name: "Templates" }).locator("> li");

export const card = (page: Page, name: string): Locator =>
  cards(page).filter({ has: page.getByRole("heading", { name, exact: true }) });

export const source = (page: Page): Locator =>
  page.getByRole("textbox", { name: "Template source" });

export const save = (page: Page): Locator =>
  page.getByRole("button", { name: /^(Create|Save) template$/ });

export const trial = (page: Page): Locator => page.getByRole("region", { name: "Preview" });

/** The rendered mail. */
export const mail = (page: Page) => trial(page).getByTitle("Opened email").contentFrame();

/** Opens the sheet of a template, and waits until it is there. */
export async function edit(page: Page, template: Template): Promise<void> {
  await page.goto(`/templates/${encodeURIComponent(template.id)}/edit`);
  await expect(page.getByRole("heading", { level: 1, name: `Edit ${template.name}` })).toBeVisible();
  await expect(source(page)).toHaveValue(template.source);
}
