// Answers as values: what a handler returns, before any header of the transport is added.
import { sample } from "./samples.mjs";

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {boolean} [bare] Whether it bypasses CORS, as unhandled exceptions do.
 */

/** @param {unknown} value @param {number} [status] @returns {Answer} */
export const json = (value, status = 200) => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

/** @param {number} status @param {unknown} detail */
export const refuse = (status, detail) => json({ detail }, status);

/** What an unhandled exception becomes: plain text, and no CORS headers. @returns {Answer} */
export const crash = () => ({
  status: 500,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: "Internal Server Error",
  bare: true,
});

/** Headers that the transport writes anew. */
const own = /^(date|server|content-length|vary|access-control-.*)$/;

/**
 * A recorded answer, with parts of its JSON changed.
 * @param {string} name
 * @param {(body: any) => void} [change]
 * @returns {Answer}
 */
export function recorded(name, change) {
  const { status, response_headers: sent, response_body: text } = sample(name);
  const headers = Object.fromEntries(Object.entries(sent).filter(([name]) => !own.test(name)));
  const bare = status === 500 && headers["content-type"]?.startsWith("text/plain");
  if (change === undefined) return { status, headers, body: text, bare };
  const value = JSON.parse(text);
  change(value);
  return { status, headers, body: JSON.stringify(value), bare };
}

/**
 * One entry of a 422, as pydantic 2.5 writes it.
 * @param {string} type @param {(string | number)[]} loc @param {string} msg @param {unknown} input
 */
export const problem = (type, loc, msg, input) => ({
  type,
  loc,
  msg,
  input,
  url: `https://errors.pydantic.dev/2.5/v/${type}`,
});

/** @param {(string | number)[]} loc @param {unknown} [input] */
export const missing = (loc, input = null) => problem("missing", loc, "Field required", input);
