// Behind the proxy that the backend brings along, which keeps the answers to GET for five minutes.
import { expect, jobKey, open, test } from "../../shipped.ts";
import { Nginx } from "../../support/nginx.ts";
import { connectWith } from "../../support/shipped.ts";
import { jobRow } from "../../support/jobs.ts";

// Connected below, to the proxy.
test.use({ keys: null, backendOptions: { pace: 0 } });

test("a proxy that answers from its cache keeps no list from being current", async ({
  page,
  context,
  backend,
  api,
}) => {
  const nginx = new Nginx();
  await nginx.start(backend.address);
  try {
    const first = await api.sync("doc-one", ["email"]);
    await page.clock.install();
    await connectWith(context, nginx, { key: jobKey });
    await open(page, "/jobs", "Jobs");
    await expect(jobRow(page, first.job_id)).toBeVisible();

    const list = `${nginx.address}/api/v2/jobs?limit=1000&api_key=${jobKey}`;
    const before = await (await fetch(list)).text();
    const second = await api.sync("doc-two", ["email"]);
    expect(await (await fetch(list)).text(), "the proxy answers from its cache").toBe(before);

    await expect(async () => {
      await page.clock.fastForward("00:06");
      await expect(page.getByText("1 new job")).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(jobRow(page, second.job_id)).toBeVisible();
  } finally {
    await nginx.stop();
  }
});
