// Visits every page and writes down which functions of the program ran until it was ready.
//
// node visit.mjs <sandbox> <app> <output>: the app is a build whose files still name their functions.
// The output has a line for each function: the modules of the pages that ran it, and its name. What
// ran before the file of the page was there counts as run by the frame, and what ran before that was
// there as run by the main module; so some visits hold files back. Others have files, the server or
// the line fail, or leave with something typed, for then no file can be had that says so or keeps it.
// A function that never ran has no modules.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("@playwright/test");
const [sandboxPath, app, output] = process.argv.slice(2);
const modules = JSON.parse(readFileSync(new URL("../../src/modules.json", import.meta.url)));
const password = "toombos-demo-1";
// An owner sees what everybody else does, and more.
const email = "owner@toombos.test";

/** The functions of a file: name and size of the body, at their numbers. */
function functionsOf(file) {
  const bytes = readFileSync(file);
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  const skipLimits = () => {
    const flags = number();
    number();
    if (flags & 1) number();
  };
  let imported = 0;
  const sizes = [];
  const names = new Map();
  while (at < bytes.length) {
    const kind = bytes[at++];
    const size = number();
    const end = at + size;
    if (kind === 2) {
      for (let count = number(); count > 0; count--) {
        text();
        text();
        const what = bytes[at++];
        if (what === 0) {
          imported++;
          number();
        } else if (what === 1) {
          at++;
          skipLimits();
        } else if (what === 2) skipLimits();
        else at += 2;
      }
    } else if (kind === 10) {
      for (let count = number(); count > 0; count--) {
        const size = number();
        sizes.push(size);
        at += size;
      }
    } else if (kind === 0 && text() === "name") {
      while (at < end) {
        const part = bytes[at++];
        const partEnd = number() + at;
        if (part === 1) {
          for (let count = number(); count > 0; count--) names.set(number(), text());
        }
        at = partEnd;
      }
    }
    at = end;
  }
  return { imported, sizes, names };
}

/** Starts a program; resolves with the first line that fits. */
function start(program, args, stream, pattern) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const found = new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${program} ended (${code})`)));
    createInterface({ input: child[stream] }).on("line", (line) => {
      const match = line.match(pattern);
      if (match) resolve(match[0]);
    });
  });
  return { child, found };
}

// Removed at the end: a browser's other processes outlive it by a moment.
const profiles = [];
const programs = readdirSync(app)
  .filter((name) => name.endsWith(".wasm"))
  .map((name) => functionsOf(join(app, name)));
/** The modules that ran each function. */
const ran = new Map();
for (const { names, imported, sizes } of programs) {
  sizes.forEach((_, at) => ran.set(names.get(imported + at), new Set()));
}

/** The files that all pages with the frame have in common, by the table in the page. */
function filesOfFrame() {
  const page = readFileSync(join(app, "index.html"), "utf8");
  const [, signedIn] = page.match(/\((\[\[".*?\]\]), \[\[/);
  const [first, ...others] = JSON.parse(signedIn).map(([, files]) => files);
  return first.filter((file) => others.every((files) => files.includes(file)));
}
const frame = filesOfFrame();

/** Notes the functions that V8 compiled, in this order; it compiles each when it is first called. */
function note(module, lines, isOpened) {
  const compiled = new Map();
  for (const line of lines) compiled.set(line[0], [...(compiled.get(line[0]) ?? []), line]);
  const programOf = new Map();
  for (const [address, lines] of compiled) {
    // The page compiles a program of its own, and that is none of these.
    const fits = ({ imported, sizes }) => lines.every(([, index, size]) => sizes[index - imported] === size);
    programOf.set(address, programs.find(fits));
  }
  const isEntry = (name, module) => name.includes(`__wasm_split_00${module}00_export_`);
  let now = "main";
  for (const [address, index] of lines) {
    const name = programOf.get(address)?.names.get(index);
    if (name === undefined) continue;
    if (isEntry(name, module)) now = module;
    else if (isEntry(name, "shell")) now = "shell";
    ran.get(name).add(now);
  }
  if ((now === module) !== isOpened) throw new Error(`${module} was ${isOpened ? "not " : ""}opened`);
}

/** Has V8 compile so many other functions that its lines about the program's are written out. */
function fillBuffer() {
  const number = (value) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
  const section = (kind, bytes) => [kind, ...number(bytes.length), ...bytes];
  const count = 400;
  const all = (one) => [...number(count), ...Array.from({ length: count }, (_, index) => one(index)).flat()];
  const exported = (index) => [3, ...[...String(index).padStart(3, "0")].map((c) => c.charCodeAt(0)), 0, ...number(index)];
  const module = new WebAssembly.Module(
    new Uint8Array([
      ...[0, 97, 115, 109, 1, 0, 0, 0],
      ...section(1, [1, 0x60, 0, 0]),
      ...section(3, all(() => [0])),
      ...section(7, all(exported)),
      ...section(10, all(() => [2, 0, 11])),
    ]),
  );
  Object.values(new WebAssembly.Instance(module).exports).forEach((run) => run());
}

/** Opens a page in a browser that starts with this profile. */
async function visit({ module, address, session, path, act, profile, prepare, isOpened = true, fetchesAhead = false }) {
  const lines = [];
  const { child, found } = start(
    process.env.CHROME_PATH ?? "chromium",
    [
      ..."--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(" "),
      ..."--disable-background-networking --disable-component-update --disable-sync".split(" "),
      // Several compilers would share the lines of the output.
      "--js-flags=--trace-wasm-compilation-times --liftoff-only",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "--window-size=1440,900",
    ],
    "stderr",
    /ws:\/\/\S+/,
  );
  createInterface({ input: child.stdout }).on("line", (line) => {
    const match = line.match(/^Compiled function (0x[0-9a-f]+)#(\d+) .*bodysize (\d+)/);
    if (match) lines.push([match[1], Number(match[2]), Number(match[3])]);
  });
  try {
    const browser = await chromium.connectOverCDP(await found, { timeout: 20_000 });
    const context = browser.contexts()[0];
    if (session) {
      await context.addInitScript((session) => localStorage.setItem("toombos.session", session), session);
    }
    if (!fetchesAhead) {
      await context.addInitScript(() =>
        Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
      );
    }
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare?.(page, context);
    await page.goto(address + path);
    await page.locator("h1:visible, button:visible").first().waitFor();
    await page.waitForLoadState("networkidle");
    await act?.(page);
    // What a page does a moment later.
    await page.waitForTimeout(1500);
    await page.evaluate(fillBuffer);
    await browser.close();
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
  }
  note(module, lines, isOpened);
  console.log(`${path}: ${lines.length} functions`);
}

/** A phone on a slow line. */
async function onPhone(page, context) {
  await page.setViewportSize({ width: 390, height: 844 });
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const line = { offline: false, latency: 400, downloadThroughput: -1, uploadThroughput: -1 };
  await session.send("Network.emulateNetworkConditions", line);
}

/** Files that come one after another, each when all that can run without it has run. */
async function held(page) {
  let start;
  await page.route(/\.wasm$/, async (route) => {
    start ??= Date.now();
    const name = new URL(route.request().url()).pathname.slice(1);
    const wait = name.startsWith("app-") ? 0 : frame.includes(name) ? 4000 : 7000;
    await new Promise((resolve) => setTimeout(resolve, start + wait - Date.now()));
    await route.continue();
  });
}

/** What is typed into every field that takes text. */
async function fill(page) {
  for (const field of await page.getByRole("textbox").all()) {
    await field.fill("2026", { timeout: 2000 }).catch(() => {});
  }
}

/** A page that loses the server and finds it again, and is left with something typed in it. */
const interrupted = {
  isOnce: true,
  act: async (page) => {
    await fill(page);
    await page.context().setOffline(true);
    await page.waitForTimeout(5000);
    await fill(page);
    await page.context().setOffline(false);
    await page.waitForTimeout(3000);
    await page.reload();
    await page.locator("h1:visible").first().waitFor();
    await page.waitForLoadState("networkidle");
  },
};

/** A page to which the server answers with errors. */
const refused = {
  isOnce: true,
  prepare: (page) =>
    page.route(
      (url) => !/\.\w+$/.test(url.pathname),
      (route) =>
        route.request().resourceType() === "document"
          ? route.continue()
          : route.fulfill({ status: 500, json: { detail: "Internal Server Error" } }),
    ),
};

/** Has requests for these files fail until the returned function is called. */
async function cut(page, pattern, fail = (route) => route.abort()) {
  let isCut = true;
  await page.route(pattern, (route) => (isCut ? fail(route) : route.continue()));
  return () => (isCut = false);
}

/** A page whose file could not be had, and then can: what says so must not have to be fetched. */
function failing(pattern) {
  let mend;
  return {
    prepare: async (page) => (mend = await cut(page, pattern)),
    act: async (page) => {
      await page.getByText("Couldn't load this page").waitFor();
      mend();
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("button", { name: "Try again" }).waitFor({ state: "hidden" });
      await page.waitForLoadState("networkidle");
    },
  };
}

/** Has the server be of another build, without these files. */
async function replaceBuild(page, pattern) {
  await cut(page, pattern, (route) => route.fulfill({ status: 404 }));
  await page.route((url) => url.pathname === "/", (route) => route.fulfill({ body: "another build" }));
}

const waitForNewVersion = (page) => page.getByText("A new version is available").first().waitFor();

/** A page whose file is gone, for the server has another build. */
const outdated = {
  isOpened: false,
  prepare: (page) => replaceBuild(page, /split_jobs.*\.wasm$/),
  act: waitForNewVersion,
};

/** A page whose server has another build once it is ready, and that is left for others. */
const overtaken = {
  isOnce: true,
  act: async (page) => {
    await fill(page);
    const mend = await cut(page, /\.wasm$/);
    const pages = page.getByRole("navigation", { name: "Main" });
    await pages.getByRole("link", { name: "Analytics" }).click();
    await page.getByText("Couldn't load this page").waitFor();
    mend();
    await replaceBuild(page, /\.wasm$/);
    await page.getByRole("button", { name: "Try again" }).last().click();
    await waitForNewVersion(page);
    await pages.getByRole("link", { name: "Content" }).click();
    await waitForNewVersion(page);
  },
};

/** A browser that has been nowhere yet. */
function newProfile() {
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  profiles.push(profile);
  return profile;
}

/**
 * Opens a page for the first time with files that are held back, again with all that the browser
 * kept, on a phone, and for the first time there: answers then come when the page is drawn already.
 */
async function visitOften(what) {
  const profile = newProfile();
  await patiently(() => visit({ prepare: what.isOnce ? undefined : held, ...what, profile }));
  if (what.isOnce) return;
  await patiently(() => visit({ prepare: onPhone, ...what, profile }));
  const fresh = newProfile();
  await patiently(() => visit({ prepare: onPhone, ...what, profile: fresh }));
}

/** Tries again: a browser that has just been started may not answer. */
async function patiently(run) {
  for (let left = 4; ; left--) {
    try {
      return await run();
    } catch (problem) {
      if (left === 0) throw problem;
    }
  }
}

const sandboxes = [];

/** Starts a server with so many past jobs; resolves with its address and a session there. */
async function startServer(jobs) {
  const sandbox = start(
    sandboxPath,
    ["--listen", "127.0.0.1:0", "--memory", "--app", app, "--pace", "0.05", "--jobs", String(jobs)],
    "stdout",
    /http:\/\/[^\s"/]+/,
  );
  sandboxes.push(sandbox.child);
  const address = await sandbox.found;
  const answer = await fetch(`${address}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const grant = await answer.json();
  const session = JSON.stringify({
    base: address,
    user: grant.user,
    proof: {
      kind: "token",
      access: grant.access_token,
      refresh: grant.refresh_token,
      expires_at: Date.now() + grant.expires_in * 1000,
    },
  });
  return { address, session, headers: { authorization: `Bearer ${grant.access_token}` } };
}

try {
  // More than a page of jobs: some functions run for large collections alone.
  const { address, session, headers } = await startServer(150);
  const first = async (path, list, id) => {
    const answer = await fetch(`${address}/api/v2/${path}`, { headers });
    return encodeURIComponent((await answer.json())[list][0][id]);
  };
  const job = await first("jobs?status=completed&limit=1", "jobs", "job_id");
  const content = await first("content?limit=1", "content", "content_id");
  const template = await first("templates?limit=1", "templates", "id");
  const ids = { content, job, template, edit_template: template };
  const visits = [];
  const pushAll = (visit, act) =>
    visits.push({ ...visit, act }, { ...visit, ...interrupted }, { ...visit, ...refused });
  for (const [module, paths] of Object.entries(modules.signed_out)) {
    pushAll({ module, address, path: paths[0] }, fill);
  }
  for (const [module, paths] of Object.entries(modules.signed_in)) {
    pushAll({ module, address, session, path: paths[0].replace(":id", ids[module]) });
  }
  visits.push({ module: "not_found", address, session, path: "/nowhere" });
  const jobs = { module: "jobs", address, session, path: "/jobs" };
  const anyButMain = /\/(?!app[-_])[^/]*\.wasm$/;
  visits.push({ module: "login", address, path: "/login", ...failing(anyButMain) });
  visits.push({ ...jobs, ...failing(anyButMain) });
  visits.push({ ...jobs, ...failing(/split_jobs.*\.wasm$/) });
  visits.push({ ...jobs, ...failing(/styles-.*\.css$/) });
  visits.push({ ...jobs, ...outdated });
  for (const [module, path] of [["overview", "/"], ["generate", "/generate"], ["jobs", "/jobs"], ["templates", "/templates"]]) {
    visits.push({ module, address, session, path, ...overtaken });
  }
  // And others for those that come in one page, or for none.
  for (const few of [await startServer(40), await startServer(0)]) {
    const { address, session } = few;
    for (const [module, path] of [["overview", "/"], ["jobs", "/jobs"], ["contents", "/content"], ["analytics", "/analytics"]]) {
      visits.push({ module, address, session, path });
    }
  }
  const wait = (page) => page.waitForTimeout(8000);
  visits.push({ ...jobs, fetchesAhead: true, act: wait });
  visits.push({ module: "login", address, path: "/login", fetchesAhead: true, act: wait });
  const work = async () => {
    for (let next = visits.shift(); next !== undefined; next = visits.shift()) await visitOften(next);
  };
  await Promise.all([work(), work()]);
} finally {
  for (const sandbox of sandboxes) sandbox.kill();
}
for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 9 });
const lines = [...ran].map(([name, modules]) => `${[...modules].sort().join(" ")}\t${name}`);
writeFileSync(output, lines.sort().join("\n") + "\n");
console.log(`${[...ran.values()].filter(({ size }) => size > 0).length} of ${ran.size} functions ran`);
