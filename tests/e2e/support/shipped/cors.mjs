// The backend's CORS: any origin by default, or those that it was told of.

/** @typedef {Record<string, string>} Headers */

const methods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

/**
 * The answer to a preflight, for any path; `undefined` where it is none.
 * @param {string} method @param {import("node:http").IncomingHttpHeaders} headers
 * @param {string[] | undefined} origins
 */
export function preflight(method, headers, origins) {
  const { origin } = headers;
  const requested = headers["access-control-request-method"];
  if (method !== "OPTIONS" || origin === undefined || requested === undefined) return undefined;
  /** @type {Headers} */
  const sent = {
    vary: "Origin",
    "access-control-allow-methods": methods,
    "access-control-max-age": "600",
    "access-control-allow-credentials": "true",
    "content-type": "text/plain; charset=utf-8",
  };
  const asked = headers["access-control-request-headers"];
  if (typeof asked === "string") sent["access-control-allow-headers"] = asked;
  const refused = [];
  if (origins === undefined || origins.includes(origin)) {
    sent["access-control-allow-origin"] = origin;
  } else refused.push("origin");
  if (!methods.split(", ").includes(String(requested))) refused.push("method");
  return refused.length === 0
    ? { status: 200, headers: sent, body: "OK" }
    : { status: 400, headers: sent, body: `Disallowed CORS ${refused.join(", ")}` };
}

/**
 * What an ordinary answer says of CORS.
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @param {string[] | undefined} origins
 * @returns {Headers}
 */
export function shared({ origin, cookie }, origins) {
  if (origin === undefined) return {};
  const credentials = { "access-control-allow-credentials": "true" };
  if (origins !== undefined && !origins.includes(origin)) return credentials;
  return origins === undefined && cookie === undefined
    ? { "access-control-allow-origin": "*", ...credentials }
    : { "access-control-allow-origin": origin, ...credentials, vary: "Origin" };
}
