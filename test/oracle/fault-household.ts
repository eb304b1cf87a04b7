import { createHash } from "node:crypto";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import { slotsOf } from "../../simulator/scene/phrase.ts";
import { ACTS } from "../../simulator/scene/scene.ts";
import { Stage } from "../../simulator/scene/stage.ts";
import { readWearer } from "../../simulator/scene/wearer.ts";
import { LETS_GO, TROUBLES, type Trouble } from "./fault-mix.ts";

/** What one household lived through. */
export interface Mixed {
  seed: number;
  /** Each promise that was broken, and when, in seconds after the start. */
  broken: readonly string[];
  /** What happened, in its order. */
  did: readonly string[];
  /** Positions that left the device. */
  positions: number;
  /** Over every byte that entered the broker and its moment, and what the lamp showed then. */
  hash: string;
}

/** A bug that is built in on purpose, to see that it is found. */
export interface MixPlant {
  cipher?: (cipher: Cipher) => Cipher;
  openDriver?: () => Driver;
  /** Before anything happens. */
  begin?(stage: Stage): void;
  /** After every trouble. */
  meanwhile?(stage: Stage): void;
}

const MONDAY_MS = Date.UTC(2026, 2, 9);
/** The longest wait between two tries, and a little. */
const ARRIVES_S = 400;
/** Until a memory that works again is trusted. */
const TRUSTED_S = 120;
const STARTS_S = 2;
/** Two rows of presses that follow at once are one longer row, and one after five presses takes the call back. */
const BETWEEN_ROWS_S = 7;
const AGES = ["adult", "5-8", "9-13", "14-17"] as const;

function drawn(random: Random): Trouble {
  const sum = TROUBLES.reduce((all, { weight }) => all + weight, 0);
  let left = random.between(0, sum);
  for (const trouble of TROUBLES) {
    left -= trouble.weight;
    if (left < 0) return trouble;
  }
  return TROUBLES[0] as Trouble;
}

function wordsOf(random: Random): { age: string; hours: string; every: string; texts: string } {
  const from = random.whole(6, 9);
  const age = AGES[random.whole(0, 3)] as string;
  const hours =
    age === "adult" && random.next() < 0.7 ? "daily 05:00-04:00" : `daily 0${from}:00-${String(from + 3).padStart(2, "0")}:00`;
  return { age, hours, every: `${random.whole(5, 20)} s`, texts: random.next() < 0.3 ? "calls" : "none" };
}

class Life {
  readonly stage: Stage;
  readonly did: string[] = [];
  private readonly active = new Map<Trouble["kind"], Trouble>();
  private readonly digest = createHash("sha256");
  /** The highest number that a position of this device bore. */
  private highest = 0;
  private memoryBadMs = Number.NEGATIVE_INFINITY;
  /** One liar about the time at most: two that agree are believed (docs/known-issues.md, "Time"). */
  private readonly liar: "receiver" | "clock";

  constructor(
    cipher: Cipher,
    private readonly random: Random,
    private readonly plant: MixPlant,
  ) {
    const wearer = readWearer(wordsOf(random));
    if (typeof wearer === "string") throw new Error(wearer);
    const startMs = MONDAY_MS + random.whole(4 * 3600, 10 * 3600) * 1000;
    const world = { cipher: plant.cipher?.(cipher) ?? cipher, startMs, ...wearer, random: random.branch("stage") };
    this.stage = new Stage({ ...world, ...(plant.openDriver === undefined ? {} : { openDriver: plant.openDriver }) });
    this.liar = random.next() < 0.5 ? "receiver" : "clock";
    const { house } = this.stage;
    house.broker.overhear(({ payload }) => {
      this.digest.update(`${house.clock.upMs()}/${house.lamp.seen()}/${payload.length}:`).update(payload);
    });
    plant.begin?.(this.stage);
  }

  private say(sentence: string): void {
    for (const act of ACTS) {
      const slots = slotsOf(act, sentence);
      if (slots === null) continue;
      this.did.push(sentence);
      const wasOff = !this.stage.powered;
      act.act(this.stage, slots);
      // What is pressed while a device starts is not told from a button that was down before (gesture.ts, FIRST_LOOK_MS).
      if (wasOff || / fails | rots| free/.test(sentence)) this.stage.pass(STARTS_S * 1000);
      return;
    }
    throw new Error(`No sentence of a scene: ${sentence}`);
  }

  private may({ kind, does }: Trouble): boolean {
    if (this.active.has(kind)) return false;
    if (kind === "clock") return this.liar === "clock";
    if (kind === "receiver" && / time | weeks| last word/.test(does)) return this.liar === "receiver";
    const memoryBad = this.active.has("memory") || this.stage.nowMs() - this.memoryBadMs < TRUSTED_S * 1000;
    // A withdrawal and a call that could not be written down are known to be lost with the power (docs/known-issues.md).
    if (kind === "power") return !memoryBad;
    return kind !== "memory" || !this.active.has("power");
  }

  private end(kind: Trouble["kind"]): void {
    const trouble = this.active.get(kind);
    this.active.delete(kind);
    if (trouble?.ends === null || trouble === undefined) return;
    if (kind === "memory") this.memoryBadMs = this.stage.nowMs();
    this.say(trouble.ends);
  }

  private episode(): void {
    const { stage, random } = this;
    const trouble = drawn(random);
    const bootedAgain = !stage.powered && !this.active.has("power");
    if (bootedAgain) this.say("the power is back");
    if (this.may(trouble)) {
      this.say(trouble.does);
      if (trouble.ends !== null) this.active.set(trouble.kind, trouble);
    }
    stage.pass(random.whole(BETWEEN_ROWS_S, 45) * 1000);
    this.plant.meanwhile?.(stage);
    for (const kind of [...this.active.keys()]) if (random.next() < 0.3) this.end(kind);
    stage.lookAtHeld();
    this.lookAtNumber();
  }

  // Of a device without power nobody knows what it had in mind.
  private lookAtNumber(): void {
    if (this.stage.powered) this.highest = Math.max(this.highest, this.stage.house.device.state.outbox.sequence);
  }

  live(): void {
    if (this.random.next() < 0.95) this.stage.agree();
    this.stage.pass(this.random.whole(5, 60) * 1000);
    for (let left = this.random.whole(14, 26); left > 0; left--) this.episode();
  }

  /** Everything is whole again, and everything that may arrive has the time to. */
  heal(): void {
    for (const kind of [...this.active.keys()]) this.end(kind);
    if (!this.stage.powered) this.say("the power is back");
    // A write that was to lose its power may not have come yet.
    this.stage.house.store.setFault({ kind: "none" });
    this.plant.meanwhile?.(this.stage);
    this.stage.pass(ARRIVES_S * 1000);
    this.stage.lookAtHeld();
    this.lookAtNumber();
    this.lookAtCalls();
    this.lookAtSequence();
  }

  private lookAtCalls(): void {
    const { house, truth } = this.stage;
    const found = house.guardianStore.incidents("simulated");
    const deletion = house.guardianStore.deletion("simulated");
    const heard = found.ok ? found.value.filter(({ alert }) => alert === "panic").length : 0;
    if (deletion.ok && deletion.value !== null) return;
    if (heard < truth.calls) this.stage.broken("a call for help lost");
  }

  private lookAtSequence(): void {
    const { house } = this.stage;
    if (this.did.some((sentence) => LETS_GO.includes(sentence))) return;
    const held = new Set(house.guardianStore.trail("simulated", 0, 1_000_000).map(({ fix }) => fix.sequence));
    const { waiting } = house.device.state.outbox;
    const stillWaits = waiting.filter(({ worth }) => worth === "fix" || worth === "alarm").length;
    if (held.size + stillWaits < this.highest) this.stage.broken("a position lost");
  }

  mixed(seed: number, crash: string | null): Mixed {
    const { stage } = this;
    if (crash !== null) stage.broken("a crash");
    stage.house.guardianStore.close();
    const broken = stage.violations.map(({ never, utcMs }) => `${never} (${Math.round((utcMs - stage.startMs) / 1000)} s)`);
    return {
      seed,
      broken: crash === null ? broken : [...broken, crash],
      did: this.did,
      positions: [...stage.ear.sealed.values()].filter(({ report }) => report.kind === "fix").length,
      hash: this.digest.digest("hex"),
    };
  }
}

/** One household among faults that obey the seed alone. Never throws: a crash is a finding. */
export function faultHousehold(seed: number, cipher: Cipher, plant: MixPlant = {}): Mixed {
  const life = new Life(cipher, seededRandom(seed), plant);
  let crash: string | null = null;
  try {
    life.live();
    life.heal();
  } catch (error) {
    crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return life.mixed(seed, crash);
}
