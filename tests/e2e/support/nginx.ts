// nginx before an API, with the cache for GET that the backend as shipped brings along.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = [process.env.NGINX_PATH, "/usr/sbin/nginx", "/usr/bin/nginx"].find(
  (path) => path !== undefined && existsSync(path),
);

export class Nginx {
  /** Where it answers. */
  address = "";
  readonly #folder = mkdtempSync(join(tmpdir(), "toombos-nginx-"));
  #process: ChildProcess | undefined;
  #said = "";

  /** Begins to answer in the name of `upstream`, e.g. `http://127.0.0.1:8000`. */
  async start(upstream: string): Promise<void> {
    if (program === undefined) throw new Error("nginx is missing: run `cargo xtask test e2e`");
    const port = await freePort();
    const file = join(this.#folder, "nginx.conf");
    for (const kind of ["body", "cache", "proxy"]) mkdirSync(join(this.#folder, kind));
    writeFileSync(file, configuration(this.#folder, port, new URL(upstream).host));
    this.#process = spawn(program, ["-p", this.#folder, "-c", file, "-e", "stderr"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process.stderr!.on("data", (words: Buffer) => (this.#said += words));
    this.address = `http://127.0.0.1:${port}`;
    for (let attempt = 0; ; attempt += 1) {
      const answer = await fetch(`${this.address}/live`).catch(() => undefined);
      if (answer?.ok) return;
      if (attempt > 100) throw new Error(`nginx does not answer:\n${this.#said}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Ends it, and removes what it kept. */
  async stop(): Promise<void> {
    const running = this.#process;
    if (running && running.exitCode === null && running.signalCode === null) {
      const ended = new Promise((done) => running.once("exit", done));
      running.kill("SIGTERM");
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The lines that matter here of the file that comes with the backend. */
function configuration(folder: string, port: number, upstream: string): string {
  const user = process.getuid?.() === 0 ? "user root root;" : "";
  return `${user}
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/cache keys_zone=api:1m max_size=10m inactive=60m;
  server {
    listen 127.0.0.1:${port};
    location /api/ {
      proxy_pass http://${upstream};
      proxy_cache api;
      proxy_cache_valid 200 5m;
    }
    location / {
      proxy_pass http://${upstream};
    }
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as import("node:net").AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
