// Serves the built app as a CDN does: deep links, headers, and a configuration of its own.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";

const types = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
});

export class Host {
  /** Where the app is. */
  address = "";
  #dist;
  #config;
  /** @type {import("node:http").Server | undefined} */
  #http;

  /** @param {string} dist @param {() => unknown} config What `config.json` says. */
  constructor(dist, config) {
    this.#dist = resolve(dist);
    this.#config = config;
  }

  /** @param {number} [port] */
  async start(port = 0) {
    const http = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://app");
      const headers = headersFor(this.#dist, url.pathname);
      if (url.pathname === "/config.json") {
        response.writeHead(200, { ...headers, "content-type": "application/json" });
        response.end(JSON.stringify(this.#config()));
        return;
      }
      const path = join(this.#dist, decodeURIComponent(url.pathname));
      const file = path.startsWith(this.#dist) && extname(path) !== "" && existsSync(path);
      const served = file ? path : join(this.#dist, "index.html");
      response.writeHead(200, {
        ...headers,
        "content-type": types[extname(served)] ?? "application/octet-stream",
      });
      response.end(readFileSync(served));
    });
    await new Promise((ready, failed) => {
      http.once("error", failed).listen(port, "127.0.0.1", () => ready(undefined));
    });
    this.#http = http;
    const address = /** @type {import("node:net").AddressInfo} */ (http.address());
    this.address = `http://127.0.0.1:${address.port}`;
  }

  async stop() {
    this.#http?.closeAllConnections();
    await new Promise((ended) => (this.#http ? this.#http.close(ended) : ended(undefined)));
  }
}

/** What `_headers` says of a path; `! Name` takes back what an earlier rule said. @param {string} dist @param {string} path */
function headersFor(dist, path) {
  /** @type {Record<string, string>} */
  const headers = {};
  const file = join(dist, "_headers");
  if (!existsSync(file)) return path === "/preview-frame.html" ? headers : policyOf(dist);
  let fits = false;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const said = line.trim();
    if (/^\S/.test(line)) {
      fits = said.endsWith("*") ? path.startsWith(said.slice(0, -1)) : path === said;
    } else if (fits && said.startsWith("!")) {
      delete headers[said.slice(1).trim().toLowerCase()];
    } else if (fits && said.includes(":")) {
      const at = said.indexOf(":");
      headers[said.slice(0, at).trim().toLowerCase()] = said.slice(at + 1).trim();
    }
  }
  return headers;
}

/** The policy that `cargo xtask dist` would write for a build that it did not make. @param {string} dist */
function policyOf(dist) {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const scripts = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(([, script = ""]) => {
    return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  });
  const backends = "http://127.0.0.1:* http://localhost:*";
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(" ")}`,
    "style-src 'self'",
    `img-src 'self' data: https: ${backends}`,
    `connect-src 'self' ${backends} ${backends.replaceAll("http", "ws")}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return { "content-security-policy": policy.join("; ") };
}
