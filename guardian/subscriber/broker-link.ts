import { readFileSync } from "node:fs";
import { MqttClient } from "mqtt";
import { type BrokerOptions, clientOptions } from "./broker-options.ts";
import { openBrokerStream } from "./broker-stream.ts";
import type { TopicBook } from "./topic-book.ts";

export interface LinkEvents {
  /** Up means that the broker has granted every subscription: without them it is as good as away. */
  change(up: boolean): void;
  message(topic: string, payload: Uint8Array, retained: boolean): void;
}

/** Publishes that the broker has not acknowledged; a broker that never does must not fill the memory. */
export const MAX_IN_FLIGHT = 256;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const CLOSING_MS = 1000;

/** Doubles up to half a minute; between half and the whole of it, so that a restarted broker is not met by all at once. */
export function pauseMs(attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10));
  return Math.round(longest * (0.5 + chance / 2));
}

function nothing(): void {
  return;
}

/** The console's connection to the broker. It connects again by itself, for ever, with growing pauses. */
export class BrokerLink {
  readonly #client: MqttClient;
  readonly #events: LinkEvents;
  #book: TopicBook;
  #up = false;
  #attempt = 0;
  #inFlight = 0;
  #onAnswered: () => void = nothing;

  /** @throws when the file of certificates cannot be read. */
  constructor(options: BrokerOptions, book: TopicBook, events: LinkEvents) {
    const ca = options.caFile === null ? null : readFileSync(options.caFile);
    this.#book = book;
    this.#events = events;
    const reconnectPeriod = pauseMs(0, Math.random());
    this.#client = new MqttClient(() => openBrokerStream(options, ca), { ...clientOptions(options), reconnectPeriod });
    this.#client.on("connect", () => this.#connected());
    this.#client.on("close", () => this.#lost());
    // Trouble of any kind ends in "close"; without a listener it would end the process.
    this.#client.on("error", nothing);
    this.#client.on("message", (topic, payload, packet) => events.message(topic, payload, packet.retain === true));
    // We asked for QoS 1, and a broker may not raise it (MQTT 3.1.1, 3.8.4). The library would keep each such message until
    // the broker lets go of it, so the connection ends instead.
    this.#client.on("packetreceive", (packet) => {
      if (packet.cmd === "publish" && packet.qos === 2) this.#client.stream.destroy();
    });
  }

  listenTo(book: TopicBook): void {
    // Of a device that this console has left: a broker would keep what comes for us.
    const gone = this.#book.listen.filter((topic) => !book.pairOf.has(topic));
    this.#book = book;
    if (!this.#client.connected) return;
    if (gone.length > 0) this.#client.unsubscribe(gone, nothing);
    this.#subscribe();
  }

  /** QoS 1, not retained. Dropped while the link is down or the broker does not answer: who is not acknowledged asks again. */
  publish(topic: string, payload: Uint8Array): void {
    if (!this.#client.connected || this.#inFlight >= MAX_IN_FLIGHT) return;
    this.#inFlight += 1;
    this.#client.publish(topic, Buffer.from(payload), { qos: 1, retain: false }, () => {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#onAnswered();
    });
  }

  async close(): Promise<void> {
    // The last acknowledgements are given a moment; a broker that does not answer is not waited for.
    await this.#allAnswered();
    const giveUp = setTimeout(() => this.#client.stream.destroy(), CLOSING_MS);
    await this.#client.endAsync(this.#inFlight > 0 || !this.#client.connected).catch(nothing);
    clearTimeout(giveUp);
  }

  #allAnswered(): Promise<void> {
    if (this.#inFlight === 0 || !this.#client.connected) return Promise.resolve();
    return new Promise((resolve) => {
      const giveUp = setTimeout(resolve, CLOSING_MS);
      this.#onAnswered = () => {
        clearTimeout(giveUp);
        resolve();
      };
    });
  }

  #connected(): void {
    this.#attempt = 0;
    this.#subscribe();
  }

  #lost(): void {
    this.#setUp(false);
    this.#attempt += 1;
    this.#client.options.reconnectPeriod = pauseMs(this.#attempt, Math.random());
  }

  #setUp(up: boolean): void {
    if (up === this.#up) return;
    this.#up = up;
    this.#events.change(up);
  }

  #subscribe(): void {
    const { listen, leave } = this.#book;
    const asked = this.#book;
    if (leave.length > 0) this.#client.unsubscribe(leave, nothing);
    if (listen.length === 0) return this.#setUp(true);
    this.#client.subscribe(listen, { qos: 1 }, (error, granted) => {
      const refused = error !== null || (granted ?? []).some((grant) => grant.qos === 128);
      if (this.#client.connected && asked === this.#book) this.#setUp(!refused);
    });
  }
}
