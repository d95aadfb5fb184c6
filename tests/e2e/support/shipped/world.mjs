// What the backend keeps in its memory: gone at a restart, all of it.
import { newYork } from "./clock.mjs";
import { body } from "./samples.mjs";

/** @typedef {"default" | "nomock" | "patched" | "dryrun" | "tz"} Environment */

/** Who may ask job routes, and how often in a minute. @type {Record<string, number>} */
export const jobKeys = {
  "content-gen-key-123": 1000,
  "crm-key-456": 500,
  "platform-key-789": 500,
};

/** Who may touch the caches, once they are repaired. */
export const cacheKeys = ["cache-key-1", "cache-key-2"];

/**
 * @typedef {object} WorldOptions
 * @property {Environment} [environment]
 * @property {string[]} [jobs] Samples whose jobs are there from the start.
 * @property {number} [limit] Requests per minute for every job key, instead of the real ones.
 * @property {number} [pace] How long work takes; 1 is lifelike.
 * @property {string[]} [origins] Whom an explicit `CORS_ORIGINS` names, in `dryrun`.
 */

/**
 * @typedef {object} Job
 * @property {string} id
 * @property {string} document
 * @property {string[]} channels
 * @property {number} created In milliseconds since 1970, as all times here.
 * @property {number} begins When it stops being pending; never, where nothing works it off.
 * @property {number} ends
 * @property {{ status: string, results: Record<string, unknown>, errors: string[] }} outcome
 * @property {any} [recorded] The recorded job itself, told as it was.
 * @property {boolean} [poisoned] Whether its document id cannot be encoded.
 */

export class World {
  /** @param {WorldOptions} options */
  constructor(options = {}) {
    this.environment = options.environment ?? "default";
    this.pace = options.pace ?? 1;
    this.limit = options.limit;
    this.origins = this.environment === "dryrun" ? (options.origins ?? []) : undefined;
    this.offset = this.environment === "tz" ? newYork : 0;
    this.started = Date.now();
    /** @type {Map<string, Job>} */
    this.jobs = new Map();
    /** @type {Map<string, { minute: number, count: number }>} */
    this.asked = new Map();
    /** What `/cache/history` tells. @type {any[]} */
    this.invalidations = [];
    /** When `/health/detailed` last looked; the report it keeps is what `/health` repeats. */
    this.examined = 0;
    /** Until when one slow check holds up everybody. */
    this.busyUntil = 0;
    for (const name of options.jobs ?? []) this.#remember(body(name));
  }

  get patched() {
    return this.environment === "patched";
  }

  get uptime() {
    return (Date.now() - this.started) / 1000;
  }

  /** @param {any} told One job, or a list of them. */
  #remember(told) {
    for (const recorded of [told].flat()) {
      const created = Date.parse(`${recorded.created_at}Z`) - this.offset;
      this.jobs.set(recorded.job_id, {
        id: recorded.job_id,
        document: recorded.job_id.split("_").slice(2).join("_"),
        channels: Object.keys(recorded.results),
        created,
        begins: created,
        ends: created,
        outcome: recorded,
        recorded,
      });
    }
  }
}
