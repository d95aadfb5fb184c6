// Runs the replayed backend and the built app by hand: `npm run shipped -- --help`.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Host } from "./host.mjs";
import { ShippedServer } from "./server.mjs";
import { cacheKeys, jobKeys } from "./world.mjs";

const help = `Serves a built app beside the backend as shipped, replayed from its recorded answers.

  --dist FOLDER         the built app (default: the repository's dist)
  --environment NAME    default, nomock, patched, dryrun or tz
  --jobs NAME[,NAME]    recorded jobs to begin with, e.g. jobs-list-limit-100
  --limit N             requests per minute for every job key, instead of 500 and 1000
  --pace N              how long work takes; 1 is lifelike
  --backend-port N      (default: 8000)
  --app-port N          (default: 3000)

Both ports may be 0, for any that is free. Enter r to restart the backend: its memory is gone then.`;

const { values } = parseArgs({
  options: {
    dist: { type: "string", default: resolve(import.meta.dirname, "../../../../dist") },
    environment: { type: "string", default: "default" },
    jobs: { type: "string", default: "" },
    limit: { type: "string" },
    pace: { type: "string", default: "1" },
    "backend-port": { type: "string", default: "8000" },
    "app-port": { type: "string", default: "3000" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}

/** @type {string[]} */
const origins = ["http://localhost:3000"];
const backend = new ShippedServer({
  environment: /** @type {import("./world.mjs").Environment} */ (values.environment),
  jobs: values.jobs.split(",").filter(Boolean),
  limit: values.limit === undefined ? undefined : Number(values.limit),
  pace: Number(values.pace),
  origins,
});
await backend.start(Number(values["backend-port"]));
console.log(`The backend (${values.environment}) answers at ${backend.address}`);
console.log(`Keys for jobs: ${Object.keys(jobKeys).join(", ")}`);
console.log(`Keys for caches: ${cacheKeys.join(", ")}`);
if (existsSync(join(values.dist, "index.html"))) {
  const config = () => ({
    api_url: backend.address,
    allowed_backends: ["http://127.0.0.1:*", "http://localhost:*"],
  });
  const host = new Host(values.dist, config);
  await host.start(Number(values["app-port"]));
  origins.push(host.address);
  console.log(`The app is at ${host.address}`);
} else console.log(`No app in ${values.dist}: only the backend is served.`);

process.stdin.on("data", (line) => {
  if (String(line).trim() !== "r") return;
  backend.restart();
  console.log("Restarted.");
});
