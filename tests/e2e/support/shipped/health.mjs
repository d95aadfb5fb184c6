// The public routes that say how the server is.
import { json, recorded, refuse } from "./answer.mjs";
import { naive } from "./clock.mjs";
import { body } from "./samples.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./router.mjs").Asked} Asked */

/** Times and durations as they are now. @param {World} world @param {any} told */
function now(world, told) {
  told.timestamp = naive(Date.now());
  if ("uptime_seconds" in told) told.uptime_seconds = world.uptime;
}

/** Repeats the last report; before there is one, nothing is known. @param {World} world */
export function health(world) {
  if (world.examined === 0) return recorded("health-fresh-unknown", (told) => now(world, told));
  if (world.patched) return recorded("patched-health", (told) => now(world, told));
  // As recorded before the first look, but with what the look has found.
  const answer = recorded("health-fresh-unknown", (told) => {
    told.status = "unhealthy";
    now(world, told);
  });
  return { ...answer, status: 503 };
}

const switches = ["check_database", "check_cache", "check_external", "check_system"];
const parts = {
  check_database: ["database"],
  check_cache: ["cache"],
  check_external: ["external_services"],
  check_system: ["disk_space", "memory", "cpu"],
};

/** Looks at everything, which holds up everybody for a second. @param {World} world @param {Asked} asked */
export function detailed(world, asked) {
  for (const name of switches) {
    const value = asked.query.get(name);
    if (value !== null && !/^(true|false|1|0|yes|no|on|off|t|f|y|n)$/i.test(value)) {
      return recorded("health-detailed-bad-query", (told) => {
        Object.assign(told.detail[0], { loc: ["query", name], input: value });
      });
    }
  }
  const off = switches.filter((name) => /^(false|0|no|off|f|n)$/i.test(asked.query.get(name) ?? ""));
  const before = world.examined;
  const seen = Date.now();
  // What each component said is kept for five seconds.
  if (!off.includes("check_system") && seen - before > 5_000 * world.pace) {
    world.busyUntil = seen + 1_000 * world.pace;
  }
  if (off.length === 2 && off.includes("check_system") && off.includes("check_external")) {
    return recorded("health-detailed-unknown", (told) => now(world, told));
  }
  world.examined = seen;
  return recorded(world.patched ? "patched-health-detailed" : "health-detailed", (told) => {
    now(world, told);
    for (const [name, components] of Object.entries(parts)) {
      for (const component of components) {
        if (off.includes(name)) delete told.components[component];
        else told.components[component].last_check = naive(world.busyUntil || seen);
      }
    }
  });
}

/** @param {World} world */
export function ready(world) {
  const names = { patched: "patched-ready", dryrun: "dryrun-ready-503" };
  const name = names[/** @type {"patched"} */ (world.environment)] ?? "ready";
  return recorded(name, (told) => now(world, told));
}

/** @param {World} world */
export const live = (world) => recorded("live", (told) => now(world, told));

/** Never started, in this version. @param {World} world */
export const startup = (world) =>
  recorded(world.uptime < 10 ? "startup-early" : "startup", (told) => {
    told.uptime_seconds = world.uptime;
  });

/** @param {World} world */
export function metrics(world) {
  world.busyUntil = Math.max(world.busyUntil, Date.now() + 100 * world.pace);
  return recorded(world.examined === 0 ? "metrics-fresh" : "metrics");
}

const checked = ["cache", "disk_space", "memory"];

/** @param {World} _world @param {Asked} asked */
export function check(_world, asked) {
  const name = asked.params[0] ?? "";
  if (checked.includes(name)) return recorded(`health-check-${name}`);
  const found = body("health-detailed").components[name];
  if (found) return json({ component: name, ...found });
  const { detail } = body("health-check-404");
  return refuse(404, detail.replace("'nope'", `'${name}'`));
}

/** Says error with 200, with the same dump of its environment. @param {World} world */
export const services = (world) =>
  recorded(world.patched ? "patched-api-v1-services-status" : "services-validate");

/** @param {World} world */
export const validateServices = (world) =>
  recorded(world.patched ? "patched-services-validate" : "services-validate");
