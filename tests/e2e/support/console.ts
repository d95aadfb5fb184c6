// Fails a test on anything the browser complains about.
import type { BrowserContext } from "@playwright/test";

export class ConsoleGuard {
  // Chromium says this of a machine that is busy, not of the page.
  readonly #allowed: RegExp[] = [/was preloaded using link preload but not used/];
  readonly #said: string[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      const type = message.type();
      if (type === "error" || type === "warning") {
        this.#said.push(`${type}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.#said.push(`uncaught: ${error.error().message}`));
  }

  /** Says that the test provokes this; Chromium itself reports every refused request. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** What was said and not allowed. */
  get complaints(): string[] {
    return this.#said.filter((line) => !this.#allowed.some((pattern) => pattern.test(line)));
  }
}

/** What Chromium writes when a request is answered with an error, or not at all. */
export const failedRequest = /Failed to load resource|net::ERR_|blocked by CORS policy/;

/** The same for sockets. */
export const failedSocket = /WebSocket connection to/;
