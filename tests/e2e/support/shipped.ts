// The backend as shipped, for tests: replayed by the sandbox, its app at another origin.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { app, Program, root } from "./program.ts";

/** A key for jobs, and one for the caches; each is refused where the other belongs. */
export const jobKey = "content-gen-key-123";
export const cacheKey = "cache-key-1";

/** Where recorded answers are: those that the contract's own tests read, and the others. */
const samples = ["crates/wire/samples", "tests/e2e/samples"].map((folder) => join(root, folder));

/** The JSON of a recorded answer. */
export function recordedBody(name: string): any {
  const file = samples.map((folder) => join(folder, `${name}.json`)).find(existsSync);
  if (file === undefined) throw new Error(`no recorded answer is called ${name}`);
  return JSON.parse(JSON.parse(readFileSync(file, "utf8")).response_body);
}

export type ShippedOptions = {
  environment?: "default" | "nomock" | "patched" | "dryrun" | "tz";
  /** Recorded answers whose jobs are there from the start. */
  jobs?: string[];
  /** How long work takes; 1 is lifelike. */
  pace?: number;
  /** Serve the app from a second server, so that this one may be down while the page loads. */
  split?: boolean;
};

/** A request or a socket as it arrived. */
export type Entry = {
  /** `SOCKET` for a handshake. */
  method: string;
  /** As it was sent, still encoded. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  /** What it was answered with; none yet, or never. */
  status: number | null;
};

export class ShippedServer {
  /** Where it answers. */
  address = "";
  /** Where its app is. */
  app = "";
  #program = new Program();
  readonly #options: ShippedOptions;

  constructor(options: ShippedOptions) {
    this.#options = options;
  }

  /** Begins to answer, on the same ports as before. */
  async start(): Promise<void> {
    const { environment = "default", jobs = [], pace = 1 } = this.#options;
    const at = (address: string) => (address === "" ? "127.0.0.1:0" : new URL(address).host);
    const addresses = await this.#program.start([
      ...samples.flatMap((folder) => ["--shipped", folder]),
      ...["--environment", environment, "--pace", String(pace), "--faults"],
      ...["--listen", at(this.address), "--app", app, "--app-listen", at(this.app)],
      ...jobs.flatMap((name) => ["--recorded-jobs", name]),
    ]);
    this.address = addresses.ready;
    this.app = addresses.app ?? "";
  }

  /** Goes away as a crash does. */
  stop(): Promise<void> {
    return this.#program.stop();
  }

  /** Forgets everything that is in memory only: jobs, caches' history, sessions, counters. */
  async restart(): Promise<void> {
    await this.#ask("POST", "/__sandbox/restart");
  }

  /** What was asked since it started, in order. */
  async requests(): Promise<Entry[]> {
    const entries = await (await this.#ask("GET", "/__sandbox/requests")).json();
    return entries.map((entry: { query: string }) => ({
      ...entry,
      query: new URLSearchParams(entry.query),
    }));
  }

  /** What was asked of a path. */
  async asked(path: string, method?: string): Promise<Entry[]> {
    return (await this.requests()).filter(
      (entry) => entry.path === path && (method === undefined || entry.method === method),
    );
  }

  /** The live sessions. */
  async rooms(): Promise<string[]> {
    return (await (await this.#ask("GET", "/ws/sessions/active")).json()).sessions;
  }

  /** Says something to everybody in a live session. */
  async say(room: string, what: object): Promise<void> {
    await this.#ask("POST", `/ws/sessions/${encodeURIComponent(room)}/broadcast`, what);
  }

  /** What it wrote to its error output, for a failing test. */
  get log(): string {
    return this.#program.log;
  }

  async #ask(method: string, path: string, what?: object): Promise<Response> {
    const answer = await fetch(this.address + path, {
      method,
      headers: { "content-type": "application/json" },
      body: what === undefined ? undefined : JSON.stringify(what),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** Which keys a person has connected with. */
export type Ring = { key?: string; cache?: string };

/** Lets every page of the context begin connected, until the app itself forgets it. */
export async function connectWith(
  context: BrowserContext,
  backend: { address: string },
  { key, cache }: Ring,
): Promise<void> {
  const proof = { kind: "api_key", key: key ?? null, cache: cache ?? null };
  const session = JSON.stringify({ base: backend.address, user: null, proof });
  const owner = `${person(key)} ${backend.address}`;
  await context.addInitScript(([session, owner]) => {
    if (window.top !== window) return;
    try {
      // A reload must not connect again.
      if (localStorage.getItem("e2e.connected") !== null) return;
      localStorage.setItem("toombos.session", session);
      localStorage.setItem("e2e.connected", "yes");
      // Nothing is held before it is published, unless a test is about that.
      localStorage.setItem("toombos.publish-hold", JSON.stringify({ [owner]: 0 }));
    } catch {
      // A page that is still empty has no storage.
    }
  }, [session, owner] as const);
}

/**
 * Lets publishing be undone for a minute from now on, longer than any machine needs to do so; to be
 * called before the page is opened.
 */
export async function holdPublishing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // The frame of a preview has no storage.
    if (window.top !== window) return;
    const choices = JSON.parse(localStorage.getItem("toombos.publish-hold") ?? "{}");
    for (const owner of Object.keys(choices)) choices[owner] = 60;
    localStorage.setItem("toombos.publish-hold", JSON.stringify(choices));
  });
}

/** How the app tells keys apart that no account is known of: 12 bits of a hash (FNV-1a). */
function person(key: string | undefined): string {
  if (key === undefined) return "";
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(key)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return `key-${(hash & 0xfffn).toString(16).padStart(3, "0")}`;
}

/** A job of the server, as its list tells it. */
export type ShippedJob = {
  job_id: string;
  status: string;
  created_at: string;
  completed_at: string | null;
  results: Record<string, any>;
  errors: string[];
};

/** Asks the server itself, past the app. */
export class Backend {
  readonly #server: ShippedServer;

  constructor(server: ShippedServer) {
    this.#server = server;
  }

  async jobs(): Promise<ShippedJob[]> {
    return this.#send("GET", `/api/v2/jobs?limit=1000&api_key=platform-key-789`);
  }

  async sync(document_id: string, channels: string[]): Promise<{ job_id: string }> {
    const path = "/api/v2/content/sync?api_key=platform-key-789";
    return this.#send("POST", path, { document_id, channels });
  }

  async send<T = any>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#send(method, path, body);
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.#server.address + path, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return (await answer.json()) as T;
  }
}

/** Goes to a page and waits until it says its name. */
export async function open(page: Page, address: string, name: string | RegExp): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1, name }).waitFor();
}
