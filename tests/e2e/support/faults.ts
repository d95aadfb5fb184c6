// Breaks what the server does, for one request or for a while.
import type { Page } from "@playwright/test";

/** Something to break, as the sandbox names it. */
export type Fault =
  | { kind: "latency"; ms: number }
  | { kind: "status"; status: number; retry_after?: number | string | { date_in: number }; detail?: string; body?: unknown }
  | { kind: "plain-500" | "truncated" | "malformed" | "drop" }
  | { kind: "refuse-websocket" | "silent-websocket" | "skip-frames" | "repeat-frames" }
  | { kind: "close-sockets"; code?: number }
  | { kind: "clock-skew"; seconds: number }
  | { kind: "expire-tokens"; refresh?: boolean }
  | { kind: "token-ttl"; seconds: number }
  | { kind: "fail-channel"; channel?: string; message?: string }
  | { kind: "hold-channel"; channel?: string; step?: string }
  | { kind: "fail-cache"; target?: string; message?: string }
  | { kind: "break-component"; component: string; status?: string; message?: string };

/** When to break it. */
export type When = {
  /** `GET /api/v2/jobs*`, or a path alone; everything unless given. */
  match?: string;
  /** How often; until it is cleared unless given. */
  times?: number;
  /** For how many milliseconds. */
  for_ms?: number;
  /** How many occasions to let pass first. */
  after?: number;
};

export class Faults {
  readonly #server: { address: string };

  constructor(server: { address: string }) {
    this.#server = server;
  }

  /** Adds a fault, until it has struck often enough or `clear`. */
  async add(fault: Fault, when: When = {}): Promise<void> {
    await this.#control("POST", { fault, ...when });
  }

  /** Makes the server whole again. */
  async clear(): Promise<void> {
    await this.#control("DELETE");
  }

  /** Sends faults along with every request of the page whose address matches. */
  async onRequests(page: Page, address: RegExp, faults: string): Promise<void> {
    await page.route(address, (route) =>
      route.continue({ headers: { ...route.request().headers(), "x-sandbox-fault": faults } }),
    );
  }

  async #control(method: string, body?: unknown): Promise<void> {
    const answer = await fetch(`${this.#server.address}/__sandbox/faults`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`faults: ${answer.status} ${await answer.text()}`);
  }
}
