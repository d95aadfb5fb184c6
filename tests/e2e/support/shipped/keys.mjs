// Which key goes where, and how often it may be used.
import { recorded, refuse } from "./answer.mjs";
import { cacheKeys, jobKeys } from "./world.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./router.mjs").Asked} Asked */

/**
 * Refuses who has no key for jobs, which only the query may carry, or asks too often.
 * @param {World} world @param {Asked} asked
 */
export function admit(world, asked) {
  const key = asked.query.get("api_key") ?? "";
  const allowed = jobKeys[key];
  if (allowed === undefined) return recorded("auth-jobs-docs-test-key");
  const minute = Math.floor(Date.now() / 60_000);
  const before = world.asked.get(key);
  const count = before?.minute === minute ? before.count + 1 : 1;
  world.asked.set(key, { minute, count });
  return count > (world.limit ?? allowed) ? recorded("rate-limit-429") : undefined;
}

/**
 * Refuses who has no key for the caches, which only a header may carry.
 * @param {World} world @param {Asked} asked
 */
export function admitToCaches(world, asked) {
  const key = asked.headers["x-api-key"];
  if (key === undefined) return recorded("cache-stats-no-key");
  if (world.patched && !cacheKeys.includes(String(key))) {
    return refuse(401, "Invalid API key for cache operations");
  }
  return undefined;
}
