// Asks the server itself what it holds, past the app.
import { expect } from "@playwright/test";
import type { Sandbox } from "./sandbox.ts";

export type Role = "owner" | "editor" | "viewer";

export const password = "toombos-demo-1";

export const email = (role: Role) => `${role}@toombos.test`;

/** What tests read of a job; the server sends more. */
export type Job = {
  job_id: string;
  status: string;
  document_id: string;
  document_title: string;
  channels: string[];
  template_id?: string | null;
  tone?: string | null;
  progress: number;
  created_at: string;
  scheduled_for?: string | null;
  attempt: number;
  retry_of?: string | null;
  created_by?: string | null;
  errors: string[];
  results: Record<string, { status: string; content_id?: string | null; error?: string | null }>;
  request?: Record<string, unknown> | null;
};

/** What tests read of stored content. */
export type Content = {
  content_id: string;
  title: string;
  channel: string;
  job_id: string;
  [field: string]: unknown;
};

/** The answer of the server to a sign-in. */
export type Grant = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  user: { id: string; email: string; name: string; role: string };
};

export type Login = { email: string; password: string };

export type Generate = {
  document_id: string;
  channels: string[];
  template_id?: string;
  social_platforms?: string[];
  [field: string]: unknown;
};

/** Signs in at the server; a refusal throws. */
export async function logIn(sandbox: Sandbox, login: Login): Promise<Grant> {
  const answer = await fetch(`${sandbox.address}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(login),
  });
  if (!answer.ok) throw new Error(`log in as ${login.email}: ${answer.status}`);
  return (await answer.json()) as Grant;
}

/** A caller with a role of its own, signed in on the first request. */
export class Api {
  readonly #sandbox: Sandbox;
  readonly #login: Login;
  #token: Promise<string> | undefined;

  constructor(sandbox: Sandbox, login: Login = { email: email("owner"), password }) {
    this.#sandbox = sandbox;
    this.#login = login;
  }

  /** The same server, with another account. */
  as(who: Role | Login): Api {
    return new Api(this.#sandbox, typeof who === "string" ? { email: email(who), password } : who);
  }

  /** One request; an answer that is no success throws. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    this.#token ??= logIn(this.#sandbox, this.#login).then((grant) => grant.access_token);
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

  /** Starts a job, as if in another tab. */
  async generate(request: Generate): Promise<Job> {
    const body = { idempotency_key: crypto.randomUUID(), dry_run: false, ...request };
    return (await this.send<{ job: Job }>("POST", "/api/v2/content/generate", body)).job;
  }

  content(id: string): Promise<Content> {
    return this.send<Content>("GET", `/api/v2/content/${encodeURIComponent(id)}`);
  }

  /** The job once it has ended. */
  async ended(id: string): Promise<Job> {
    await expect
      .poll(async () => (await this.job(id)).status, { message: `job ${id} ends` })
      .not.toMatch(/^(pending|in_progress)$/);
    return this.job(id);
  }

  cancel(id: string): Promise<unknown> {
    return this.send("DELETE", `/api/v2/jobs/${encodeURIComponent(id)}`);
  }
}
