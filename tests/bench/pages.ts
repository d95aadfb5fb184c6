// Every page that is fetched for itself, by the table that the build splits the app by.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Api, type Sandbox } from "../e2e/bench.ts";

const modules = join(resolve(import.meta.dirname, "../.."), "src/modules.json");

/** The addresses of all pages behind the log-in, those of one thing with `:id`. */
export const everyPage: string[] = Object.values(
  JSON.parse(readFileSync(modules, "utf8")) as Record<string, string[]>,
).flat();

/** An address with the id of something that the server holds. */
export async function filled(sandbox: Sandbox, path: string): Promise<string> {
  if (!path.includes(":id")) return path;
  const id = await idFor(new Api(sandbox), path);
  return path.replace(":id", encodeURIComponent(id));
}

async function idFor(api: Api, path: string): Promise<string> {
  if (path.startsWith("/templates/")) {
    type Listed = { templates: { id: string }[] };
    const { templates } = await api.send<Listed>("GET", "/api/v2/templates");
    return found(templates.map(({ id }) => id));
  }
  const jobs = await api.jobs("limit=50&status=completed");
  if (path.startsWith("/jobs/")) return found(jobs.map((job) => job.job_id));
  const results = jobs.flatMap((job) => Object.values(job.results));
  return found(results.map((result) => result.content_id));
}

function found(ids: (string | null | undefined)[]): string {
  const id = ids.find((id) => typeof id === "string");
  if (id === undefined || id === null) throw new Error("the server holds none of them");
  return id;
}
