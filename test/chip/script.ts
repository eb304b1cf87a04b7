import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeConsent } from "../../device/core/consent.ts";
import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { acknowledgement, makeGuardians, pairedStore, readFrame } from "../../simulator/gate/guardians.ts";
import { type NmeaBurst, readNmeaRecording } from "../../simulator/trace/nmea-recording.ts";
import { consentNow } from "../oracle/withdrawal-stand.ts";
import { nodeStage } from "./node-stage.ts";
import { makeWorld, playLine } from "./player.ts";

/** The seconds of the scripts begin here (player.ts). */
const FROM_MS = Date.UTC(2026, 0, 1);
const RECORDING = join(import.meta.dirname, "../../simulator/traces/school-run.nmea");

/** A script with everything that the firmware answered to it in Node. */
export interface Recorded {
  lines: string[];
  said: string[];
  /** CRC of each page of the flash at the end. */
  pages: number[];
  frames: number;
  acknowledged: number;
}

export interface ScriptPlan {
  /** Bursts of the recording to play, from the first with a time on. */
  bursts: number;
  intervalS: number;
}

function bursts(): NmeaBurst[] {
  const read = readNmeaRecording(readFileSync(RECORDING));
  if (!read.ok) throw new Error("The bundled recording cannot be read.");
  const from = read.value.bursts.findIndex((burst) => burst.utcMs !== null);
  return read.value.bursts.slice(from - 3);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** What the desk puts into a device that is paired there. */
export function pairingLines(): string[] {
  const cipher = nodeCipher();
  const key = firstOutboxKey(cipher, new Uint8Array(32).fill(201));
  const values: [string, Uint8Array][] = [
    ...pairedStore(cipher),
    [outboxKeyName(key.generation), encodeOutboxKey(key)],
    [RECEIPT_KEY, firstReceiptState(new Uint8Array(32).fill(99))],
  ];
  return values.map(([name, bytes]) => `value ${name} ${base64(bytes)}`);
}

export function consentLine(utcMs: number, intervalS: number): string {
  return `consent ${base64(encodeConsent(consentNow({ grantedS: Math.floor(utcMs / 1000) - 60, intervalS })))}`;
}

/** Between two bursts: a hand's work, an outage, a restart. */
function between(index: number, utcMs: number, intervalS: number): string[] {
  if (index === 40) return ["down"];
  if (index === 55) return ["up"];
  if (index === 70) return ["pause 2"];
  if (index === 74) return ["resume"];
  if (index === 90) return ["start", "up"];
  if (index === 100) return ["press"];
  if (index === 101) return ["release"];
  if (index === 110) return ["withdraw"];
  if (index === 114) return [consentLine(utcMs, intervalS), "up"];
  return [];
}

/** Plays lines in Node while it writes them down. */
export class Recorder {
  readonly lines: string[] = [];
  frames = 0;
  acknowledged = 0;
  private readonly cipher = nodeCipher();
  private readonly guardians = makeGuardians(this.cipher);
  private readonly stage = nodeStage(() => null);
  private readonly world = makeWorld(this.stage);
  private heard = 0;

  begin(): void {
    this.say(...pairingLines(), "start");
  }

  say(...lines: string[]): void {
    for (const line of lines) {
      this.lines.push(line);
      playLine(this.world, line);
    }
  }

  /** The guardians answer what they have been sent: their answers become lines of the script. */
  answer(utcMs: number): void {
    const { said } = this.stage;
    const answers: string[] = [];
    for (; this.heard < said.length; this.heard++) {
      const [word, , frame] = (said[this.heard] as string).split(" ");
      if (word !== "publish" || frame === undefined) continue;
      this.frames += 1;
      const read = readFrame(this.cipher, this.guardians, new Uint8Array(Buffer.from(frame, "base64")));
      const made = read === null ? null : acknowledgement(this.cipher, read, dayIndex(utcMs));
      if (made !== null) answers.push(`message ${made.topic} ${base64(made.payload)}`);
    }
    this.acknowledged += answers.length;
    this.say(...answers);
  }

  end(): Recorded {
    this.world.running?.stop();
    const flash = this.stage.flash();
    const pages = Array.from({ length: flash.pages }, (_, page) =>
      flash.crc32(flash.read(page * flash.pageBytes, flash.pageBytes)),
    );
    const { lines, frames, acknowledged } = this;
    return { lines, said: this.stage.said, pages, frames, acknowledged };
  }
}

/** The school run, with what people do on the way, as one device lives it. */
export function recordScript(plan: ScriptPlan): Recorded {
  const recorder = new Recorder();
  recorder.begin();
  for (const [index, burst] of bursts().slice(0, plan.bursts).entries()) {
    const utcMs = burst.utcMs ?? 0;
    const seconds = burst.utcMs === null ? "-" : String(Math.floor((utcMs - FROM_MS) / 1000));
    recorder.say(`tick 500 ${seconds}`);
    if (index === 5) recorder.say(consentLine(utcMs, plan.intervalS), "up");
    if (burst.utcMs !== null) recorder.say(...between(index, utcMs, plan.intervalS));
    recorder.say(`bytes ${base64(burst.bytes)}`, `tick 500 ${seconds}`);
    if (burst.utcMs !== null) recorder.answer(utcMs);
  }
  return recorder.end();
}
