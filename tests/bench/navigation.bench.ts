// Going from page to page for long: what is left behind. Ten rounds unless told otherwise (a hundred
// are an hour's use): about two minutes.
import { Sandbox, test } from "../e2e/bench.ts";
import { type Figure, report, setting } from "./figures.ts";
import { desktop, memory, metric, noteMemory, still, timesOf, visit } from "./visit.ts";

test("navigation", async ({ browser }) => {
  const sandbox = new Sandbox({ jobs: 40, rateLimit: 1_000_000 });
  await sandbox.start();
  const seen = await visit(browser, sandbox, desktop, { isFetchingAhead: true });
  const { page, cdp } = seen;
  await noteMemory(page);
  let sockets = 0;
  page.on("websocket", (socket) => {
    sockets += 1;
    socket.on("close", () => (sockets -= 1));
  });
  await page.goto("/");
  await timesOf(page);
  const links = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  const round = async () => {
    for (const link of await links.all()) {
      await link.click();
      await still(page);
    }
    await links.first().click();
    await still(page);
  };
  const figures: Figure[] = [];
  const look = async (when: string) => {
    const { wasm, heap } = await memory(seen);
    figures.push(
      { name: `${when}: DOM nodes`, value: await metric(cdp, "Nodes"), unit: "" },
      { name: `${when}: listeners`, value: await metric(cdp, "JSEventListeners"), unit: "" },
      { name: `${when}: sockets`, value: sockets, unit: "" },
      { name: `${when}: memory of the program`, value: wasm, unit: "MiB" },
      { name: `${when}: heap`, value: heap, unit: "MiB" },
    );
    report("navigation", figures);
  };
  const rounds = setting("ROUNDS", 10);
  await round();
  await look("each page once");
  for (let done = 1; done < rounds; done += 1) await round();
  await look(`each page ${rounds} times`);
  await seen.close();
  await sandbox.close();
});
