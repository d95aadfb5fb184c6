// A plan for a period; nothing of it is stored, and its further routes are stubs.
import { crash, json, missing, problem, recorded, refuse } from "./answer.mjs";
import { digits, naive } from "./clock.mjs";
import { body } from "./samples.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./router.mjs").Asked} Asked */

/** How many of each channel a period holds. @type {Record<string, number>} */
const periods = { day: 3, week: 7, month: 30 };
const known = ["email", "web", "social"];
const most = 50;
const between = 2 * 3_600_000;

/** @param {World} world @param {Asked} asked */
export function generateBatch(world, asked) {
  const { query } = asked;
  const channels = query.getAll("channels");
  // Its refusal of a missing list crashes.
  if (channels.length === 0) return crash();
  const period = query.get("period");
  if (period === null) return refuse(422, [missing(["query", "period"])]);
  const text = query.get("count") ?? "0";
  if (!/^[-+]?\d+$/.test(text)) {
    const msg = "Input should be a valid integer, unable to parse string as an integer";
    return refuse(422, [problem("int_parsing", ["query", "count"], msg, text)]);
  }
  const each = periods[period];
  if (each === undefined) return refuse(400, `Invalid period: ${period}`);
  const strangers = channels.filter((channel) => !known.includes(channel));
  if (strangers.length > 0) {
    const listed = strangers.map((name) => `'${name}'`).join(", ");
    return refuse(400, `Invalid channels: [${listed}]`);
  }
  const asks = Number(text);
  if (asks > most) return recorded("batch-generate-400-count");
  if (asks < 0) return recorded("batch-generate-count-negative");
  const count = Math.min(asks || most, each * channels.length);

  const dry = /^(true|1|yes|on)$/i.test(query.get("dry_run") ?? "");
  const scheduled = !/^(false|0|no|off)$/i.test(query.get("include_scheduling") ?? "");
  const begins = Date.now();
  const id = `batch-${digits(begins).slice(0, 8)}-${digits(begins).slice(8)}`;
  const items = Array.from({ length: count }, (_, at) => {
    const channel = channels[at % channels.length] ?? "";
    const item = recordedItem(channel, at);
    const when = scheduled ? naive(begins + at * between, world.offset) : null;
    item.item_id = `${id}-${channel}-${String(at).padStart(3, "0")}`;
    item.scheduled_for = when;
    item.content.dry_run = dry;
    item.metadata.generation_index = at;
    return item;
  });
  const sample = body(`batch-generate-${period === "day" ? "day" : "week"}`);
  const counts = channels.map((name) => [
    name,
    items.filter(({ content_type }) => content_type === name).length,
  ]);
  Object.assign(sample.summary, {
    channels_generated: Object.fromEntries(counts.filter(([, count]) => count !== 0)),
    total_items: count,
    time_period: period,
    generation_success_rate: count / (asks || most),
    dry_run_mode: dry,
  });
  const plan = sample.scheduling_plan;
  Object.assign(plan, { total_items: count, next_publish: naive(begins, world.offset) });
  plan.time_span = `${plan.next_publish} to ${naive(begins + lasts(period), world.offset)}`;
  plan.distribution = distribution(items.map((item) => item.scheduled_for));
  return json({
    ...sample,
    batch_id: id,
    items,
    scheduling_plan: scheduled && count > 0 ? plan : null,
    dry_run: dry,
    generated_at: naive(begins),
    total_items: count,
  });
}

/** @param {string} period */
const lasts = (period) => (({ day: 1, week: 7 })[period] ?? 30) * 86_400_000;

/** How many of them fall into each hour. @param {(string | null)[]} times */
function distribution(times) {
  /** @type {Record<string, number>} */
  const hours = {};
  for (const time of times) {
    const hour = String(Number(time?.slice(11, 13) ?? 0));
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  const [peak = "0"] = Object.entries(hours).sort(([, a], [, b]) => b - a)[0] ?? [];
  return {
    hourly_distribution: hours,
    peak_hour: Number(peak),
    total_scheduled: times.length,
  };
}

/** An item of that channel, another one each time. @param {string} channel @param {number} at */
function recordedItem(channel, at) {
  const ours = body("batch-generate-week").items.filter(
    (/** @type {any} */ item) => item.content_type === channel,
  );
  return ours[Math.floor(at / 3) % ours.length];
}

/** @param {World} _world @param {Asked} asked */
export function schedule(_world, asked) {
  if (asked.text === "") return recorded("batch-schedule-nobody");
  const id = asked.params[0] ?? "";
  const name = asked.json?.dry_run === true ? "batch-schedule-dry-run" : "batch-schedule";
  return renamed(name, id);
}

/** @param {World} _world @param {Asked} asked */
export const status = (_world, asked) => renamed("batch-status", asked.params[0] ?? "");

/** @param {string} name @param {string} id */
function renamed(name, id) {
  const answer = recorded(name);
  const { batch_id: old } = body(name);
  return { ...answer, body: answer.body.replaceAll(old, id) };
}
