// Templates of the backend as shipped: a list, and what it does not offer is said.
import { expect, open, recordedBody, test } from "../../shipped.ts";

test("the list is what the backend tells, and nothing is promised beyond it", async ({ page }) => {
  const told = recordedBody("templates").email_templates as { id: string; name: string }[];
  await open(page, "/templates", "Templates");
  const cards = page.getByRole("list", { name: "Templates" }).getByRole("heading", { level: 2 });
  await expect(cards).toHaveText(told.map((it) => it.name));
  const create = page.getByRole("button", { name: "New template" });
  await expect(create).toBeDisabled();
  await expect(create).toHaveAccessibleDescription("This server can't create templates.");
  await page.getByRole("button", { name: `Preview: ${told[0]!.name}` }).click();
  const dialog = page.getByRole("dialog", { name: told[0]!.name });
  await expect(dialog).toContainText("This server can't preview templates.");
  await dialog.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("heading", { level: 1, name: told[0]!.name })).toBeVisible();
  await expect(page.getByText("This server doesn't show template source.")).toBeVisible();
  const copy = page.getByRole("button", { name: "Duplicate to edit" });
  await expect(copy).toBeDisabled();
  await expect(copy).toHaveAccessibleDescription("This server can't create templates.");
  await page.goto("/templates/new");
  await expect(page.getByText("This server can't create templates")).toBeVisible();
  await page.goto(`/templates/${told[0]!.id}`);
  await page.getByRole("link", { name: "Use template" }).click();
  await expect(page.getByLabel("Template")).toHaveValue(told[0]!.id);
});
