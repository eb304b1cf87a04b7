import type { Link, LinkEvents } from "../core/ports.ts";
import { readU8 } from "../protocol/bytes.ts";
import type { ChipE, ChipNet, ChipSocket, ChipTimers } from "./chip.ts";
import {
  type Account,
  CONNACK,
  connectPacket,
  disconnectPacket,
  makeReader,
  messageOf,
  type Packet,
  PUBACK,
  PUBLISH,
  pingPacket,
  pubackPacket,
  publishPacket,
  type Reader,
  readPackets,
  SUBACK,
  subscribePacket,
  unsubscribePacket,
} from "./mqtt-packets.ts";

export interface ChipLinkOptions extends Account {
  host: string;
  port: number;
  /** Between attempts: each pause is twice the last. */
  firstPauseMs: number;
  longestPauseMs: number;
  /** One word when something is wrong: never an address, a name or a secret. */
  onTrouble: (trouble: ChipLinkTrouble) => void;
}

export type ChipLinkTrouble = "unreachable" | "credentials" | "topic" | "unanswered" | "not-mqtt";

const KEEPALIVE_S = 60;
/** Half of it: a broker hangs up after one and a half of what it was told (3.1.2.10). */
const PING_MS = 30000;
/** A connection that says nothing for so long is dead. */
const SILENT_MS = 75000;
/** Frames that were handed over and not acknowledged; beyond it the outbox has to wait. */
const MAX_IN_FLIGHT = 32;

interface Connection {
  socket: ChipSocket;
  reader: Reader;
  up: boolean;
  inFlight: number;
  quietMs: number;
  timer: number | null;
  over: boolean;
}

interface Line {
  options: ChipLinkOptions;
  net: ChipNet;
  e: Pick<ChipE, "toString" | "toUint8Array">;
  timers: ChipTimers;
  events: LinkEvents | null;
  connection: Connection | null;
  retry: number | null;
  pauseMs: number;
  topics: string[];
  nextId: number;
}

function send(line: Line, connection: Connection, bytes: Uint8Array): void {
  if (!connection.over) connection.socket.write(line.e.toString(bytes));
}

function takeId(line: Line): number {
  line.nextId = line.nextId >= 65535 ? 1 : line.nextId + 1;
  return line.nextId;
}

function letGo(line: Line, connection: Connection): void {
  connection.over = true;
  if (connection.timer !== null) line.timers.clearTimeout(connection.timer);
  connection.timer = null;
  connection.socket.end();
}

/** The connection is over, and the next attempt comes after a pause. */
function lose(line: Line, connection: Connection, trouble: ChipLinkTrouble, again: () => void): void {
  if (connection.over) return;
  letGo(line, connection);
  if (line.connection !== connection) return;
  line.connection = null;
  line.retry = line.timers.setTimeout(again, line.pauseMs);
  line.pauseMs = Math.min(line.pauseMs * 2, line.options.longestPauseMs);
  line.options.onTrouble(trouble);
  if (connection.up && line.events !== null) line.events.down();
}

function keepAlive(line: Line, connection: Connection, again: () => void): void {
  connection.timer = line.timers.setTimeout(() => {
    connection.quietMs += PING_MS;
    if (connection.quietMs > SILENT_MS || !connection.up) return lose(line, connection, "unanswered", again);
    send(line, connection, pingPacket());
    keepAlive(line, connection, again);
  }, PING_MS);
}

function opened(line: Line, connection: Connection): void {
  connection.up = true;
  line.pauseMs = line.options.firstPauseMs;
  if (line.topics.length > 0) send(line, connection, subscribePacket(takeId(line), line.topics));
  if (line.events !== null) line.events.up();
}

function take(line: Line, connection: Connection, packet: Packet, again: () => void): void {
  if (packet.kind === CONNACK) {
    // Any other code is a refusal (3.2.2.3): the library of the board takes it for a welcome.
    if (readU8(packet.body, 1) === 0) opened(line, connection);
    else lose(line, connection, "credentials", again);
  } else if (packet.kind === PUBACK) connection.inFlight = Math.max(0, connection.inFlight - 1);
  else if (packet.kind === SUBACK) {
    for (let i = 2; i < packet.body.length; i++) if (packet.body[i] === 128) line.options.onTrouble("topic");
  } else if (packet.kind === PUBLISH) {
    const message = messageOf(packet);
    if (message === null) return lose(line, connection, "not-mqtt", again);
    if (message.id !== null) send(line, connection, pubackPacket(message.id));
    if (line.events !== null && line.topics.indexOf(message.topic) >= 0) line.events.message(message.topic, message.payload);
  }
}

function hear(line: Line, connection: Connection, bytes: Uint8Array, again: () => void): void {
  connection.quietMs = 0;
  const packets = readPackets(connection.reader, bytes);
  if (packets === null) return lose(line, connection, "not-mqtt", again);
  for (let i = 0; i < packets.length && !connection.over; i++) take(line, connection, packets[i] as Packet, again);
}

function open(line: Line): void {
  const again = (): void => open(line);
  line.retry = null;
  const socket = line.net.connect({ host: line.options.host, port: line.options.port }, () => {
    if (line.connection === connection) send(line, connection, connectPacket(line.options, KEEPALIVE_S));
  });
  const connection: Connection = {
    socket: socket,
    reader: makeReader(),
    up: false,
    inFlight: 0,
    quietMs: 0,
    timer: null,
    over: false,
  };
  line.connection = connection;
  socket.on("data", (text) => {
    if (!connection.over) hear(line, connection, line.e.toUint8Array(text), again);
  });
  socket.on("error", () => lose(line, connection, "unreachable", again));
  socket.on("close", () => lose(line, connection, "unreachable", again));
  keepAlive(line, connection, again);
}

function without(all: string[], others: string[]): string[] {
  return all.filter((one) => others.indexOf(one) < 0);
}

/**
 * The broker over MQTT 3.1.1 at QoS 1, on the board's own sockets. Holds nothing back for later, because the outbox does.
 * The frames are sealed and the line is not: Espruino's TLS does not look at certificates, so nothing relies on it, and
 * whoever listens sees the account (docs/known-issues.md).
 */
export function chipLink(
  net: ChipNet,
  e: Pick<ChipE, "toString" | "toUint8Array">,
  timers: ChipTimers,
  options: ChipLinkOptions,
): Link {
  const line: Line = {
    options: options,
    net: net,
    e: e,
    timers: timers,
    events: null,
    connection: null,
    retry: null,
    pauseMs: options.firstPauseMs,
    topics: [],
    nextId: 0,
  };
  return {
    start: (events) => {
      if (line.events !== null) return;
      line.events = events;
      open(line);
    },
    publish: (topic, payload) => {
      const connection = line.connection;
      if (connection === null || !connection.up || connection.inFlight >= MAX_IN_FLIGHT) return;
      connection.inFlight += 1;
      send(line, connection, publishPacket(topic, takeId(line), payload));
    },
    subscribe: (topics) => {
      const added = without(topics, line.topics);
      const dropped = without(line.topics, topics);
      line.topics = topics.slice(0);
      const connection = line.connection;
      if (connection === null || !connection.up) return;
      if (added.length > 0) send(line, connection, subscribePacket(takeId(line), added));
      if (dropped.length > 0) send(line, connection, unsubscribePacket(takeId(line), dropped));
    },
    hurry: () => {
      if (line.retry === null) return;
      timers.clearTimeout(line.retry);
      open(line);
    },
    stop: () => {
      if (line.retry !== null) timers.clearTimeout(line.retry);
      line.retry = null;
      line.events = null;
      const connection = line.connection;
      line.connection = null;
      if (connection === null) return;
      if (connection.up) send(line, connection, disconnectPacket());
      letGo(line, connection);
    },
  };
}
