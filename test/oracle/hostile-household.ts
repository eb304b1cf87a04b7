import { createHash } from "node:crypto";
import type { ServiceTerms } from "../../device/node/config.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import { type Client, type HostileBroker, hostileBroker, type Trick } from "../../simulator/world/hostile-broker.ts";
import { Household, PAIR_ROOT } from "../../simulator/world/household.ts";
import type { Message, SimLink } from "../../simulator/world/sim-link.ts";
import { daysNear } from "../../simulator/world/unveiled.ts";
import { Watch } from "./hostile-watch.ts";
import { Wearer } from "./hostile-wearer.ts";
import { Witness } from "./hostile-witness.ts";

/** A fault that is built in on purpose, to see that it is found. */
export interface Plant {
  cipher?: Cipher;
  openDriver?: () => Driver;
  /** Before a message reaches the device. */
  beforeDevice?(house: Household): void;
  /** After it, with the mark that it bore. */
  afterDevice?(house: Household, retained: boolean): void;
}

export interface Outcome {
  wrong: readonly string[];
  /** Fixes that the device sealed. */
  fixes: number;
  /** Messages of the broker that changed nothing, and that were taken in. */
  refused: number;
  taken: number;
  /** Frames that the device sent in the form of a day after their own. */
  veiled: number;
  tricks: ReadonlyMap<Trick, number>;
  /** Of every byte that crossed in either direction, with its moment. */
  digest: string;
}

const DAY_MS = 86_400_000;
const MONDAY_MS = Date.UTC(2026, 2, 9);
const MONTH_MS = 30 * DAY_MS;
/** The longest wait between two tries of the device, and a little. */
const ARRIVES_S = 330;
const STEP_S = 10;

function termsOf(random: Random): ServiceTerms {
  return {
    controller: "A guardian, Street 1, Town",
    purpose: "to be found",
    timeZone: "Europe/Athens",
    hours: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "04:30", to: "04:00" }],
    intervalS: random.whole(4, 20),
    decimals: 5,
    months: 12,
  };
}

function startOf(random: Random): number {
  // Now and then over midnight UTC, when the topics change.
  if (random.next() < 0.1) return MONDAY_MS + DAY_MS - random.whole(30, 200) * 1000;
  return MONDAY_MS + random.whole(4 * 3600, 20 * 3600) * 1000;
}

/** One household under one hostile broker. */
class Run {
  readonly house: Household;
  readonly witness: Witness;
  readonly watch: Watch;
  readonly wearer: Wearer;
  readonly hostile: HostileBroker;
  private readonly digest = createHash("sha256");
  private sleptMs = 0;

  constructor(
    cipher: Cipher,
    private readonly random: Random,
    private readonly plant: Plant,
  ) {
    const startMs = startOf(random);
    const openDriver = plant.openDriver === undefined ? {} : { openDriver: plant.openDriver };
    const world = { cipher: plant.cipher ?? cipher, startMs, terms: termsOf(random), tickMs: 500, burstMs: 2000 };
    this.house = new Household({ ...world, ...openDriver });
    this.witness = new Witness(world.cipher, PAIR_ROOT);
    this.watch = new Watch(() => this.house, this.witness);
    this.wearer = new Wearer(this.house, () => startMs + this.sleptMs + this.house.clock.upMs());
    this.house.broker.overhear((message) => this.overheard(message));
    const { broker, clock } = this.house;
    this.hostile = hostileBroker(broker, { device: this.device(), guardian: this.guardian() }, clock, random.branch("broker"));
  }

  private note(who: string, bytes: Uint8Array): void {
    this.digest.update(`${who}${this.house.clock.upMs()}/${bytes.length}:`).update(bytes);
  }

  private overheard({ topic, payload }: Message): void {
    this.note(">", payload);
    const today = dayIndex(this.house.clock.utcMs() ?? 0);
    for (const spoken of this.witness.hear(payload, { topic, days: daysNear(today) })) {
      const objection = this.wearer.objectionTo(spoken);
      if (objection !== null) this.witness.wrong.push(objection);
    }
  }

  private device(): Client {
    const link = this.house.deviceLink;
    const force = (topic: string, payload: Uint8Array, retained: boolean): void => {
      if (!link.isUp()) return;
      this.note("d", payload);
      this.plant.beforeDevice?.(this.house);
      this.watch.toDevice(payload, () => {
        link.force(topic, payload);
        this.plant.afterDevice?.(this.house, retained);
      });
    };
    return { link: () => ({ asked: () => link.asked(), setReachable: (to) => link.setReachable(to), force }) };
  }

  private guardian(): Client {
    const link = (): SimLink => this.house.guardianLink;
    const force = (topic: string, payload: Uint8Array): void => {
      if (!link().isUp()) return;
      this.note("g", payload);
      this.watch.toGuardian(payload, () => link().force(topic, payload));
    };
    return { link: () => ({ asked: () => link().asked(), setReachable: (to) => link().setReachable(to), force }) };
  }

  private restartGuardian(): void {
    this.house.killGuardian();
    this.house.bootGuardian();
  }

  private restartDevice(): void {
    this.house.killDevice();
    this.house.bootDevice();
    this.watch.deviceStarted();
  }

  /** Something that people or power do, now and then, while the broker is hostile. */
  private something(): void {
    const chance = this.random.next();
    if (chance < 0.05) this.restartGuardian();
    else if (chance < 0.1) this.restartDevice();
    else if (chance < 0.14) this.wearer.pause();
    else if (chance < 0.17) this.wearer.breakLamp();
    else if (chance < 0.4) this.wearer.goOn();
  }

  endure(): void {
    this.house.agree();
    this.house.pass(this.random.whole(0, 20));
    this.hostile.turnHostile();
    for (let left = this.random.whole(12, 22); left > 0; left--) {
      this.house.pass(STEP_S);
      this.something();
      this.watch.limits();
    }
    if (this.random.next() < 0.15) {
      this.wearer.withdraw();
      this.house.pass(this.random.whole(1, 40));
    }
    this.wearer.goOn();
  }

  /** The broker turns honest; often it is another one, so that both sides connect anew. */
  heal(): void {
    this.hostile.turnHonest();
    this.house.receiver.setPlugged(false);
    if (this.random.next() < 0.7) {
      for (const link of [this.house.deviceLink, this.house.guardianLink]) {
        link.setReachable(false);
        link.setReachable(true);
      }
    }
    const waiting = (): boolean => this.house.device.state.outbox.waiting.length > 0;
    let waitedS = 0;
    for (; waitedS < ARRIVES_S && waiting(); waitedS += STEP_S) this.house.pass(STEP_S);
    if (waiting()) this.witness.wrong.push("what waited did not arrive once the broker was honest");
    this.house.pass(1);
  }

  /** A month later the broker gives back all that it kept; then life goes on. */
  aMonthLater(): void {
    this.house.killGuardian();
    this.sleptMs += MONTH_MS;
    this.house.sleep(MONTH_MS);
    this.watch.deviceStarted();
    this.house.bootGuardian();
    this.house.pass(5);
    this.hostile.replay(60);
    this.house.receiver.setPlugged(true);
    this.house.pass(60);
    this.house.receiver.setPlugged(false);
    this.house.pass(STEP_S);
  }

  /** Compares what the guardian holds with what the device sealed. */
  compare(when: string): void {
    const name = (fix: FixReport): string => JSON.stringify(fix);
    const held = this.house.guardianStore.trail("simulated", 0, 100_000).map(({ fix }) => name(fix));
    const sealed = new Set<string>();
    const acknowledged = new Set<string>();
    for (const [place, { report }] of this.witness.sealed) {
      if (report.kind !== "fix") continue;
      sealed.add(name(report));
      if (this.witness.acknowledged.has(place)) acknowledged.add(name(report));
    }
    const holds = new Set(held);
    const wrong = (sentence: string): void => void this.witness.wrong.push(`${when}: ${sentence}`);
    if (holds.size !== held.length) wrong("a fix is stored twice");
    if (held.some((fix) => !sealed.has(fix))) wrong("a fix is stored that the device did not seal");
    if ([...acknowledged].some((fix) => !holds.has(fix))) wrong("a fix was acknowledged that is not stored");
    // What a withdrawal erased on the device shall not arrive.
    if (!this.wearer.hasWithdrawn() && [...sealed].some((fix) => !holds.has(fix))) wrong("a fix did not arrive");
    if (this.house.guardianStore.clashes("simulated") !== 0) wrong("the guardian was made to see two devices");
  }

  outcome(): Outcome {
    const { wrong, sealed } = this.witness;
    this.house.guardianStore.close();
    return {
      wrong,
      fixes: [...sealed.values()].filter(({ report }) => report.kind === "fix").length,
      refused: this.watch.refused,
      taken: this.watch.taken,
      veiled: this.witness.veiled,
      tricks: this.hostile.tricks,
      digest: this.digest.digest("hex"),
    };
  }
}

/**
 * Lets one household live for some ten minutes of virtual time, and one month, under a broker that obeys the seed alone.
 * Never throws: a crash is a finding.
 */
export function hostileHousehold(seed: number, cipher: Cipher, plant: Plant = {}): Outcome {
  const run = new Run(cipher, seededRandom(seed), plant);
  try {
    run.endure();
    run.heal();
    run.compare("when the broker turned honest");
    run.aMonthLater();
    run.compare("a month later");
  } catch (error) {
    run.witness.wrong.push(`it crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return run.outcome();
}
