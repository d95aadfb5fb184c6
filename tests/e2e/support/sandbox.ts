// Starts, stops and restarts one sandbox server.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../../..");
const program = process.env.SANDBOX_PATH ?? join(root, "target/debug/sandbox");
/** The folder of the built app. */
export const app = process.env.APP_PATH ?? join(root, "dist");

export type SandboxOptions = {
  /** Past jobs to begin with. */
  jobs?: number;
  /** How long writing and publishing take; 1 is lifelike. */
  pace?: number;
  /** Jobs that run at the same time. */
  workers?: number;
  /** Requests per minute and caller. */
  rateLimit?: number;
  /** Keep the data on disk, so that `restart` finds it again. */
  keep?: boolean;
  /** Serve the app below this path, such as `/toombos/`. */
  base?: string;
  /** Serve the app from a second server, so that this one may be down while the page loads. */
  split?: boolean;
};

export class Sandbox {
  /** Where it answers, e.g. `http://127.0.0.1:41873`. */
  address = "";
  #process: ChildProcess | undefined;
  #data: string | undefined;
  #said: string[] = [];
  readonly #options: SandboxOptions;

  constructor(options: SandboxOptions) {
    this.#options = options;
    if (options.keep) this.#data = mkdtempSync(join(tmpdir(), "toombos-e2e-"));
  }

  /** Starts the server; a second start takes the port and the data of the first. */
  async start(): Promise<void> {
    for (const path of [program, join(app, "index.html")]) {
      if (!existsSync(path)) throw new Error(`${path} is missing: run \`cargo xtask test e2e\``);
    }
    const { jobs, pace = 0.05, workers, rateLimit, base } = this.#options;
    const started = spawn(
      program,
      [
        ["--listen", this.address === "" ? "127.0.0.1:0" : new URL(this.address).host],
        this.#data === undefined ? ["--memory"] : ["--data", this.#data],
        ["--faults", "--app", app, "--pace", String(pace)],
        jobs === undefined ? [] : ["--jobs", String(jobs)],
        workers === undefined ? [] : ["--workers", String(workers)],
        rateLimit === undefined ? [] : ["--rate-limit", String(rateLimit)],
        base === undefined ? [] : ["--base", base],
      ].flat(),
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#process = started;
    createInterface({ input: started.stderr! }).on("line", (line) => this.#said.push(line));
    this.address = await new Promise<string>((ready, failed) => {
      started.once("error", failed);
      started.once("exit", (code) =>
        failed(new Error(`the sandbox ended (${code}):\n${this.#said.join("\n")}`)),
      );
      createInterface({ input: started.stdout! }).on("line", (line) => {
        const address = line.match(/http:\/\/[^\s"/]+/)?.[0];
        if (address) ready(address);
      });
    });
  }

  /** Stops the server as a crash would, without a goodbye. */
  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((done) => running.once("exit", done));
    running.kill("SIGKILL");
    await ended;
  }

  /** Down and up again, on the same port; with `keep`, with the same data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends the server and removes what it kept. */
  async close(): Promise<void> {
    await this.stop();
    if (this.#data !== undefined) rmSync(this.#data, { recursive: true, force: true });
  }

  /** What the server wrote to its error output, for a failing test. */
  get log(): string {
    return this.#said.join("\n");
  }
}
