// One visit: a new browser context, what the page notes of itself, and a machine and a line of a kind.
import {
  type Browser,
  type CDPSession,
  noteShifts,
  type Page,
  type Sandbox,
  shifts,
  signIn,
  total,
} from "../e2e/bench.ts";

/** A machine with its line. */
export type Device = {
  name: string;
  viewport: { width: number; height: number };
  isMobile: boolean;
  /** How many times slower than this machine. */
  cpu: number;
  /** Bits a second downwards, and milliseconds there and back; `undefined` is this machine's own. */
  line?: { down: number; latency: number };
};

export const desktop: Device = {
  name: "desktop",
  viewport: { width: 1440, height: 900 },
  isMobile: false,
  cpu: 1,
};

export const slowPhone: Device = {
  name: "slow phone",
  viewport: { width: 412, height: 823 },
  isMobile: true,
  cpu: 4,
  line: { down: 1_600_000, latency: 150 },
};

/** When what happened, in milliseconds from the navigation. */
export type Times = { firstPaint: number; heading: number; ready: number };

export type Visit = { page: Page; cdp: CDPSession; close: () => Promise<void> };

/** A page of its own context, with nothing in its cache; no request takes a detour through here. */
export async function visit(
  browser: Browser,
  sandbox: Sandbox,
  device: Device,
  { isSignedIn = true, isFetchingAhead = false } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: device.viewport,
    isMobile: device.isMobile,
    hasTouch: device.isMobile,
    baseURL: sandbox.address,
    reducedMotion: "reduce",
  });
  if (isSignedIn) await signIn(context, sandbox, "owner");
  const page = await context.newPage();
  await page.addInitScript(noteTimes);
  if (!isFetchingAhead) {
    // What is fetched ahead would count for the page at hand.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "connection", { value: { saveData: true } });
    });
  }
  await noteShifts(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  await throttle(cdp, device);
  return { page, cdp, close: () => context.close() };
}

/** Makes the machine and the line as slow as the device's. */
export async function throttle(cdp: CDPSession, { cpu, line }: Device): Promise<void> {
  await cdp.send("Network.enable");
  if (line) {
    await cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: line.latency,
      downloadThroughput: line.down / 8,
      uploadThroughput: 750_000 / 8,
    });
  }
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
}

/** Notes when the heading is there, and when the page stands still and hears whoever types. */
function noteTimes(): void {
  if (window.top !== window) return;
  const times = { heading: Number.NaN, ready: Number.NaN };
  Object.assign(window, { benchTimes: times });
  const afterPaint = (note: (at: number) => void) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => note(performance.now());
      channel.port2.postMessage(undefined);
    });
  let asked = false;
  const look = () => {
    if (Number.isNaN(times.heading) && document.querySelector("h1")?.textContent) {
      times.heading = 0;
      afterPaint((at) => (times.heading = at));
    }
    const isReady = () =>
      document.querySelector("#main h1, h1#page-title") !== null &&
      document.querySelector("#main") !== null &&
      document.querySelector(".splash, #main .skeleton, [data-drawn-first]") === null;
    if (!asked && Number.isNaN(times.ready) && isReady()) {
      asked = true;
      afterPaint((at) => {
        asked = false;
        if (isReady()) times.ready = at;
        else look();
      });
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Waits until the page is ready, and tells when what was. */
export async function timesOf(page: Page): Promise<Times> {
  const handle = await page.waitForFunction(
    () => {
      const times = (window as any).benchTimes as { heading: number; ready: number };
      if (!(times.ready > 0 && times.heading > 0)) return null;
      const paints = performance.getEntriesByType("paint");
      const first = paints.find(({ name }) => name === "first-contentful-paint");
      return { firstPaint: first?.startTime ?? Number.NaN, ...times };
    },
    undefined,
    { timeout: 120_000 },
  );
  return (await handle.jsonValue()) as Times;
}

/** Waits until nothing has been on its way for some frames; for what happens within the app. */
export const still = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((done) => {
        let quiet = 0;
        let requests = performance.getEntriesByType("resource").length;
        const look = () => {
          const now = performance.getEntriesByType("resource").length;
          const isQuiet = document.querySelector("#main .skeleton") === null && now === requests;
          requests = now;
          quiet = isQuiet ? quiet + 1 : 0;
          if (quiet < 30) requestAnimationFrame(look);
          else done();
        };
        look();
      }),
  );

/** How much moved, in all. */
export const shiftOf = async (page: Page): Promise<number> => total(await shifts(page));

/** What the browser itself counts. */
export async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
}

/** Lets the memory of the program be read; to be called before the page is opened. */
export async function noteMemory(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const memories = new Set<WebAssembly.Memory>();
    Object.assign(window, { benchMemories: memories });
    const note = (result: any) => {
      for (const value of Object.values((result.instance ?? result).exports)) {
        if (value instanceof WebAssembly.Memory) memories.add(value);
      }
      return result;
    };
    for (const name of ["instantiate", "instantiateStreaming"] as const) {
      const own = WebAssembly[name] as (...given: any[]) => Promise<any>;
      (WebAssembly as any)[name] = (...given: any[]) => own.apply(WebAssembly, given).then(note);
    }
  });
}

const MIB = 1024 * 1024;

/** The program's memory and the heap after it was swept, in MiB. */
export async function memory({ page, cdp }: Visit): Promise<{ wasm: number; heap: number }> {
  await cdp.send("HeapProfiler.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await cdp.send("Runtime.getHeapUsage")) as { usedSize: number };
  const wasm = await page.evaluate(() => {
    const memories = (window as any).benchMemories as Set<WebAssembly.Memory>;
    return [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  });
  return { wasm: wasm / MIB, heap: usedSize / MIB };
}
