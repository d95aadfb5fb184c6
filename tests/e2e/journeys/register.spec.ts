// Creating an account.
import { email, expect, failedRequest, test } from "../fixtures.ts";

const ada = { name: "Ada Byron", email: "ada@example.org", password: "analytical-engine" };

test("a new account is signed in, and the server knows it @phone", async ({ page, api }) => {
  await page.goto("/login");
  await page.getByRole("link", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Create account" })).toBeVisible();
  await page.getByLabel("Name").fill(ada.name);
  await page.getByLabel("Email").fill(ada.email);
  await page.getByLabel("Password", { exact: true }).fill(ada.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByText(`Signed in as ${ada.name}`)).toBeVisible();

  const me = await api.as(ada).send<{ name: string; role: string }>("GET", "/api/v1/auth/me");
  expect(me).toMatchObject({ name: ada.name, role: "editor" });
});

test("what the server refuses stands at its field, and nothing typed is lost", async ({
  page,
  quietConsole,
}) => {
  quietConsole.allow(failedRequest);
  await page.goto("/register");
  await page.getByLabel("Name").fill(ada.name);
  await page.getByLabel("Email").fill(email("editor"));
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(
    /Use 10 to/,
  );

  await page.getByLabel("Password", { exact: true }).fill(ada.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription(/Log in instead/);
  await expect(page.getByLabel("Name")).toHaveValue(ada.name);
  await expect(page.getByLabel("Email")).toHaveValue(email("editor"));
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(ada.password);

  await page.getByLabel("Email").fill(ada.email);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});
