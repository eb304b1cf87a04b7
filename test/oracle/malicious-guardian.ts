import { ACT_NAMES, type Command, encodeCommand } from "../../device/protocol/command.ts";
import type { FixReport } from "../../device/protocol/report.ts";
import { makePair } from "../../guardian/core/chain.ts";
import { fenceParts } from "../../guardian/core/fence-drawing.ts";
import { ingest } from "../../guardian/core/ingest.ts";
import { makeLadder } from "../../guardian/core/ladder.ts";
import { latitudeDeg, longitudeDeg } from "../../simulator/gate/sentences.ts";
import { bytes, integer, pick, type Random, random } from "../random.ts";
import { deliveredBody } from "./slow-commands-bodies.ts";
import { fastCipher } from "./slow-commands-cipher.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import { consentNow, pairedImage, ROOTS, Stand, type Tamper } from "./withdrawal-stand.ts";

/**
 * Two guardians of one device. The first is malicious: they have all their own secrets, see all traffic, send whatever they
 * like to anybody, and come and go. The second is honest, and must not notice.
 */

const MALICIOUS = 0;
const HONEST = 1;
const LATEST_S = 0xffff_ffff;
const STEPS = 24;

export interface GuardianTally {
  lives: number;
  commands: number;
  forgeries: number;
  framesWatched: number;
  /** Frames of the honest guardian that they read, and of the malicious one before they were sent away: the controls. */
  honestRead: number;
  maliciousRead: number;
  wrong: string[];
}

export function makeGuardianTally(): GuardianTally {
  return { lives: 0, commands: 0, forgeries: 0, framesWatched: 0, honestRead: 0, maliciousRead: 0, wrong: [] };
}

/** What the malicious guardian does in one step, decided beforehand, so that the same life can be lived without it. */
interface Attack {
  act: (typeof ACT_NAMES)[number];
  consent: number;
  value: number;
  noise: number;
}

interface Step {
  seconds: number;
  link: boolean;
  /** The wearer's hand. */
  hand: "nothing" | "remove" | "agree-anew" | "restart" | "pause";
  attack: Attack;
}

/** Acts that may change when the next position is due, and so are judged by other rules than by sameness. */
const MAY_HASTEN = new Set<string>(["locate-now"]);

function plan(next: Random, hastens: boolean): Step[] {
  const acts = ACT_NAMES.filter((act) => hastens || !MAY_HASTEN.has(act));
  return Array.from({ length: STEPS }, () => ({
    seconds: 1 + integer(next, 5),
    link: next() < 0.8,
    hand: next() < 0.75 ? "nothing" : pick(next, ["remove", "agree-anew", "restart", "pause"] as const),
    attack: {
      act: pick(next, next() < 0.2 ? acts : acts.filter((act) => act !== "revoke-self")),
      consent: pick(next, [1, 1, 2, 3, 65_535]),
      value: pick(next, [0, 1, 2, 3, 5, 30, 86_400, LATEST_S]),
      noise: integer(next, 1 << 30),
    },
  }));
}

class Life {
  readonly stand: Stand;
  readonly guardians = ROOTS.map((root) => new HostileGuardian(fastCipher, root.slice()));
  private consents = 1;
  private sequence = 0;
  readonly restartsS: number[] = [];
  /** How many frames were published when the malicious guardian was sent away. */
  removedAt: number | null = null;

  constructor(tamper: Tamper) {
    const image = pairedImage(fastCipher);
    this.stand = new Stand(image, (board) => tamper({ ...board, cipher: fastCipher }));
    this.stand.running.accept(consentNow({ intervalS: 2 }));
    this.stand.seconds(5);
  }

  guardian(who: number): HostileGuardian {
    return this.guardians[who] as HostileGuardian;
  }

  /** The honest guardian makes durable what they have. */
  acknowledge(): void {
    const guardian = this.guardian(HONEST);
    const epochs = new Set(
      this.stand.running.state.outbox.waiting.filter(({ slot }) => slot === HONEST).map(({ epoch }) => epoch),
    );
    for (const epoch of epochs)
      this.stand.hear(guardian.topic("command", this.stand.utcMs), guardian.command(deliveredBody(epoch)));
  }

  hand(step: Step): void {
    const { running } = this.stand;
    if (step.hand === "remove" && this.removedAt === null) {
      running.removeGuardian(MALICIOUS);
      this.removedAt = this.stand.published.length;
    }
    if (step.hand === "agree-anew") {
      this.consents += 1;
      running.accept(consentNow({ number: this.consents, intervalS: 2, guardians: this.removedAt === null ? 3 : 2 }));
    }
    if (step.hand === "restart") {
      this.restartsS.push(Math.floor(this.stand.utcMs / 1000));
      this.stand.restart();
      for (const guardian of this.guardians) guardian.step();
    }
    if (step.hand === "pause") running.pause(1);
  }

  /** A small fence on the wearer's way, so that the device has something to decide on. */
  private fence(value: number): { value: number; fence: Uint8Array } {
    const centre = { latDeg: latitudeDeg(this.stand.utcMs + (value % 100) * 1000), lonDeg: longitudeDeg() };
    const shape = { kind: "circle" as const, centre, radiusM: 50 };
    const calendar = { days: 127, fromMinute: 0, toMinute: 1440 };
    return fenceParts({ number: value % 8, shape, calendar }, this.sequence)[0] as { value: number; fence: Uint8Array };
  }

  attack({ act, consent, value }: Attack): void {
    this.sequence += 1;
    const order = { consent, sequence: this.sequence, expiresS: LATEST_S };
    const command: Command = act === "fence-set" ? { act, ...order, ...this.fence(value) } : { act, ...order, value };
    const guardian = this.guardian(MALICIOUS);
    this.stand.hear(guardian.topic("command", this.stand.utcMs), guardian.command(encodeCommand(command)));
  }
}

/** Frames made of everything that the malicious guardian has: their own keys, and every frame that was ever seen. */
function forgeriesFor(life: Life, next: Random): Uint8Array[] {
  const malicious = life.guardian(MALICIOUS);
  const seen = life.stand.published;
  const own = malicious.command(encodeCommand({ act: "ping", consent: 1, value: 0, sequence: 1_000_000, expiresS: LATEST_S }));
  const altered = seen.slice(-6).map((frame) => {
    const copy = frame.slice();
    const bit = integer(next, copy.length * 8);
    copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
    return copy;
  });
  const [one, other] = [seen.at(-1), seen.at(-2)];
  // A head of one frame before the body of another.
  const grafted = one === undefined || other === undefined ? [] : [Uint8Array.from([...one.slice(0, 31), ...other.slice(31)])];
  return [own, ...altered, ...grafted, bytes(next, 64)];
}

/** Plays them to the honest guardian's console and to the device, in the honest guardian's name. */
function forge(life: Life, next: Random, tally: GuardianTally): void {
  const honest = life.guardian(HONEST);
  const { chain } = makePair(fastCipher, "honest", "honest", (ROOTS[HONEST] as Uint8Array).slice());
  const genuine = new Set(life.stand.published.map((frame) => Buffer.from(frame).toString("hex")));
  for (const frame of forgeriesFor(life, next)) {
    tally.forgeries += 1;
    if (genuine.has(Buffer.from(frame).toString("hex"))) continue;
    const opened = ingest(fastCipher, chain, makeLadder(), frame, life.stand.utcMs);
    if (opened.kind === "opened") tally.wrong.push("a forged frame was taken for the device's");
    const before = life.stand.running.state.pairs.find(({ slot }) => slot === HONEST)?.commandNumber;
    life.stand.hear(honest.topic("command", life.stand.utcMs), frame);
    const after = life.stand.running.state.pairs.find(({ slot }) => slot === HONEST)?.commandNumber;
    if (after !== before) tally.wrong.push("a forged frame was taken for the honest guardian's");
  }
}

function fixesOf(life: Life, who: number): FixReport[] {
  const reports = life.stand.published.flatMap((frame) => life.guardian(who).opens(frame) ?? []);
  const fixes = reports.flatMap((report) => (report.kind === "fix" ? [report] : []));
  return [...new Map(fixes.map((fix) => [fix.sequence, fix])).values()].sort((a, b) => a.sequence - b.sequence);
}

function watch(life: Life, tally: GuardianTally): void {
  for (const [i, frame] of life.stand.published.entries()) {
    const mine = life.guardian(MALICIOUS).opens(frame);
    const theirs = life.guardian(HONEST).opens(frame);
    tally.framesWatched += 1;
    if (mine !== null && theirs !== null) tally.wrong.push("one frame opened for both");
    if (theirs !== null) tally.honestRead += 1;
    if (mine !== null && life.removedAt !== null && i >= life.removedAt)
      tally.wrong.push("a frame opened after they were sent away");
    else if (mine !== null) tally.maliciousRead += 1;
  }
}

function live(steps: readonly Step[], attacks: boolean, seed: number, tally: GuardianTally, tamper: Tamper): Life {
  const life = new Life(tamper);
  const next = random(seed);
  for (const step of steps) {
    life.stand.setLink(step.link);
    life.hand(step);
    // A removal or a restart has taken the link; a working network brings it back.
    life.stand.setLink(step.link);
    if (attacks && step.link) {
      life.attack(step.attack);
      tally.commands += 1;
      forge(life, next, tally);
    }
    life.stand.seconds(step.seconds);
    life.acknowledge();
  }
  life.stand.setLink(true);
  life.stand.seconds(5);
  return life;
}

/** Positions that came sooner after the one before them than the agreed two seconds; a device that restarts begins anew. */
function tooSoon(life: Life, fixes: readonly FixReport[]): number {
  return fixes.filter((fix, i) => {
    const last = fixes[i - 1];
    if (last === undefined || fix.timeS - last.timeS >= 2 || fix.consent !== last.consent) return false;
    return !life.restartsS.some((restartS) => restartS >= last.timeS && restartS <= fix.timeS);
  }).length;
}

function judge(free: Life, attacked: Life, hastens: boolean, tally: GuardianTally): void {
  const before = fixesOf(free, HONEST);
  const after = fixesOf(attacked, HONEST);
  const text = (fixes: readonly FixReport[]): string => fixes.map((fix) => `${fix.timeS} ${fix.latE7} ${fix.lonE7}`).join("\n");
  if (!hastens && text(before) !== text(after))
    tally.wrong.push("the honest guardian got other positions than without the attack");
  if (tooSoon(attacked, after) > 0) tally.wrong.push("a position came sooner than agreed");
  if (after.length < before.length / 2) tally.wrong.push("the honest guardian lost positions");
}

/** One life with the attack and the same without it. @param tamper puts a fault into the device, to see that it is found. */
export function tryGuardians(seed: number, tally: GuardianTally, tamper: Tamper = (board) => board): void {
  const next = random(seed);
  const hastens = seed % 3 === 0;
  const steps = plan(next, hastens);
  const free = live(steps, false, seed, tally, tamper);
  const attacked = live(steps, true, seed, tally, tamper);
  watch(attacked, tally);
  judge(free, attacked, hastens, tally);
  tally.lives += 1;
}
