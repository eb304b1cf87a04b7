import type { Link, LinkEvents } from "../../device/core/ports.ts";
import type { Cancel, SimClock } from "./sim-clock.ts";

/** What the network does with one message: how many copies arrive, and how much later than usual. */
export interface Fate {
  copies: number;
  delayMs: number;
}

export interface Message {
  topic: string;
  payload: Uint8Array;
  /** Counts every message that entered the broker, from 0. */
  index: number;
}

/** A broker and the air around it. It sees all, keeps nothing for later, and does to messages what it is told. */
export interface SimBroker {
  /** A new client's link to it. */
  link(): SimLink;
  /** From somewhere else: a guardian, or an attacker. */
  inject(topic: string, payload: Uint8Array): void;
  /** Sees every message as it enters, whatever becomes of it. Who hostilely listens on "#" sees the same. */
  overhear(listener: (message: Message) => void): void;
  /** Decides each message's fate from now on. */
  setFate(fate: (message: Message) => Fate): void;
}

export interface SimLink extends Link {
  /** Breaks or mends this client's way to the broker. */
  setReachable(reachable: boolean): void;
  isUp(): boolean;
  /** The topics that the client asked for. */
  asked(): readonly string[];
  /** Sends to this client whatever it asked for, as only a broker that breaks the rules does. */
  force(topic: string, payload: Uint8Array): void;
}

/** As the real adapter's, without its jitter. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const LATENCY_MS = 40;

type Deliver = (topic: string, payload: Uint8Array) => void;

class Client implements SimLink {
  private events: LinkEvents | null = null;
  private topics: string[] = [];
  private up = false;
  private reachable = true;
  private pauseMs = FIRST_PAUSE_MS;
  private retry: Cancel | null = null;

  constructor(
    private readonly clock: SimClock,
    private readonly send: Deliver,
  ) {}

  start(events: LinkEvents): void {
    if (this.events !== null) return;
    this.events = events;
    this.pauseMs = FIRST_PAUSE_MS;
    this.retry = this.clock.after(LATENCY_MS, () => this.open());
  }

  publish(topic: string, payload: Uint8Array): void {
    if (this.up) this.send(topic, payload.slice());
  }

  subscribe(topics: string[]): void {
    this.topics = [...topics];
  }

  hurry(): void {
    if (this.retry === null || this.up) return;
    this.retry();
    this.open();
  }

  stop(): void {
    this.events = null;
    this.up = false;
    this.retry?.();
    this.retry = null;
  }

  setReachable(reachable: boolean): void {
    this.reachable = reachable;
    if (reachable || !this.up) return;
    this.up = false;
    this.again();
    this.events?.down();
  }

  isUp(): boolean {
    return this.up;
  }

  asked(): readonly string[] {
    return this.topics;
  }

  hear(topic: string, payload: Uint8Array): void {
    if (this.topics.includes(topic)) this.force(topic, payload);
  }

  force(topic: string, payload: Uint8Array): void {
    if (this.up) this.events?.message(topic, payload.slice());
  }

  private open(): void {
    this.retry = null;
    if (this.events === null) return;
    if (!this.reachable) {
      this.again();
      return;
    }
    this.up = true;
    this.pauseMs = FIRST_PAUSE_MS;
    this.events.up();
  }

  private again(): void {
    this.retry = this.clock.after(this.pauseMs, () => this.open());
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** @param clock whose time the messages take. */
export function simBroker(clock: SimClock): SimBroker {
  const clients: Client[] = [];
  const listeners: ((message: Message) => void)[] = [];
  let fateOf: (message: Message) => Fate = () => ({ copies: 1, delayMs: 0 });
  let count = 0;

  function enter(topic: string, payload: Uint8Array): void {
    const message: Message = { topic, payload, index: count++ };
    for (const listener of listeners) listener(message);
    const fate = fateOf(message);
    for (let copy = 0; copy < fate.copies; copy++) {
      clock.after(LATENCY_MS + fate.delayMs, () => {
        for (const client of clients) client.hear(topic, payload);
      });
    }
  }

  return {
    link() {
      const client = new Client(clock, enter);
      clients.push(client);
      return client;
    },
    inject: (topic, payload) => enter(topic, payload.slice()),
    overhear: (listener) => void listeners.push(listener),
    setFate(fate) {
      fateOf = fate;
    },
  };
}
