// Links as they are copied out of a sentence, with the full stop behind them.
import { expect, test } from "../fixtures.ts";
import { ember } from "../support/jobs.ts";
import { makeTemplate } from "../support/templates.ts";

test.use({ role: "editor", sandboxOptions: { jobs: 6 } });

test("a full stop behind an id in a link leads to what was meant", async ({
  page,
  api,
  quietConsole,
}) => {
  // That there is nothing by the longer id, the server says first.
  quietConsole.allow(/status of 404/);
  const [job] = await api.jobs("limit=1");
  const own = await makeTemplate(api, { name: "Copied along" });

  await page.goto(`/generate?job=${job!.job_id}.`);
  await expect(page).toHaveURL((url) => !url.search.includes(`${job!.job_id}.`));
  await expect(page.getByText("Couldn't open job settings")).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "Document" })).not.toHaveValue("");

  await page.goto(`/generate?document=${encodeURIComponent(ember.id)}.`);
  await expect(page.getByRole("combobox", { name: "Document" })).toHaveValue(ember.title);

  await page.goto(`/generate?channels=email&template=${own.id}.`);
  await expect(page).toHaveURL(new RegExp(`template=${own.id}(&|$)`));

  await page.goto(`/templates/new?from=${own.id}.`);
  await expect(page).toHaveURL(new RegExp(`from=${own.id}$`));
  await expect(page.getByLabel("Template name")).toHaveValue(/Copied along/);

  for (const address of [`/templates/${own.id}/edit.`, `/templates/${own.id}./edit`]) {
    await page.goto(address);
    await expect(page).toHaveURL(new RegExp(`/templates/${own.id}/edit$`));
    await expect(page.getByRole("heading", { level: 1, name: "Edit Copied along" })).toBeVisible();
  }
});
