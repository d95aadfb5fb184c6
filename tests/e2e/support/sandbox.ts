// Starts, stops and restarts one sandbox server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, Program } from "./program.ts";

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
  #program = new Program();
  #data: string | undefined;
  readonly #options: SandboxOptions;

  constructor(options: SandboxOptions) {
    this.#options = options;
    if (options.keep) this.#data = mkdtempSync(join(tmpdir(), "toombos-e2e-"));
  }

  /** Starts the server; a second start takes the port and the data of the first. */
  async start(): Promise<void> {
    const { jobs, pace = 0.05, workers, rateLimit, base } = this.#options;
    const addresses = await this.#program.start(
      [
        ["--listen", this.address === "" ? "127.0.0.1:0" : new URL(this.address).host],
        this.#data === undefined ? ["--memory"] : ["--data", this.#data],
        ["--faults", "--app", app, "--pace", String(pace)],
        jobs === undefined ? [] : ["--jobs", String(jobs)],
        workers === undefined ? [] : ["--workers", String(workers)],
        rateLimit === undefined ? [] : ["--rate-limit", String(rateLimit)],
        base === undefined ? [] : ["--base", base],
      ].flat(),
    );
    this.address = addresses.ready;
  }

  /** Stops the server as a crash would, without a goodbye. */
  stop(): Promise<void> {
    return this.#program.stop();
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
    return this.#program.log;
  }
}
