// Live sessions: rooms that sockets join and anybody may speak into.
import { randomBytes } from "node:crypto";
import { json, recorded, refuse } from "./answer.mjs";
import { aware } from "./clock.mjs";

/** @typedef {import("ws").WebSocket} Socket */
/** @typedef {import("./world.mjs").World} World */
/** @typedef {import("./router.mjs").Asked} Asked */
/** @typedef {{ clients: Map<string, Socket>, said: object[] }} Room */

export class Rooms {
  /** @type {Map<string, Room>} */
  #rooms = new Map();
  /** Whether sockets are open, and hear nothing. */
  silent = false;

  /** Lets a socket in. @param {Socket} socket @param {URLSearchParams} query */
  join(socket, query) {
    const id = query.get("session_id") ?? "";
    const client = query.get("client_id") ?? `ws-${randomBytes(4).toString("hex")}`;
    const role = ["host", "presenter", "observer"].find((role) => role === query.get("role"));
    const room = this.#rooms.get(id) ?? { clients: new Map(), said: [] };
    this.#rooms.set(id, room);
    room.clients.set(client, socket);
    const about = {
      client_id: client,
      role: role ?? "participant",
      participant_count: room.clients.size,
    };
    const message = `Welcome to session ${id}!`;
    const now = aware(Date.now());
    this.#tell(socket, { type: "welcome", session_id: id, ...about, timestamp: now, message });
    this.say(id, { type: "participant_joined", ...about }, client);
    socket.on("message", (data, binary) => this.#heard(id, client, socket, data, binary));
    socket.on("close", () => {
      // Two sockets with one name: the first to leave takes the room along.
      if (!room.clients.delete(client)) return;
      const participant_count = room.clients.size;
      this.say(id, { type: "participant_left", client_id: client, participant_count });
      if (participant_count === 0) this.#rooms.delete(id);
    });
  }

  /** Says something to everybody in a room but one. @param {string} id @param {object} what @param {string} [but] */
  say(id, what, but) {
    const room = this.#rooms.get(id);
    const frame = { ...what, timestamp: aware(Date.now()) };
    room?.said.push(frame);
    for (const [client, socket] of room?.clients ?? []) {
      if (client !== but) this.#tell(socket, frame);
    }
    return frame.timestamp;
  }

  /** Says goodbye and forgets the room; the sockets stay open and hear nothing more. @param {string} id */
  close(id) {
    const message = "This session is ending. Thank you for participating!";
    this.say(id, { type: "session_ending", message });
    return this.#rooms.delete(id);
  }

  /** @param {string} id */
  at(id) {
    return this.#rooms.get(id);
  }

  get ids() {
    return [...this.#rooms.keys()];
  }

  /** @param {Socket} socket @param {object} frame */
  #tell(socket, frame) {
    if (!this.silent) socket.send(JSON.stringify(frame));
  }

  /**
   * @param {string} id @param {string} client @param {Socket} socket
   * @param {import("ws").RawData} data @param {boolean} binary
   */
  #heard(id, client, socket, data, binary) {
    const error = (/** @type {string} */ message) => this.#tell(socket, { type: "error", message });
    /** @type {any} */
    let said;
    try {
      said = binary ? undefined : JSON.parse(String(data));
    } catch {
      return error("Invalid JSON format");
    }
    if (typeof said !== "object" || said === null || said.data === null || Array.isArray(said)) {
      return error("Internal server error");
    }
    if (said.type === "heartbeat") {
      return this.#tell(socket, { type: "heartbeat_ack", timestamp: aware(Date.now()) });
    }
    if (said.type === "chat") {
      const message = said.data?.message ?? "";
      this.say(id, { type: "chat_message", client_id: client, message }, client);
      return this.#tell(socket, { type: "message_sent", status: "ok" });
    }
    return error(`Unknown message type: ${said.type}`);
  }
}

/** The plain HTTP routes of the rooms. @param {Rooms} rooms */
export const routes = (rooms) => ({
  live: () =>
    json({
      count: rooms.ids.length,
      sessions: rooms.ids.map((id) => ({ session_id: id, ...sizes(rooms, id) })),
      timestamp: aware(Date.now()),
    }),
  active: () => json({ count: rooms.ids.length, sessions: rooms.ids }),
  /** @param {World} _world @param {Asked} asked */
  info: (_world, { params: [id = ""] }) =>
    rooms.at(id) ? json({ session_id: id, ...sizes(rooms, id) }) : unknown(id),
  /** @param {World} _world @param {Asked} asked */
  content: (_world, { params: [id = ""], query }) => {
    const messages = rooms.at(id)?.said ?? [];
    const replay = /^true$/i.test(query.get("include_replay") ?? "");
    return json({
      session_id: id,
      active: rooms.at(id) !== undefined,
      timestamp: aware(Date.now()),
      ...(replay ? { replay: { message_count: messages.length, messages } } : {}),
    });
  },
  /** @param {World} _world @param {Asked} asked */
  replay: (_world, { params: [id = ""] }) => {
    const messages = rooms.at(id)?.said ?? [];
    return json({ session_id: id, message_count: messages.length, messages });
  },
  /** @param {World} _world @param {Asked} asked */
  broadcast: (_world, { params: [id = ""], json: what }) =>
    json({ status: "broadcasted", session_id: id, timestamp: rooms.say(id, what ?? {}) }),
  /** @param {World} _world @param {Asked} asked */
  close: (_world, { params: [id = ""] }) =>
    rooms.close(id) ? json({ status: "closed", session_id: id }) : unknown(id),
  /** @param {World} _world @param {Asked} asked */
  announce: (_world, { query, json: content }) => {
    const one = query.get("session_id");
    if (one !== null && !rooms.at(one)) return refuse(500, "Failed to broadcast announcement: ");
    const told = one === null ? rooms.ids : [one];
    const heard = told.reduce((sum, id) => sum + (rooms.at(id)?.clients.size ?? 0), 0);
    for (const id of told) rooms.say(id, { type: "live_announcement", content });
    return recorded("live-announce-all", (body) => {
      Object.assign(body, { sessions_notified: told, participant_count: heard });
      body.timestamp = aware(Date.now());
    });
  },
});

/** @param {Rooms} rooms @param {string} id */
const sizes = (rooms, id) => ({ participant_count: rooms.at(id)?.clients.size ?? 0 });

/** @param {string} id */
const unknown = (id) => refuse(404, `Session ${id} not found`);
