// The backend as shipped, for tests: replayed, and served beside the app as customers have it.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { Host } from "./shipped/host.mjs";
import { body } from "./shipped/samples.mjs";
import { ShippedServer } from "./shipped/server.mjs";

export { ShippedServer };
export type { Entry } from "./shipped/server.mjs";
export type { Environment, WorldOptions } from "./shipped/world.mjs";

/** A key for jobs, and one for the caches; each is refused where the other belongs. */
export const jobKey = "content-gen-key-123";
export const cacheKey = "cache-key-1";

/** The JSON of a recorded answer. */
export const recordedBody: (name: string) => any = body;

const app = process.env.APP_PATH ?? resolve(import.meta.dirname, "../../../dist");

/** Serves the app at an origin of its own, told to talk to that backend. */
export async function hostFor(backend: ShippedServer): Promise<Host> {
  if (!existsSync(join(app, "index.html"))) {
    throw new Error(`${app} is missing: run \`cargo xtask test e2e\``);
  }
  const host = new Host(app, () => ({
    api_url: backend.address,
    allowed_backends: ["http://127.0.0.1:*"],
  }));
  await host.start();
  return host;
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
