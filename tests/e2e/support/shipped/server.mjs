// The backend as shipped, replayed: answers as its recorded answers say, with state of its own.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { preflight, shared } from "./cors.mjs";
import { Faults } from "./faults.mjs";
import { Rooms } from "./rooms.mjs";
import { route, table } from "./router.mjs";
import { World } from "./world.mjs";

/** @typedef {import("./world.mjs").WorldOptions} WorldOptions */

/**
 * A request or a socket as it arrived.
 * @typedef {object} Entry
 * @property {string} method `SOCKET` for a handshake.
 * @property {string} path As it was sent, still encoded.
 * @property {URLSearchParams} query
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} body
 * @property {number} at In milliseconds since 1970.
 * @property {number} [status] What it was answered with; none yet, or never.
 */

export class ShippedServer {
  /** Where it answers. */
  address = "";
  /** What was asked, in order. @type {Entry[]} */
  requests = [];
  faults = new Faults();
  rooms = new Rooms();
  #options;
  #world;
  #routes;
  /** @type {import("node:http").Server | undefined} */
  #http;
  #sockets = new WebSocketServer({ noServer: true });

  /** @param {WorldOptions} options */
  constructor(options = {}) {
    this.#options = options;
    this.#world = new World(options);
    this.#routes = table(this.rooms);
  }

  /** What it has in memory. */
  get world() {
    return this.#world;
  }

  /** Begins to answer, on the same port as before. @param {number} [port] */
  async start(port = this.address === "" ? 0 : Number(new URL(this.address).port)) {
    const http = createServer((request, response) => void this.#answer(request, response));
    http.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
    // A browser that reuses a connection just as it is closed would see a failure that is ours.
    http.keepAliveTimeout = 60_000;
    await new Promise((ready, failed) => {
      http.once("error", failed).listen(port, "127.0.0.1", () => ready(undefined));
    });
    this.#http = http;
    const address = /** @type {import("node:net").AddressInfo} */ (http.address());
    this.address = `http://127.0.0.1:${address.port}`;
  }

  /** Goes away as a crash does. */
  async stop() {
    const http = this.#http;
    this.#http = undefined;
    for (const socket of this.#sockets.clients) socket.terminate();
    http?.closeAllConnections();
    await new Promise((ended) => (http ? http.close(ended) : ended(undefined)));
  }

  /** Forgets everything that is in memory only: jobs, caches' history, sessions, counters. */
  restart() {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.rooms = new Rooms();
    this.#routes = table(this.rooms);
    this.#world = new World({ ...this.#options, jobs: [] });
  }

  /** Cuts all sockets, without a word. */
  dropSockets() {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** What was asked of a path. @param {string} path @param {string} [method] */
  asked(path, method) {
    return this.requests.filter(
      (entry) => entry.path === path && (method === undefined || entry.method === method),
    );
  }

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  async #answer(request, response) {
    const text = await read(request);
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "/", "http://backend");
    const entry = this.#note(method, url, headers, text);
    /** @param {{ status: number, headers: Record<string, string>, body: string }} answer */
    const send = (answer) => {
      const body = Buffer.from(answer.body);
      entry.status = answer.status;
      response.writeHead(answer.status, {
        server: "uvicorn",
        "content-length": body.length,
        ...answer.headers,
      });
      response.end(method === "HEAD" ? undefined : body);
    };
    const allowed = preflight(method, headers, this.#world.origins);
    if (allowed) return send(allowed);

    const fault = this.faults.take(method, url.pathname);
    if (fault?.wait) await sleep(fault.wait);
    if (fault?.hang) return;
    if (fault?.drop) return request.socket.destroy();
    const answer = fault?.answer ?? route(this.#routes, this.#world, asked(entry, headers, text));
    // One slow check holds up everybody, whoever began it too.
    const busy = this.#world.busyUntil - Date.now();
    if (busy > 0) await sleep(busy);
    const cors = answer.bare ? {} : shared(headers, this.#world.origins);
    send({ ...answer, headers: { ...answer.headers, ...cors } });
  }

  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:stream").Duplex} socket @param {Buffer} head
   */
  #upgrade(request, socket, head) {
    const url = new URL(request.url ?? "/", "http://backend");
    const entry = this.#note("SOCKET", url, request.headers, "");
    const known = url.pathname === "/ws/live-updates" && url.searchParams.has("session_id");
    if (!known || this.faults.take("SOCKET", url.pathname)) {
      entry.status = 403;
      const head = ["HTTP/1.1 403 Forbidden", `Date: ${new Date().toUTCString()}`];
      head.push("Content-Length: 0", "Content-Type: text/plain", "Connection: close");
      socket.end(`${head.join("\r\n")}\r\n\r\n`);
      return;
    }
    entry.status = 101;
    this.#sockets.handleUpgrade(request, socket, head, (open) => {
      this.rooms.join(open, url.searchParams);
    });
  }

  /** @param {string} method @param {URL} url @param {Entry["headers"]} headers @param {string} body */
  #note(method, url, headers, body) {
    /** @type {Entry} */
    const entry = {
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body,
      at: Date.now(),
    };
    this.requests.push(entry);
    return entry;
  }
}

/** @param {Entry} entry @param {Entry["headers"]} headers @param {string} text @returns {import("./router.mjs").Asked} */
function asked({ method, path, query }, headers, text) {
  let json;
  let broken = false;
  try {
    json = text === "" ? undefined : JSON.parse(text);
  } catch {
    broken = true;
  }
  const isJson = /json/.test(headers["content-type"] ?? "");
  return { method, path: decoded(path), params: [], query, headers, text, json, isJson, broken };
}

/** %2F becomes a slash before routing, too. @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** @param {import("node:http").IncomingMessage} request */
async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** @param {number} millis */
const sleep = (millis) => new Promise((done) => setTimeout(done, millis));
