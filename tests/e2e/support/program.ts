// The sandbox's program: started, and stopped as a crash would.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

export const root = resolve(import.meta.dirname, "../../..");
const program = process.env.SANDBOX_PATH ?? join(root, "target/debug/sandbox");
/** The folder of the built app. */
export const app = process.env.APP_PATH ?? join(root, "dist");

/** Where what answers, e.g. `{ ready: "http://127.0.0.1:41873" }`. */
export type Addresses = { ready: string; app?: string };

export class Program {
  #process: ChildProcess | undefined;
  #said: string[] = [];

  /** Starts it, and waits until it is ready. */
  async start(options: string[]): Promise<Addresses> {
    for (const path of [program, join(app, "index.html")]) {
      if (!existsSync(path)) throw new Error(`${path} is missing: run \`cargo xtask test e2e\``);
    }
    const started = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = started;
    createInterface({ input: started.stderr! }).on("line", (line) => this.#said.push(line));
    return new Promise((ready, failed) => {
      const addresses: Record<string, string> = {};
      started.once("error", failed);
      started.once("exit", (code) =>
        failed(new Error(`the sandbox ended (${code}):\n${this.log}`)),
      );
      createInterface({ input: started.stdout! }).on("line", (line) => {
        const [, name, address] = line.match(/^(\w+) (http:\/\/[^\s"/]+)/) ?? [];
        if (name && address) addresses[name] = address;
        if (addresses.ready) ready({ ...addresses, ready: addresses.ready });
      });
    });
  }

  /** Stops it without a goodbye. */
  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((done) => running.once("exit", done));
    running.kill("SIGKILL");
    await ended;
  }

  /** What it wrote to its error output, for a failing test. */
  get log(): string {
    return this.#said.join("\n");
  }
}
