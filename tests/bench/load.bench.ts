// How long a cold first visit takes, beside a page of plain HTML of the same look in the same run.
// Three runs of each: about three minutes.
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { app, type Browser, type Page, Sandbox, test } from "../e2e/bench.ts";
import { type Figure, median, report, setting } from "./figures.ts";
import { desktop, type Device, metric, shiftOf, slowPhone, timesOf, visit } from "./visit.ts";

/** The addresses that are timed. */
const addresses = ["/login", "/", "/jobs", "/generate"];

/** Of such a size the known download is, which shows that the line is as slow as it should be. */
const probeBytes = 200_000;

type Measured = {
  firstPaint: number;
  heading: number;
  ready: number;
  shift: number;
  mainThread: number;
};

test("load", async ({ browser }) => {
  writeFileSync(join(app, "bench-probe.txt"), randomBytes(probeBytes / 2).toString("hex"));
  const sandbox = new Sandbox({ jobs: 40 });
  await sandbox.start();
  const figures: Figure[] = [];
  for (const device of [desktop, slowPhone]) {
    figures.push(...(await proof(browser, sandbox, device)));
    for (const address of addresses) {
      const plain = await writePlain(browser, sandbox, device, address);
      const runs: { own: Measured; plain: Measured }[] = [];
      for (let run = 0; run < setting("RUNS", 3); run += 1) {
        runs.push({
          plain: await measure(browser, sandbox, device, plain, address !== "/login"),
          own: await measure(browser, sandbox, device, address, address !== "/login"),
        });
      }
      const name = `${device.name} ${address}`;
      const middle = (of: "own" | "plain", what: keyof Measured) =>
        median(runs.map((run) => run[of][what]));
      figures.push(
        { name: `${name} first paint`, value: middle("own", "firstPaint"), unit: "ms" },
        { name: `${name} h1`, value: middle("own", "heading"), unit: "ms" },
        { name: `${name} ready`, value: middle("own", "ready"), unit: "ms" },
        { name: `${name} plain page ready`, value: middle("plain", "ready"), unit: "ms" },
        {
          name: `${name} ready ÷ plain page`,
          value: median(runs.map(({ own, plain }) => own.ready / plain.ready)),
          unit: "×",
        },
        { name: `${name} main thread`, value: middle("own", "mainThread"), unit: "ms" },
        {
          name: `${name} layout shift`,
          value: Math.max(...runs.map(({ own }) => own.shift)),
          unit: "",
          limit: 0.02,
        },
      );
      report("load", figures);
    }
  }
  await sandbox.close();
});

async function measure(
  browser: Browser,
  sandbox: Sandbox,
  device: Device,
  address: string,
  isSignedIn: boolean,
): Promise<Measured> {
  const { page, cdp, close } = await visit(browser, sandbox, device, { isSignedIn });
  await page.goto(address, { waitUntil: "commit" });
  const times = await timesOf(page);
  const mainThread = (await metric(cdp, "TaskDuration")) * 1000;
  await page.waitForLoadState("networkidle");
  const shift = await shiftOf(page);
  await close();
  return { ...times, shift, mainThread };
}

/** Writes the page as it is drawn when it is ready, without its program, and tells where it is. */
async function writePlain(
  browser: Browser,
  sandbox: Sandbox,
  device: Device,
  address: string,
): Promise<string> {
  const own = { ...device, cpu: 1, line: undefined };
  const { page, close } = await visit(browser, sandbox, own, { isSignedIn: address !== "/login" });
  await page.goto(address);
  await timesOf(page);
  await page.waitForLoadState("networkidle");
  const html = await withoutProgram(page);
  await close();
  const name = `bench-plain${address.replace(/\/$/, "").replaceAll("/", "-")}.html`;
  writeFileSync(join(app, name), html);
  writeFileSync(join(app, `${name}.br`), brotliCompressSync(html));
  return `/${name}`;
}

const withoutProgram = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const part of copy.querySelectorAll(
      "script, noscript, link[rel=modulepreload], link[rel=preload], link[rel=manifest]",
    )) {
      part.remove();
    }
    return `<!doctype html>${copy.outerHTML}`;
  });

/** How fast the line and the machine are for whoever is measured: told, so that it can be believed. */
async function proof(browser: Browser, sandbox: Sandbox, device: Device): Promise<Figure[]> {
  const { page, close } = await visit(browser, sandbox, device, { isSignedIn: false });
  await page.goto("/bench-probe.txt");
  const { bits, loop } = await page.evaluate(async (bytes) => {
    const begin = performance.now();
    await (await fetch(`/bench-probe.txt?${begin}`, { cache: "no-store" })).arrayBuffer();
    const took = performance.now() - begin;
    const from = performance.now();
    let sum = 0;
    for (let at = 0; at < 20_000_000; at += 1) sum = (sum * 31 + at) | 0;
    return { bits: (bytes * 8 * 1000) / took, loop: performance.now() - from + (sum === 1 ? 1 : 0) };
  }, probeBytes);
  await close();
  return [
    { name: `${device.name} line, measured, kbit/s`, value: bits / 1000, unit: "" },
    { name: `${device.name} loop of 20 million`, value: loop, unit: "ms" },
  ];
}
