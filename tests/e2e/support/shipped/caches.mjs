// The cache routes: broken as shipped, working once their manager is repaired.
import { randomBytes } from "node:crypto";
import { crash, json, missing, recorded, refuse } from "./answer.mjs";
import { aware, naive } from "./clock.mjs";
import { admitToCaches } from "./keys.mjs";
import { body } from "./samples.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./router.mjs").Asked} Asked */

const known = ["cdn", "local", "api", "redis", "memory", "database"];
const configured = ["local", "api"];

/**
 * A route that needs the cache key, and then a manager that was never started.
 * @param {(world: World, asked: Asked) => import("./answer.mjs").Answer} works
 */
const behindKey = (works) => (/** @type {World} */ world, /** @type {Asked} */ asked) => {
  const refused = admitToCaches(world, asked);
  if (refused) return refused;
  return world.patched ? works(world, asked) : crash();
};

export const stats = behindKey((world) => {
  const count = world.invalidations.length;
  return recorded("patched-cache-stats-after", (body) => {
    Object.assign(body, { recent_requests: count, total_requests: count });
  });
});

export const health = behindKey(() =>
  recorded("patched-cache-health-good-key", (body) => (body.timestamp = naive(Date.now()))),
);

export const history = behindKey((world, asked) => {
  const limit = Math.min(Number(asked.query.get("limit") ?? "50"), 200);
  const { invalidations: all } = world;
  // The oldest comes first, and of many, the newest are told.
  return json({ history: all.slice(-limit), total_count: Math.min(all.length, limit), limit });
});

export const invalidate = behindKey((world, asked) => {
  if (asked.text === "") return refuse(422, [missing(["body"])]);
  if (asked.broken) return recorded("sync-422-json");
  const { targets = ["local"], keys = [], patterns = [], force = false } = asked.json ?? {};
  if (patterns?.some((/** @type {string} */ pattern) => pattern.trim() === "")) {
    return recorded("patched-cache-invalidate-422-pattern");
  }
  const stranger = targets?.find((/** @type {string} */ target) => !known.includes(target));
  if (stranger !== undefined) return refuse(422, [badTarget(targets.indexOf(stranger), stranger)]);
  const each = force ? 100 : (keys ?? []).length + (patterns ?? []).length;
  return json(settle(world, targets ?? ["local"], each));
});

/** @param {number} at @param {string} input */
const badTarget = (at, input) => ({
  type: "enum",
  loc: ["body", "targets", at],
  msg: "Input should be 'cdn', 'local', 'api', 'redis', 'memory' or 'database'",
  input,
  ctx: { expected: "'cdn', 'local', 'api', 'redis', 'memory' or 'database'" },
});

/** Invalidates, and remembers it. @param {World} world @param {string[]} targets @param {number} each */
function settle(world, targets, each) {
  const processed = Object.fromEntries(targets.map((name) => [name, configured.includes(name)]));
  const good = Object.values(processed).filter(Boolean).length;
  const entry = {
    request_id: randomBytes(6).toString("hex"),
    status: good === 0 ? "failed" : good < targets.length ? "partial" : "success",
    targets_processed: processed,
    keys_invalidated: each * good,
    errors: targets
      .filter((name) => !processed[name])
      .map((name) => `Cache target 'CacheTarget.${name.toUpperCase()}' not configured`),
    duration_ms: 0.07915496826171875,
    timestamp: aware(Date.now()),
  };
  world.invalidations.push(entry);
  const { request_id, status, targets_processed, keys_invalidated, ...rest } = entry;
  const { duration_ms, errors, timestamp } = rest;
  return {
    success: good > 0,
    ...{ request_id, status, targets_processed, keys_invalidated, duration_ms, errors, timestamp },
  };
}

export const clearAll = behindKey((world, asked) => {
  if (!/^(true|1|yes|on|t|y)$/i.test(asked.query.get("confirm") ?? "")) {
    return recorded("patched-cache-clear-all-good-key");
  }
  const { request_id, status, duration_ms, timestamp } = settle(world, configured, 100);
  const warning = "All caches have been cleared";
  const targets_cleared = configured;
  return json({ success: true, request_id, status, targets_cleared, duration_ms, warning, timestamp });
});

/** @param {World} world @param {Asked} asked */
export function webhook(world, asked) {
  if (!world.patched) return recorded("cache-webhook-unsigned");
  if (asked.json?.event === undefined) return recorded("patched-cache-webhook-422");
  if (asked.headers["x-signature"]) return recorded("patched-cache-webhook-bad-signature");
  const targets = asked.json.targets ?? ["local"];
  if (targets.some((/** @type {string} */ target) => !known.includes(target))) {
    return recorded("patched-cache-webhook-bad-target");
  }
  const { errors: _, ...told } = settle(world, targets, 0);
  return json({ ...told, webhook_event: asked.json.event });
}

/** @param {World} _world @param {Asked} asked */
export const testWebhook = (_world, asked) =>
  asked.headers["x-signature"] === undefined
    ? recorded("cache-webhook-test-no-signature")
    : json({ ...body("patched-cache-webhook-test"), timestamp: naive(Date.now()) });
