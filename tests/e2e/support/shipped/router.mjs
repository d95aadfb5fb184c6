// Which handler answers what; the rest is 404, 405 or a redirect, as FastAPI does it.
import { crash, json, recorded, refuse } from "./answer.mjs";
import * as batch from "./batch.mjs";
import * as caches from "./caches.mjs";
import * as generation from "./generate.mjs";
import * as health from "./health.mjs";
import * as jobs from "./jobs.mjs";
import { admit } from "./keys.mjs";
import { routes as roomRoutes } from "./rooms.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./answer.mjs").Answer} Answer */

/**
 * A request, read once.
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} path Decoded, as the backend's router sees it.
 * @property {string[]} params
 * @property {URLSearchParams} query
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} text
 * @property {any} json
 * @property {boolean} isJson Whether the sender says that the body is JSON.
 * @property {boolean} broken Whether the body is no JSON, though it should be.
 */

/** @typedef {(world: World, asked: Asked) => Answer} Handler */

/** @param {string} name @returns {Handler} */
const always = (name) => () => recorded(name);

/** @type {Handler} */
const newsletter = (world, asked) => {
  const refused = admit(world, asked);
  if (refused) return refused;
  return asked.json?.html_content === undefined ? recorded("newsletter-send-422") : crash();
};

/** @type {Handler} */
const sessionSummary = (_world, { json: wish }) => {
  if (wish?.content === undefined) return recorded("session-summary-422");
  const old = Date.now() - Date.parse(wish.session_date) > 30 * 86_400_000;
  return old ? recorded("session-summary-422-old") : crash();
};

/** All routes, in the backend's order where that matters. @param {import("./rooms.mjs").Rooms} rooms */
export function table(rooms) {
  const room = roomRoutes(rooms);
  /** @type {[string, string, Handler][]} */
  const routes = [
    ["GET", "/", always("root")],
    ["GET", "/openapi.json", always("openapi")],
    ["GET", "/docs", always("docs")],
    ["GET", "/health-legacy", always("health-legacy")],
    ["GET", "/ready-legacy", always("health-legacy")],
    ["GET", "/api/v1/services/status", health.services],
    ["POST", "/api/v1/services/validate", health.validateServices],
    ["GET", "/api/v1/database/status", always("database-status")],
    ["POST", "/api/v1/database/migrate", always("database-migrate")],
    ["GET", "/api/v1/status", always("v1-status")],
    ["GET", "/api/v1/preview", always("v1-generate-full")],
    ["POST", "/api/v1/generate-content", generation.generateV1],
    ["POST", "/api/v2/generate-content", generation.generate],
    ["GET", "/api/v2/templates", always("templates")],
    ["POST", "/api/v2/validate-content", always("validate-content-no-body")],
    ["GET", "/api/v2/social-preview/*", generation.socialPreview],
    ["GET", "/api/v2/content-types", always("content-types")],
    ["GET", "/api/v2/validation-rules", always("validation-rules")],
    ["POST", "/api/v1/newsletter/send", newsletter],
    ["POST", "/api/v2/content/sync", jobs.sync],
    ["GET", "/api/v2/jobs/*", jobs.detail],
    ["GET", "/api/v2/jobs", jobs.list],
    ["GET", "/api/v2/metrics", jobs.metrics],
    ["POST", "/api/v2/jobs/*/retry", jobs.retry],
    ["GET", "/api/metrics/prometheus", always("metrics-prometheus-api-after-jobs")],
    ["POST", "/api/v1/batch/generateBatch", batch.generateBatch],
    ["POST", "/api/v1/batch/schedule/*", batch.schedule],
    ["GET", "/api/v1/batch/status/*", batch.status],
    ["POST", "/api/v2/session-summary", sessionSummary],
    ["POST", "/api/v2/live-announce", room.announce],
    ["GET", "/api/v2/session/*/content", room.content],
    ["GET", "/api/v2/sessions/live", room.live],
    ["GET", "/ws/sessions/active", room.active],
    ["GET", "/ws/sessions/*/info", room.info],
    ["POST", "/ws/sessions/*/broadcast", room.broadcast],
    ["POST", "/ws/sessions/*/close", room.close],
    ["GET", "/ws/sessions/*/replay", room.replay],
    ["POST", "/ws/events/start-listener", () => json({ status: "started" })],
    ["POST", "/ws/events/stop-listener", () => json({ status: "stopped" })],
    ["GET", "/ws/events/active-sessions", always("ws-events-active")],
    ["POST", "/api/v1/cache/invalidate", caches.invalidate],
    ["POST", "/api/v1/cache/webhook", caches.webhook],
    ["POST", "/api/v1/cache/webhook/test", caches.testWebhook],
    ["GET", "/api/v1/cache/health", caches.health],
    ["GET", "/api/v1/cache/stats", caches.stats],
    ["GET", "/api/v1/cache/history", caches.history],
    ["DELETE", "/api/v1/cache/clear-all", caches.clearAll],
    ["GET", "/health", health.health],
    ["GET", "/health/detailed", health.detailed],
    ["GET", "/ready", health.ready],
    ["GET", "/liveness", health.live],
    ["GET", "/live", health.live],
    ["GET", "/startup", health.startup],
    ["GET", "/metrics", health.metrics],
    ["POST", "/health/check/*", health.check],
  ];
  return routes.map(([method, path, handler]) => ({ method, pattern: pattern(path), handler }));
}

/** `*` is one segment. @param {string} path */
function pattern(path) {
  const literal = path.replace(/[.\-]/g, "\\$&").replaceAll("*", "([^/]+)");
  return new RegExp(`^${literal}$`);
}

/**
 * Answers a request.
 * @param {ReturnType<typeof table>} routes @param {World} world @param {Asked} asked
 * @returns {Answer}
 */
export function route(routes, world, asked) {
  const fits = routes.filter(({ pattern }) => pattern.test(asked.path));
  const found = fits.find(({ method }) => method === asked.method);
  if (found) {
    asked.params = (found.pattern.exec(asked.path) ?? []).slice(1);
    return found.handler(world, asked);
  }
  if (fits[0]) {
    const answer = refuse(405, "Method Not Allowed");
    return { ...answer, headers: { ...answer.headers, allow: fits[0].method } };
  }
  const bare = asked.path.replace(/\/$/, "");
  if (bare !== asked.path && routes.some(({ pattern }) => pattern.test(bare))) {
    const query = asked.query.size > 0 ? `?${asked.query}` : "";
    const location = `http://${asked.headers.host}${encodeURI(bare)}${query}`;
    return { status: 307, headers: { location }, body: "" };
  }
  return refuse(404, "Not Found");
}
