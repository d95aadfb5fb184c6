// How the backend writes times: mostly without a zone, as Python's `isoformat` does.

/** @param {number} value @param {number} [width] */
const pad = (value, width = 2) => String(value).padStart(width, "0");

/** What the server's wall clock is behind or ahead of UTC, in milliseconds. @typedef {number} Offset */

/**
 * A time without a zone: UTC, or the server's local time with an offset.
 * @param {number} millis @param {Offset} [offset]
 */
export function naive(millis, offset = 0) {
  const text = new Date(millis + offset).toISOString().slice(0, -1);
  // Python drops the fraction when it is nothing, and writes microseconds otherwise.
  return text.endsWith(".000") ? text.slice(0, -4) : `${text}${pad(millis % 997, 3)}`;
}

/** A time that says its zone. @param {number} millis */
export const aware = (millis) => `${naive(millis)}+00:00`;

/**
 * The second as ids carry it, e.g. `20261123000422`.
 * @param {number} millis @param {Offset} [offset]
 */
export function digits(millis, offset = 0) {
  const at = new Date(millis + offset);
  return [
    at.getUTCFullYear(),
    pad(at.getUTCMonth() + 1),
    pad(at.getUTCDate()),
    pad(at.getUTCHours()),
    pad(at.getUTCMinutes()),
    pad(at.getUTCSeconds()),
  ].join("");
}

/** Five hours behind, as a server in New York is in November. */
export const newYork = -5 * 3_600_000;
