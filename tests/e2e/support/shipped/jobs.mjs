// The job routes: sync, list, detail, retry, metrics.
import { randomBytes, randomUUID } from "node:crypto";
import { crash, json, missing, problem, recorded, refuse } from "./answer.mjs";
import { digits, naive } from "./clock.mjs";
import { admit } from "./keys.mjs";
import { body } from "./samples.mjs";

/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./world.mjs").Job} Job */
/** @typedef {import("./router.mjs").Asked} Asked */

const channels = ["email", "website", "twitter", "linkedin", "facebook"];

/** The names that the list's filter knows, which are others than those of the channels. */
const filters = ["EMAIL", "WEBSITE", "SOCIAL_TWITTER", "SOCIAL_LINKEDIN", "SOCIAL_FACEBOOK"];

const pendingFor = 120;
const runsFor = 580;

const noPlatform =
  "Client error '405 Method Not Allowed' for url 'http://localhost:8002/api/v1/content'\n" +
  "For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/405";

/** What becomes of a job, as it was recorded. @param {World} world @param {string} document @param {string[]} requested */
function outcome(world, document, requested) {
  if (world.environment === "tz" && document.startsWith("gdocs:")) {
    return { status: "failed", results: {}, errors: ["Google credentials not configured"] };
  }
  /** @type {Record<string, any>} */
  const told = body("job-completed-unescaped-colon").results;
  /** @type {Record<string, any>} */
  const results = {};
  const errors = [];
  for (const channel of new Set(requested)) {
    if (world.environment === "nomock" && channel === "website") {
      results[channel] = { error: noPlatform };
      errors.push(`Failed to sync to website: ${noPlatform}`);
    } else {
      results[channel] = structuredClone(told[channel]);
      if (channel === "email") results[channel].job_id = randomBytes(8).toString("hex");
      if (channel === "website") results[channel].content_id = randomUUID();
    }
  }
  const count = Object.keys(results).length;
  const status = errors.length === 0 ? "completed" : errors.length < count ? "partial" : "failed";
  return { status, results, errors };
}

/**
 * Puts a job into the store; one with the same id is lost, as it really is.
 * @param {World} world @param {string} document @param {string[]} requested @param {boolean} runs
 */
function enqueue(world, document, requested, runs) {
  const created = Date.now();
  const id = `sync_${digits(created, world.offset)}_${[...document].slice(0, 8).join("")}`;
  const begins = runs ? created + pendingFor * world.pace : Number.POSITIVE_INFINITY;
  /** @type {Job} */
  const job = {
    id,
    document,
    channels: requested,
    created,
    begins,
    ends: begins + runsFor * world.pace,
    outcome: outcome(world, document, requested),
    poisoned: !document.isWellFormed(),
  };
  world.jobs.set(id, job);
  return job;
}

/** @param {Job} job */
function statusOf(job) {
  const now = Date.now();
  if (now < job.begins) return "pending";
  return now < job.ends ? "in_progress" : job.outcome.status;
}

/** A job as the list and the detail tell it. @param {World} world @param {Job} job */
function told(world, job) {
  if (job.recorded !== undefined) return job.recorded;
  const status = statusOf(job);
  const ended = status === job.outcome.status;
  return {
    job_id: job.id,
    status,
    created_at: naive(job.created, world.offset),
    completed_at: ended ? naive(job.ends, world.offset) : null,
    results: ended ? job.outcome.results : {},
    errors: ended ? job.outcome.errors : [],
  };
}

/** @param {World} world @param {Asked} asked */
export function list(world, asked) {
  const refused = admit(world, asked);
  if (refused) return refused;
  const requested = asked.query.get("limit") ?? "10";
  const limit = Number(requested);
  if (!/^\s*[-+]?\d+\s*$/.test(requested)) {
    return recorded("jobs-list-limit-422", (body) => (body.detail[0].input = requested));
  }
  const channel = asked.query.get("channel");
  const name = filters.indexOf(channel?.toUpperCase() ?? "");
  if (channel && name < 0) return crash();
  const status = asked.query.get("status");
  // Python's slice: a negative limit leaves off the oldest, and filters come after it.
  const jobs = [...world.jobs.values()].sort((a, b) => b.created - a.created).slice(0, limit);
  if (jobs.some((job) => job.poisoned)) return crash();
  return json(
    jobs
      .filter((job) => !channel || job.channels.includes(channels[name] ?? ""))
      .map((job) => told(world, job))
      .filter((job) => !status || job.status === status),
  );
}

/** @param {World} world @param {Asked} asked */
export function detail(world, asked) {
  const refused = admit(world, asked);
  if (refused) return refused;
  const job = world.jobs.get(asked.params[0] ?? "");
  if (!job) return refuse(404, `Job ${asked.params[0]} not found`);
  return job.poisoned ? crash() : json(told(world, job));
}

/** @param {World} world @param {Asked} asked */
export function retry(world, asked) {
  const refused = admit(world, asked);
  if (refused) return refused;
  const job = world.jobs.get(asked.params[0] ?? "");
  if (!job) return refuse(404, `Job ${asked.params[0]} not found`);
  const { status } = told(world, job);
  if (status !== "failed" && status !== "partial") {
    return refuse(400, `Job ${job.id} cannot be retried (status: ${status})`);
  }
  const requested = job.channels.length > 0 ? job.channels : channels;
  const next = enqueue(world, job.document, requested, true);
  return json({
    new_job_id: next.id,
    status: "pending",
    original_job_id: job.id,
    created_at: naive(next.created, world.offset),
  });
}

/** @param {World} world @param {Asked} asked */
export function sync(world, asked) {
  if (asked.broken) return recorded("sync-422-json");
  const refused = admit(world, asked);
  if (refused) return refused;
  const wish = asked.json;
  const problems = problemsOf(asked);
  if (problems.length > 0) return refuse(422, problems);
  const known = wish.channels.filter((/** @type {string} */ name) => channels.includes(name));
  // Unknown names are dropped silently, and none left means all of them.
  const requested = known.length > 0 ? known : channels;
  const { schedule_time: when = null, document_id: document } = wish;
  if (/(z|[+-]\d\d:?\d\d)$/i.test(when ?? "")) {
    enqueue(world, document, requested, false);
    return recorded("sync-schedule-future-utc");
  }
  const later = when !== null && Date.parse(`${when}Z`) - world.offset > Date.now();
  const job = enqueue(world, document, requested, !later);
  if (job.poisoned) return crash();
  return json({
    job_id: job.id,
    status: "pending",
    created_at: naive(job.created, world.offset),
    scheduled_for: when,
    channels: requested,
    correlation_id: wish.correlation_id ?? null,
  });
}

/** What the model has against the request. @param {Asked} asked */
function problemsOf({ json: wish, text, isJson }) {
  const body = ["body"];
  if (text === "" || wish === null) return [missing(body)];
  if (!isJson || typeof wish !== "object" || Array.isArray(wish)) {
    const msg = "Input should be a valid dictionary or object to extract fields from";
    return [problem("model_attributes_type", body, msg, isJson ? wish : text)];
  }
  const found = [];
  const { document_id: document, channels: requested, schedule_time: when } = wish;
  if (document === undefined) found.push(missing([...body, "document_id"], wish));
  else if (typeof document !== "string") {
    const msg = "Input should be a valid string";
    found.push(problem("string_type", [...body, "document_id"], msg, document));
  }
  if (requested === undefined) found.push(missing([...body, "channels"], wish));
  else if (!Array.isArray(requested)) {
    const msg = "Input should be a valid list";
    found.push(problem("list_type", [...body, "channels"], msg, requested));
  }
  if (typeof when === "string" && Number.isNaN(Date.parse(when))) {
    const { detail } = JSON.parse(recorded("sync-schedule-422").body);
    found.push({ ...detail[0], input: when });
  }
  return found;
}

/** `/api/v2/metrics`. @param {World} world @param {Asked} asked */
export function metrics(world, asked) {
  const refused = admit(world, asked);
  if (refused) return refused;
  /** @type {Record<string, number>} */
  const statuses = {};
  /** @type {Record<string, number>} */
  const sent = {};
  /** @type {Record<string, string>} */
  const synced = {};
  for (const job of world.jobs.values()) {
    const { status } = told(world, job);
    statuses[status] = (statuses[status] ?? 0) + 1;
    for (const channel of job.channels) sent[channel] = (sent[channel] ?? 0) + 1;
    if (status === job.outcome.status) synced[job.document] = naive(job.ends, world.offset);
  }
  const total = world.jobs.size;
  const answer = json({
    total_jobs: total,
    active_jobs: 0,
    status_breakdown: statuses,
    channel_breakdown: sent,
    success_rate: total === 0 ? 0 : (100 * (statuses.completed ?? 0)) / total,
    last_sync_times: synced,
  });
  // Python writes a whole float with its zero.
  return { ...answer, body: answer.body.replace(/("success_rate":\d+),/, "$1.0,") };
}
