import type { Cipher } from "../../device/protocol/cipher.ts";
import { fromSms } from "../../device/protocol/sms-frame.ts";
import { takeInTexts } from "../../guardian/cli/sms.ts";
import type { Incident } from "../../guardian/core/incidents.ts";
import { type Random, seededRandom } from "../../simulator/random.ts";
import { Household } from "../../simulator/world/household.ts";
import { MONDAY_MS, SMS, termsOf } from "./panic-terms.ts";

/** What the world did to one call for help. */
export interface LadderOutcome {
  seed: number;
  /** Seconds from the first moment with a whole path until the guardian's database held the call. */
  tookS: number;
  /** Incidents of kind panic that the guardian's database holds. */
  incidents: number;
  /** The wearer felt that it goes out, and that it was heard. */
  felt: { called: boolean; heard: boolean };
  /** Positions told as urgent while the call lasted. */
  faults: readonly string[];
  wrong: readonly string[];
}

/** A fault that is built in on purpose, to see that it is found. */
export interface LadderPlant {
  /** After the household was made. */
  tamper?(house: Household): void;
}

const STEP_S = 1;
/** The asker tries again after a quarter of a minute, and the store after half of one. */
const ANSWERED_S = 90;
/** The promise, P43. */
export const PROMISED_S = 60;
const CALLED = "400,200,400,200,400,200,400";
const HEARD = "150,200,400,200,150,200,400";

/** One household in which everything may go wrong before, while and after the wearer calls. */
class Night {
  readonly house: Household;
  readonly faults: string[] = [];
  readonly wrong: string[] = [];
  readonly felt: string[] = [];
  private read = 0;
  private readonly closed: boolean;
  /** Only a text message will reach anybody. */
  private readonly byText: boolean;

  constructor(
    cipher: Cipher,
    private readonly random: Random,
    plant: LadderPlant,
  ) {
    this.closed = random.next() < 0.3;
    const hasModem = random.next() < 0.4;
    this.byText = hasModem && random.next() < 0.6;
    const startMs = MONDAY_MS + random.whole(6 * 3600, 18 * 3600) * 1000;
    this.house = new Household({
      cipher,
      startMs,
      terms: termsOf(this.closed),
      tickMs: 500,
      burstMs: 2000,
      ...(hasModem ? { sms: SMS } : {}),
    });
    const { haptic } = this.house;
    const play = haptic.play.bind(haptic);
    haptic.play = (pulses) => {
      this.felt.push(String(pulses));
      play(pulses);
    };
    plant.tamper?.(this.house);
  }

  private fault(name: string, share: number, act: () => void): void {
    if (this.random.next() >= share) return;
    this.faults.push(name);
    act();
  }

  /** What the wearer's days were like until now. */
  before(): void {
    const { house, random } = this;
    if (random.next() < 0.9) house.agree();
    else this.faults.push("nobody ever agreed");
    house.pass(random.whole(0, 40));
    // The device is up long enough to have prepared itself.
    house.pass(35);
    if (this.closed) this.faults.push("hours closed");
    this.fault("a backlog", 0.3, () => {
      house.deviceLink.setReachable(false);
      house.pass(random.whole(60, 900));
    });
    this.fault("paused", 0.1, () => house.device.pause(60));
    this.fault("withdrawn", 0.08, () => house.device.withdraw());
    this.fault("receiver gone", 0.3, () => house.receiver.setPlugged(false));
    this.fault("clock lost", 0.2, () => {
      house.clockLost = true;
    });
    this.fault("lamp broken", 0.25, () => house.lamp.setFault(random.next() < 0.5 ? "broken" : "mute"));
    this.fault("storage full", 0.25, () => house.store.setFault({ kind: "full" }));
    house.pass(random.whole(0, 5));
  }

  /** The path is broken in one or more places. */
  breakPath(): void {
    const { house, random } = this;
    if (this.byText) {
      this.faults.push("only text messages");
      house.deviceLink.setReachable(false);
      this.fault("no network for texts", 0.5, () => this.setAir(false));
    } else this.fault("no network", 0.5, () => house.deviceLink.setReachable(false));
    this.fault("console off", 0.3, () => house.killGuardian());
    this.fault("console without network", 0.3, () => house.guardianLink.setReachable(false));
    this.fault("messages lost and doubled", 0.5, () =>
      house.broker.setFate(() => ({ copies: random.whole(0, 2), delayMs: random.whole(0, 20_000) })),
    );
  }

  call(): void {
    const { house, random } = this;
    if (random.next() < 0.5) {
      house.device.help();
      return;
    }
    this.faults.push("by five presses");
    for (let press = 0; press < random.whole(5, 9); press++) {
      house.button.press();
      house.clock.advance(120);
      house.button.release();
      house.clock.advance(150);
    }
    house.pass(6);
  }

  /** What happens while nobody can hear the call. */
  endure(): void {
    const { house, random } = this;
    for (let left = random.whole(0, 5); left > 0; left--) {
      house.pass(random.whole(1, 120));
      // A full store and a power cut together are known to hold a call back (docs/known-issues.md).
      if (!this.faults.includes("storage full")) this.fault("power cut", 0.25, () => this.restart());
      if (this.byText) continue;
      this.fault("network flaps", 0.3, () => {
        house.deviceLink.setReachable(true);
        house.pass(random.whole(0, 3));
        house.deviceLink.setReachable(false);
      });
      this.fault("withdrawn while calling", 0.05, () => house.device.withdraw());
    }
  }

  private restart(): void {
    const { house } = this;
    house.killDevice();
    house.pass(this.random.whole(1, 30));
    house.bootDevice();
  }

  private setAir(there: boolean): void {
    if (this.house.modem !== null) this.house.modem.air.covered = there;
  }

  /** The guardian gives their console what came to their phone. */
  private readPhone(): void {
    const { modem, guardianStore, clock } = this.house;
    if (modem === null) return;
    const frames = modem.air.taken.slice(this.read).flatMap(({ text }) => fromSms(text) ?? []);
    this.read = modem.air.taken.length;
    if (frames.length > 0) takeInTexts(guardianStore, frames, clock.utcMs() ?? 0);
  }

  private incidents(): readonly Incident[] {
    const found = this.house.guardianStore.incidents("simulated");
    if (!found.ok) throw new Error(found.sentence);
    return found.value.filter(({ alert }) => alert === "panic");
  }

  /** From here on there is a whole path. @returns seconds until the guardian's database holds the call. */
  heal(): number {
    const { house, random } = this;
    house.broker.setFate(() => ({ copies: 1, delayMs: 0 }));
    if (this.faults.includes("console off")) house.bootGuardian();
    // In the order of chance: the last of them makes the path whole.
    house.guardianLink.setReachable(true);
    house.pass(random.whole(0, 20));
    if (this.byText) this.setAir(true);
    else house.deviceLink.setReachable(true);
    // The console is there when it hears the broker; how long it takes for that is its own affair.
    while (!house.guardianLink.isUp()) house.pass(STEP_S);
    let tookS = 0;
    while (this.incidents().length === 0 && tookS < 10 * PROMISED_S) {
      house.pass(STEP_S);
      tookS += STEP_S;
      this.readPhone();
    }
    return tookS;
  }

  /** A guardian answers, and everything that was late arrives. */
  answer(): void {
    const { house } = this;
    const [incident] = this.incidents();
    if (incident === undefined) return;
    house.store.setFault({ kind: "none" });
    house.deviceLink.setReachable(true);
    house.guardian.ask("panic-ack", incident.incident);
    const answered = (): boolean => house.device.state.alerts.every(({ alert, answered }) => alert !== "panic" || answered);
    for (let waitedS = 0; waitedS < ANSWERED_S && !answered(); waitedS += STEP_S) house.pass(STEP_S);
    house.pass(2);
    if (!answered()) this.wrong.push("the answer did not reach the device");
  }

  outcome(seed: number, tookS: number): LadderOutcome {
    const { felt, faults, wrong } = this;
    const incidents = this.incidents().length;
    this.house.guardianStore.close();
    return {
      seed,
      tookS,
      incidents,
      felt: { called: felt.includes(CALLED), heard: felt.includes(HEARD) },
      faults,
      wrong,
    };
  }
}

/** Lets one wearer call for help in a world that obeys the seed alone. Never throws: a crash is a finding. */
export function panicNight(seed: number, cipher: Cipher, plant: LadderPlant = {}): LadderOutcome {
  const night = new Night(cipher, seededRandom(seed), plant);
  let tookS = Number.POSITIVE_INFINITY;
  try {
    night.before();
    night.breakPath();
    night.call();
    night.endure();
    tookS = night.heal();
    night.answer();
  } catch (error) {
    night.wrong.push(`it crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return night.outcome(seed, tookS);
}
