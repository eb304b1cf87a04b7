import { createHash } from "node:crypto";
import type { SmsOutcome } from "../../device/core/sms.ts";
import { atSms } from "../../device/node/modem/at-sms.ts";
import { makeAir } from "../../simulator/modem/air.ts";
import { type ModemEmulator, modemEmulator } from "../../simulator/modem/emulator.ts";
import { type Fate, goodMood, type Mood } from "../../simulator/modem/mood.ts";
import { type SimModemLine, simModemLine } from "../../simulator/modem/sim-modem-line.ts";
import { type SimClock, simClock } from "../../simulator/world/sim-clock.ts";
import { consentNow, pairedImage, Stand } from "./withdrawal-stand.ts";

/** Where the driver stands when the texts come. */
export type Moment = "asleep" | "setting-up" | "at-the-prompt" | "waiting-for-the-network" | "ready";
export const MOMENTS: readonly Moment[] = ["asleep", "setting-up", "at-the-prompt", "waiting-for-the-network", "ready"];

/** Lets a test put something faulty between the modem and the device. */
export type Meddle = (at: InboundStand) => void;

/** Time for a setting up, and a little. */
const SETTLE_MS = 5000;

/** A device that has agreed, has positions waiting and no broker, with a real driver on a simulated modem. */
export class InboundStand {
  readonly stand: Stand;
  readonly clock: SimClock = simClock(null);
  readonly mood: Mood = goodMood();
  readonly air = makeAir();
  readonly line: SimModemLine;
  readonly emulator: ModemEmulator;
  /** Everything that reached the core from the port. */
  readonly told: SmsOutcome[] = [];

  /** @param pushes how the modem hands a message on, whatever it was told */
  constructor(moment: Moment, pushes: Mood["pushes"], meddle: Meddle = () => undefined) {
    this.mood.pushes = pushes;
    this.mood.fate = (command) => this.fate(moment, command);
    this.line = simModemLine(this.clock, (bytes) => this.emulator.hear(bytes));
    this.emulator = modemEmulator({
      after: this.clock.after,
      send: (bytes) => this.line.feed(bytes),
      air: this.air,
      mood: this.mood,
    });
    const numbers = ["+15550100001", "+15550100002"];
    const port = atSms({
      board: { line: this.line, after: this.clock.after, share: () => 0 },
      numbers,
      language: "en",
      zone: "UTC",
    });
    const terms = { numbers: [0, 1].map((slot) => ({ slot, clear: true })), afterS: 5, perDay: 50, positionsEveryS: 60 };
    this.stand = new Stand(pairedImage(), (board) => ({
      ...board,
      sms: {
        terms,
        port: {
          ...port,
          start: (onOutcome) =>
            port.start((reference, outcome) => {
              this.told.push(outcome);
              onOutcome(reference, outcome);
            }),
        },
      },
    }));
    this.stand.running.accept(consentNow());
    if (moment === "ready" || moment === "asleep") this.stand.seconds(3);
    else this.stand.seconds(12);
    if (moment !== "asleep") this.clock.advance(SETTLE_MS);
    meddle(this);
  }

  /** The modem stays where the moment wants it: it takes the next thing and never answers it. */
  private fate(moment: Moment, command: string): Fate {
    const stays =
      (moment === "setting-up" && command.startsWith("+CREG")) ||
      (moment === "at-the-prompt" && command.startsWith("+CMGS")) ||
      (moment === "waiting-for-the-network" && command === "PDU");
    return stays ? { kind: "mute" } : { kind: "answered", pauseMs: 20 };
  }

  /** All that the device knows and keeps, and all that it ever published. */
  fingerprint(): string {
    const hash = createHash("sha256");
    const { state } = this.stand.running;
    hash.update(JSON.stringify(state, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)));
    for (const [name, bytes] of [...this.stand.store.surviving()].sort()) hash.update(name).update(bytes);
    for (const frame of this.stand.published) hash.update(frame);
    return hash.digest("hex");
  }

  stop(): void {
    this.stand.running.stop();
  }
}
