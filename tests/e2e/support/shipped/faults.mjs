// What a test breaks on top of what is broken anyway.
import { crash, json } from "./answer.mjs";

/**
 * @typedef {object} Fault
 * @property {number} [status] Answers with this.
 * @property {unknown} [body] The JSON that goes with `status`.
 * @property {boolean} [crash] Answers a plain 500 without CORS headers.
 * @property {boolean} [drop] Ends the connection.
 * @property {boolean} [hang] Never answers.
 * @property {number} [wait] Answers as ever, this many milliseconds later.
 * @property {number} [times] How often; until `heal` unless given.
 */

/** @typedef {Fault & { answer?: import("./answer.mjs").Answer }} Struck */

export class Faults {
  /** @type {{ method: string | undefined, path: string, fault: Fault, left: number }[]} */
  #set = [];

  /**
   * Breaks a path: `/health`, `GET /api/v2/jobs`, or, with a star at its end, all that begin so.
   * @param {string} match @param {Fault} fault
   */
  fail(match, fault) {
    const [first = "", second] = match.split(" ");
    const [method, path] = second === undefined ? [undefined, first] : [first, second];
    this.#set.push({ method, path, fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** Never answers a path. @param {string} match */
  hang(match) {
    this.fail(match, { hang: true });
  }

  /** Makes everything whole again. */
  heal() {
    this.#set = [];
  }

  /** What strikes this request. @param {string} method @param {string} path @returns {Struck | undefined} */
  take(method, path) {
    const found = this.#set.find(
      (set) =>
        set.left > 0 &&
        (set.method === undefined || set.method === method) &&
        (set.path.endsWith("*") ? path.startsWith(set.path.slice(0, -1)) : path === set.path),
    );
    if (!found) return undefined;
    found.left -= 1;
    const { fault } = found;
    if (fault.crash) return { ...fault, answer: crash() };
    if (fault.status === undefined) return fault;
    return { ...fault, answer: json(fault.body ?? { detail: "Broken by the test" }, fault.status) };
  }
}
