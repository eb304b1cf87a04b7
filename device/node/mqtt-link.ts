import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { Link, LinkEvents } from "../core/ports.ts";
import { type Backoff, makeBackoff, type Pauses } from "./backoff.ts";
import { LINK_TROUBLES, type LinkTrouble, linkTrouble } from "./link-trouble.ts";
import { clientOptions, type MqttOptions } from "./mqtt-options.ts";
import { packetWatch } from "./packet-watch.ts";

export const LINK_PAUSES: Pauses = { firstMs: 1000, longestMs: 60_000 };
/** A wrong password does not mend itself; asking for it often looks like an attack to the broker. */
export const REFUSED_PAUSE_MS = 300_000;
/** Frames have 64 or 256 bytes. What is longer is not ours and is dropped unread. */
export const MAX_PAYLOAD_BYTES = 1024;
const MAX_PACKET_BYTES = 4096;
/** Frames handed to the broker and not acknowledged. Beyond it a publish is dropped; the outbox sends it again. */
export const MAX_IN_FLIGHT = 256;
/** A broker that acknowledges nothing for so long holds a dead session. */
const ACK_LIMIT_MS = 30_000;
/** A connection that lasted this long counts as a success; a broker that accepts and hangs up does not hurry us. */
const STEADY_MS = 10_000;
/** Time for the last bytes to leave after `stop`. */
const FAREWELL_MS = 500;

export interface MqttLink extends Link {
  /** Messages dropped since the start because they were longer than any frame. */
  oversized(): number;
}

/** One connection and what is known of it. */
interface Connection {
  client: MqttClient;
  up: boolean;
  upSinceMs: number;
  inFlight: number;
  ackedUpMs: number;
  trouble: LinkTrouble | null;
}

class ReconnectingLink implements MqttLink {
  private readonly settings: IClientOptions;
  private readonly backoff: Backoff;
  private events: LinkEvents | null = null;
  private connection: Connection | null = null;
  private timer: NodeJS.Timeout | null = null;
  private topics: string[] = [];
  private tooLong = 0;

  constructor(private readonly options: MqttOptions) {
    this.settings = clientOptions(options);
    this.backoff = makeBackoff(options.pauses ?? LINK_PAUSES, options.share);
  }

  start(events: LinkEvents): void {
    if (this.events !== null) return;
    this.events = events;
    this.open();
  }

  publish(topic: string, payload: Uint8Array): void {
    const connection = this.connection;
    if (connection === null || !connection.up) return;
    if (connection.inFlight >= MAX_IN_FLIGHT) {
      if (performance.now() - connection.ackedUpMs > ACK_LIMIT_MS) this.give(connection, "unacknowledged");
      return;
    }
    if (connection.inFlight === 0) connection.ackedUpMs = performance.now();
    connection.inFlight += 1;
    // A copy, because the library may still write it when the caller reuses its buffer.
    connection.client.publish(topic, Buffer.from(payload), { qos: 1, retain: false }, () => {
      connection.inFlight -= 1;
      connection.ackedUpMs = performance.now();
    });
  }

  subscribe(topics: string[]): void {
    const dropped = this.topics.filter((topic) => !topics.includes(topic));
    const added = topics.filter((topic) => !this.topics.includes(topic));
    this.topics = [...topics];
    const connection = this.connection;
    if (connection === null || !connection.up) return;
    this.listen(connection, added);
    if (dropped.length > 0) connection.client.unsubscribe(dropped, () => undefined);
  }

  hurry(): void {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.open();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.events = null;
    const connection = this.connection;
    this.connection = null;
    if (connection === null) return;
    const { client, up, inFlight } = connection;
    // A polite end waits for acknowledgements, so it is for a connection that awaits none.
    client.end(!(up && inFlight === 0));
    setTimeout(() => client.stream.destroy(), FAREWELL_MS).unref();
  }

  oversized(): number {
    return this.tooLong;
  }

  private open(): void {
    this.timer = null;
    const client = connect(this.options.url, { ...this.settings });
    const connection: Connection = { client, up: false, upSinceMs: 0, inFlight: 0, ackedUpMs: 0, trouble: null };
    this.connection = connection;
    const sound = packetWatch(MAX_PACKET_BYTES);
    client.stream.on("data", (chunk: Uint8Array) => {
      if (!sound(chunk)) this.give(connection, "oversized");
    });
    client.on("error", (error) => {
      connection.trouble = connection.trouble ?? linkTrouble(error);
    });
    client.on("connect", () => this.opened(connection));
    client.on("message", (topic, payload) => this.heard(connection, topic, payload));
    client.on("close", () => this.closed(connection));
  }

  private opened(connection: Connection): void {
    if (this.connection !== connection) return;
    connection.up = true;
    connection.upSinceMs = performance.now();
    this.listen(connection, this.topics);
    this.events?.up();
  }

  private listen(connection: Connection, topics: string[]): void {
    if (topics.length === 0) return;
    connection.client.subscribe(topics, { qos: 1 }, (error, granted) => {
      if (this.connection !== connection || !connection.up) return;
      // A refusal is the code 128 (MQTT 3.1.1, 3.9.3), which the library reports as an error or as a grant.
      if (error !== null || granted?.some((grant) => grant.qos === 128) === true) this.tell("topic");
    });
  }

  private heard(connection: Connection, topic: string, payload: Uint8Array): void {
    if (this.connection !== connection) return;
    if (payload.length > MAX_PAYLOAD_BYTES) this.tooLong += 1;
    else this.events?.message(topic, new Uint8Array(payload));
  }

  private closed(connection: Connection): void {
    if (this.connection !== connection) return;
    this.connection = null;
    connection.client.end(true);
    if (connection.up && performance.now() - connection.upSinceMs >= STEADY_MS) this.backoff.reset();
    const refused = connection.trouble === "credentials";
    const pauseMs = refused ? (this.options.refusedPauseMs ?? REFUSED_PAUSE_MS) : this.backoff.nextMs();
    this.timer = setTimeout(() => this.open(), pauseMs);
    this.tell(connection.trouble ?? "unreachable");
    if (connection.up) this.events?.down();
  }

  /** Gives a connection up for a reason of ours. */
  private give(connection: Connection, trouble: LinkTrouble): void {
    connection.trouble = trouble;
    connection.client.stream.destroy();
  }

  private tell(trouble: LinkTrouble): void {
    this.options.onTrouble?.(LINK_TROUBLES[trouble]);
  }
}

/**
 * The broker over MQTT 3.1.1 at QoS 1 (every broker that we know speaks it). Connects again by itself; holds nothing
 * back for later, because the outbox does.
 * @throws when the options cannot work, in words that say what to correct.
 */
export function mqttLink(options: MqttOptions): MqttLink {
  return new ReconnectingLink(options);
}
