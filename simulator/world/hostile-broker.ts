import type { Random } from "../random.ts";
import { type Tampering, tamper } from "./hostile-frames.ts";
import { hostileMood, type Meddling, type Mood, type Passing } from "./hostile-mood.ts";
import type { SimClock } from "./sim-clock.ts";
import type { Message, SimBroker, SimLink } from "./sim-link.ts";

/** One client as the broker knows it. A link may be another one after a restart, so it is asked for each time. */
export interface Client {
  link(): Pick<SimLink, "asked" | "setReachable"> & {
    /** @param retained it comes with the mark of a message that the broker kept. */
    force(topic: string, payload: Uint8Array, retained: boolean): void;
  };
}

export type Side = "device" | "guardian";
export type Trick = Exclude<Passing, "deliver"> | Exclude<Meddling, "nothing"> | "wait";

export interface HostileBroker {
  /** From now on it does what it likes, and nothing is delivered but by its will. */
  turnHostile(): void;
  /** As a broker should be, from now on. What it held back is thrown away; what it kept in secret it keeps. */
  turnHonest(): void;
  /** Gives both sides up to so many messages that it has seen, whenever that was, in any order. */
  replay(count: number): void;
  /** How often it did what. */
  readonly tricks: ReadonlyMap<Trick, number>;
}

/** Messages that it keeps to replay; the oldest give way. */
export const MAX_KEPT = 4096;
const LATENCY_MS = 40;
const LONGEST_HOLD_MS = 90_000;
const MEDDLES_EVERY_MS = 2000;
const LONGEST_OUTAGE_MS = 25_000;
const LONGEST_DEAF_MS = 20_000;

interface Kept {
  topic: string;
  payload: Uint8Array;
}

const OTHER: Record<Side, Side> = { device: "guardian", guardian: "device" };
const SIDES: readonly Side[] = ["device", "guardian"];

class Hostile implements HostileBroker {
  readonly tricks = new Map<Trick, number>();
  private readonly mood: Mood;
  private readonly kept: Kept[] = [];
  /** Sent to whoever connects next, as if it had been retained. */
  private retained: Kept | null = null;
  private hostile = false;
  /** Counts the turns of mind: what was planned before the last one is not done any more. */
  private turn = 0;
  private readonly deafUntilMs: Record<Side, number> = { device: 0, guardian: 0 };
  private swallowUntilMs = 0;

  constructor(
    private readonly broker: SimBroker,
    private readonly clients: Record<Side, Client>,
    private readonly clock: Pick<SimClock, "after" | "upMs">,
    private readonly random: Random,
  ) {
    this.mood = hostileMood(random.branch("mood"));
    broker.overhear((message) => this.take(message));
  }

  turnHostile(): void {
    this.hostile = true;
    this.turn += 1;
    this.broker.setFate(() => ({ copies: 0, delayMs: 0 }));
    this.meddleLater();
  }

  turnHonest(): void {
    this.hostile = false;
    this.turn += 1;
    this.broker.setFate(() => ({ copies: 1, delayMs: 0 }));
    for (const side of SIDES) this.clients[side].link().setReachable(true);
  }

  replay(count: number): void {
    for (let n = 0; n < count && this.kept.length > 0; n++) {
      const { topic, payload } = this.anyKept();
      for (const side of SIDES) this.give(side, topic, payload);
    }
  }

  private note(trick: Trick): void {
    this.tricks.set(trick, (this.tricks.get(trick) ?? 0) + 1);
  }

  private anyKept(): Kept {
    return this.kept[this.random.whole(0, this.kept.length - 1)] as Kept;
  }

  /** An honest client published this. */
  private take({ topic, payload }: Message): void {
    this.kept.push({ topic, payload: payload.slice() });
    if (this.kept.length > MAX_KEPT) this.kept.shift();
    if (this.hostile) this.pass(topic, payload);
  }

  private give(side: Side, topic: string, payload: Uint8Array, retained = false): void {
    if (this.clock.upMs() >= this.deafUntilMs[side]) this.clients[side].link().force(topic, payload, retained);
  }

  /** To whom a topic belongs: the side that asked for it. */
  private sideOf(topic: string): Side {
    return this.clients.guardian.link().asked().includes(topic) ? "guardian" : "device";
  }

  private later(ms: number, act: () => void): void {
    const turn = this.turn;
    this.clock.after(ms, () => {
      if (turn === this.turn) act();
    });
  }

  private pass(topic: string, payload: Uint8Array): void {
    const side = this.sideOf(topic);
    const passing = this.clock.upMs() < this.swallowUntilMs ? "lose" : this.mood.passing();
    const send = (to: Side, on: string, what: Uint8Array, ms = 0): void =>
      this.later(LATENCY_MS + ms, () => this.give(to, on, what));
    if (passing !== "deliver") this.note(passing);
    switch (passing) {
      case "lose":
        return;
      case "deliver":
        return send(side, topic, payload);
      case "double":
        for (let copies = this.random.whole(2, 4); copies > 0; copies--) send(side, topic, payload, this.random.whole(0, 9000));
        return;
      case "hold":
        return send(side, topic, payload, this.random.whole(100, LONGEST_HOLD_MS));
      case "swap-topic":
        return send(side, this.anyKept().topic, payload);
      case "wrong-side":
        return send(OTHER[side], topic, payload);
      case "both-sides":
        for (const each of SIDES) send(each, topic, payload);
        return;
      default:
        return send(side, topic, this.tampered(passing, payload));
    }
  }

  private tampered(how: Tampering, frame: Uint8Array): Uint8Array {
    return tamper(this.random, how, frame, this.anyKept().payload);
  }

  private meddleLater(): void {
    this.later(this.random.whole(200, 2 * MEDDLES_EVERY_MS), () => {
      this.meddle();
      this.meddleLater();
    });
  }

  private meddle(): void {
    const side: Side = this.random.next() < 0.5 ? "device" : "guardian";
    const meddling = this.mood.meddling();
    if (meddling === "nothing" || this.kept.length === 0) return;
    this.note(meddling);
    const upMs = this.clock.upMs();
    if (meddling === "replay") this.replay(this.random.whole(1, 8));
    else if (meddling === "retain") this.retained = this.forged();
    else if (meddling === "cut") this.cut(side, this.random.whole(100, LONGEST_OUTAGE_MS));
    else if (meddling === "take-over") this.takeOver(side);
    // SUBACK granted everything, and nothing comes.
    else if (meddling === "deaf") this.deafUntilMs[side] = upMs + this.random.whole(1000, LONGEST_DEAF_MS);
    // PUBACK for everything, and nothing is passed on.
    else if (meddling === "swallow") this.swallowUntilMs = upMs + this.random.whole(1000, LONGEST_DEAF_MS);
    else this.give(side, this.anyKept().topic, this.tampered(meddling, this.anyKept().payload));
  }

  private forged(): Kept {
    const { topic, payload } = this.anyKept();
    return { topic, payload: this.random.next() < 0.5 ? payload : this.tampered("flip", payload) };
  }

  private cut(side: Side, ms: number): void {
    const { link } = this.clients[side];
    link().setReachable(false);
    this.clock.after(ms, () => {
      link().setReachable(true);
      // Client libraries wait for a second at least before they connect again, and more after each failure.
      this.later(this.random.whole(1100, 4000), () => this.sendRetained(side));
    });
  }

  private sendRetained(side: Side): void {
    if (this.retained !== null) this.give(side, this.retained.topic, this.retained.payload, true);
  }

  /** Somebody else connects under this client's name: it is thrown out, and the stranger speaks to the other side. */
  private takeOver(side: Side): void {
    this.cut(side, 100);
    for (let n = this.random.whole(1, 6); n > 0; n--) {
      const { topic, payload } = this.random.next() < 0.5 ? this.anyKept() : this.forged();
      this.later(this.random.whole(0, 3000), () => this.give(OTHER[side], topic, payload));
    }
  }
}

/**
 * A broker actor that may do everything that can be done without a key: the worst operator that there can be (P27). The same
 * seed does the same to the same messages.
 */
export function hostileBroker(
  broker: SimBroker,
  clients: Record<Side, Client>,
  clock: Pick<SimClock, "after" | "upMs">,
  random: Random,
): HostileBroker {
  return new Hostile(broker, clients, clock, random);
}
