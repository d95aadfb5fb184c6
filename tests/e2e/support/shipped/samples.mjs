// The recorded answers of the backend as shipped.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../../..");

/** Those that the contract's own tests read come first; the others only the replay needs. */
const folders = [join(root, "crates/wire/samples"), join(root, "tests/e2e/samples")];

/**
 * @typedef {object} Sample
 * @property {string} name
 * @property {string} method
 * @property {string} path
 * @property {string} query
 * @property {Record<string, string>} headers_sent
 * @property {string | null} request_body
 * @property {number} status
 * @property {Record<string, string>} response_headers
 * @property {string} response_body
 */

/** @type {Map<string, any>} */
const read = new Map();

/**
 * One recorded answer.
 * @param {string} name
 * @returns {Sample}
 */
export function sample(name) {
  let found = read.get(name);
  if (found === undefined) {
    const path = folders.map((folder) => join(folder, `${name}.json`)).find(existsSync);
    if (path === undefined) throw new Error(`no sample is called ${name}`);
    found = JSON.parse(readFileSync(path, "utf8"));
    read.set(name, found);
  }
  return found;
}

/**
 * The JSON of a recorded answer, as a value of its own that may be changed.
 * @param {string} name
 * @returns {any}
 */
export const body = (name) => JSON.parse(sample(name).response_body);

/** The names of all recorded answers. */
export function names() {
  const files = folders.filter(existsSync).flatMap((folder) => readdirSync(folder));
  return [...new Set(files)]
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}
