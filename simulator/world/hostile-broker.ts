import type { Random } from "../random.ts";
import type { SimClock } from "./sim-clock.ts";
import type { Fate, Message, SimBroker, SimLink } from "./sim-link.ts";

/**
 * A broker that means harm, or the network before it. It sees every message, decides what becomes of each, makes up others,
 * and breaks connections; it holds no key. Chance comes from a seed, so that the same seed does the same.
 */
export interface HostileBroker {
  /** From now on it carries every message once and at once, and adds none. */
  turnHonest(): void;
  /** What it did so far, by kind. */
  readonly deeds: ReadonlyMap<string, number>;
}

export interface HostileOptions {
  clock: SimClock;
  broker: SimBroker;
  random: Random;
  /** The ways of the clients to it, for breaking. */
  links(): SimLink[];
}

/** It remembers so many messages: more than a day of a tracked device. */
const MOST_KEPT = 20_000;
const DEED_EVERY_MS = 700;
const LONGEST_DELAY_MS = 40_000;
/** A subscription that was confirmed and never made stays so long without a message. */
const LONGEST_LIE_MS = 20_000;

type Deed = readonly [name: string, weight: number, act: (hostile: Hostile) => void];

class Hostile implements HostileBroker {
  readonly deeds = new Map<string, number>();
  private readonly kept: Message[] = [];
  private honest = false;
  private deafUntilMs = 0;
  private deafTopic = "";
  private own = false;

  constructor(private readonly options: HostileOptions) {
    const { broker } = options;
    broker.overhear((message) => this.keep(message));
    broker.setFate((message) => this.fateOf(message));
    this.plan();
  }

  turnHonest(): void {
    this.honest = true;
    this.options.broker.setFate(() => ({ copies: 1, delayMs: 0 }));
    for (const link of this.options.links()) {
      link.setReachable(false);
      link.setReachable(true);
    }
  }

  /** One of everything that was ever seen; the old as likely as the new. */
  any(): Message | null {
    return this.kept[this.below(this.kept.length)] ?? null;
  }

  below(limit: number): number {
    return Math.floor(this.options.random.next() * limit);
  }

  send(topic: string, payload: Uint8Array): void {
    this.own = true;
    this.options.broker.inject(topic, payload);
    this.own = false;
  }

  breakOne(): void {
    const links = this.options.links();
    const link = links[this.below(links.length)];
    if (link === undefined) return;
    link.setReachable(false);
    this.options.clock.after(this.below(8000), () => link.setReachable(true));
  }

  deafen(): void {
    this.deafTopic = this.any()?.topic ?? "";
    this.deafUntilMs = this.options.clock.upMs() + this.below(LONGEST_LIE_MS);
  }

  private keep(message: Message): void {
    if (this.own || this.honest) return;
    this.kept.push({ ...message, payload: message.payload.slice() });
    if (this.kept.length > MOST_KEPT) this.kept.shift();
  }

  private fateOf(message: Message): Fate {
    if (this.own) return { copies: 1, delayMs: 0 };
    if (message.topic === this.deafTopic && this.options.clock.upMs() < this.deafUntilMs) return this.done("withhold", 0, 0);
    const kind = this.below(10);
    if (kind < 2) return this.done("drop", 0, 0);
    if (kind < 4) return this.done("double", 2 + this.below(3), this.below(2000));
    if (kind < 7) return this.done("delay", 1, this.below(LONGEST_DELAY_MS));
    return { copies: 1, delayMs: 0 };
  }

  private done(name: string, copies: number, delayMs: number): Fate {
    this.count(name);
    return { copies, delayMs };
  }

  private count(name: string): void {
    this.deeds.set(name, (this.deeds.get(name) ?? 0) + 1);
  }

  private plan(): void {
    this.options.clock.after(this.below(2 * DEED_EVERY_MS), () => {
      if (this.honest) return;
      const deed = DEEDS[this.below(DEEDS.length)] as Deed;
      this.count(deed[0]);
      for (let i = 0; i < deed[1]; i++) deed[2](this);
      this.plan();
    });
  }
}

function flipped(hostile: Hostile, payload: Uint8Array): Uint8Array {
  const copy = payload.slice();
  const bit = hostile.below(copy.length * 8);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

function random(hostile: Hostile, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => hostile.below(256));
}

/** Sends something made of one that was seen, on its own topic or on that of another. */
function remade(make: (hostile: Hostile, payload: Uint8Array) => Uint8Array, swap: boolean): (hostile: Hostile) => void {
  return (hostile) => {
    const seen = hostile.any();
    const topic = swap ? hostile.any()?.topic : seen?.topic;
    if (seen !== null && topic !== undefined) hostile.send(topic, make(hostile, seen.payload));
  };
}

const same = (_hostile: Hostile, payload: Uint8Array): Uint8Array => payload;

/** Each with how often it is done in a row. */
const DEEDS: readonly Deed[] = [
  ["replay", 3, remade(same, false)],
  // A retained message is one that comes again at every subscription; to the client it is a replay.
  ["forge retained", 1, remade(same, false)],
  ["swap topics", 2, remade(same, true)],
  ["flip a bit", 4, remade(flipped, false)],
  ["cut short", 2, remade((hostile, payload) => payload.slice(0, hostile.below(payload.length)), false)],
  [
    "make longer",
    2,
    remade((hostile, payload) => Uint8Array.from([...payload, ...random(hostile, 1 + hostile.below(200))]), false),
  ],
  [
    "graft",
    2,
    remade(
      (hostile, payload) => Uint8Array.from([...payload.slice(0, 31), ...(hostile.any()?.payload ?? payload).slice(31)]),
      false,
    ),
  ],
  ["make up", 4, remade((hostile) => random(hostile, [64, 256, hostile.below(300)][hostile.below(3)] ?? 64), false)],
  ["take over", 1, (hostile) => hostile.breakOne()],
  ["lie in SUBACK", 1, (hostile) => hostile.deafen()],
];

export function hostileBroker(options: HostileOptions): HostileBroker {
  return new Hostile(options);
}
