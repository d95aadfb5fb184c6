// Asks the server itself what it holds, past the app.
import type { Sandbox } from "./sandbox.ts";

export type Role = "owner" | "editor" | "viewer";

export const password = "toombos-demo-1";

export const email = (role: Role) => `${role}@toombos.test`;

/** What tests read of a job; the server sends more. */
export type Job = {
  job_id: string;
  status: string;
  document_id: string;
  channels: string[];
  progress: number;
  retry_of?: string | null;
  results: Record<string, { status: string; content_id?: string | null; error?: string | null }>;
};

export type Generate = {
  document_id: string;
  channels: string[];
  template_id?: string;
  social_platforms?: string[];
  [field: string]: unknown;
};

/** A caller with a role of its own, signed in on the first request. */
export class Api {
  readonly #sandbox: Sandbox;
  readonly #role: Role;
  #token: Promise<string> | undefined;

  constructor(sandbox: Sandbox, role: Role = "owner") {
    this.#sandbox = sandbox;
    this.#role = role;
  }

  /** The same server, as somebody else. */
  as(role: Role): Api {
    return new Api(this.#sandbox, role);
  }

  /** One request; an answer that is no success throws. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    this.#token ??= this.#login();
    const answer = await fetch(this.#sandbox.address + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.#token}`,
        "content-type": "application/json",
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** All jobs the server holds, newest first. */
  async jobs(query = "limit=100"): Promise<Job[]> {
    return (await this.send<{ jobs: Job[] }>("GET", `/api/v2/jobs?${query}`)).jobs;
  }

  job(id: string): Promise<Job> {
    return this.send<Job>("GET", `/api/v2/jobs/${encodeURIComponent(id)}`);
  }

  async documents(): Promise<{ id: string; title: string }[]> {
    const answer = await this.send<{ documents: { id: string; title: string }[] }>(
      "GET",
      "/api/v2/documents?limit=100",
    );
    return answer.documents;
  }

  /** Starts a job, as if in another tab. */
  async generate(request: Generate): Promise<Job> {
    const body = { idempotency_key: crypto.randomUUID(), dry_run: false, ...request };
    return (await this.send<{ job: Job }>("POST", "/api/v2/content/generate", body)).job;
  }

  cancel(id: string): Promise<unknown> {
    return this.send("DELETE", `/api/v2/jobs/${encodeURIComponent(id)}`);
  }

  async #login(): Promise<string> {
    const answer = await fetch(`${this.#sandbox.address}/api/v1/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: email(this.#role), password }),
    });
    if (!answer.ok) throw new Error(`log in as ${this.#role}: ${answer.status}`);
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}
