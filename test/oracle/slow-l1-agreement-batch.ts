import { addToBatch, decodeBatch, endBatch, startBatch } from "../../device/protocol/batch.ts";
import { isCover } from "../../device/protocol/cover.ts";
import { fromSms, toSms } from "../../device/protocol/sms-frame.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { batchBody, readBatch } from "./slow-l1-batch.ts";
import { bodyOf, type SlowFix } from "./slow-l1-bodies.ts";
import { randomFix } from "./slow-l1-random.ts";
import { smsOf } from "./slow-l1-sms.ts";

type Ask = (about: string, product: unknown, slow: unknown) => void;

const MOST = 255;
const TRIES = 270;

/** A way with straight lines, bends, halts, gaps, jumps and a receiver that does not always know. */
function randomTrack(next: Random, decimals: number): Uint8Array[] {
  const grid = 10 ** (7 - decimals);
  const everyS = pick(next, [1, 5, 5, 60]);
  let fix: SlowFix = { ...randomFix(next), speedMps: 1.5, courseDeg: 90, timeS: 1773034200, sequence: integer(next, 1000) };
  const bodies: Uint8Array[] = [];
  for (let i = 0; i < TRIES; i++) {
    const rare = next() < 0.03;
    const speed = rare ? pick(next, [null, 0, 30, 180, 300]) : Math.max(0, (fix.speedMps ?? 2) + next() - 0.5);
    const course = rare ? pick(next, [null, 0, 180]) : ((fix.courseDeg ?? 0) + 360 + 20 * (next() - 0.5)) % 360;
    const seconds = rare ? integer(next, 500) : everyS;
    const metres = rare ? next() * 5000 : (speed ?? 0) * seconds + next();
    const turn = ((course ?? 0) * Math.PI) / 180;
    const snapped = (degreesE7: number, most: number): number =>
      Math.round(Math.max(-most, Math.min(most, degreesE7)) / grid) * grid;
    fix = {
      ...fix,
      timeS: fix.timeS + seconds,
      latE7: snapped(fix.latE7 + metres * 90 * Math.cos(turn), 890_000_000),
      lonE7: snapped(fix.lonE7 + metres * 120 * Math.sin(turn), 1_790_000_000),
      altitudeM: rare ? null : (fix.altitudeM ?? 90) * 0.99,
      speedMps: speed,
      courseDeg: course,
      sequence: fix.sequence + 1,
    };
    bodies.push(new Uint8Array(bodyOf(fix)));
  }
  return bodies;
}

/** What a reader gives that another wrote, as comparable text. */
function hexOf(bodies: readonly Uint8Array[] | null): string[] | null {
  return bodies === null ? null : bodies.map((body) => Buffer.from(body).toString("hex"));
}

function compareTrack(ask: Ask, next: Random): void {
  const decimals = integer(next, 8);
  const track = randomTrack(next, decimals);
  const batch = startBatch(decimals, track[0] as Uint8Array);
  if (batch === null) {
    ask("beginning of a batch", null, "a fix on the grid");
    return;
  }
  let count = 1;
  while (count < MOST && addToBatch(batch, track[count] as Uint8Array)) count++;
  const held = track.slice(0, count);
  const ours = endBatch(batch);
  const theirs = batchBody(decimals, held);
  ask("body of a batch", ours, theirs);
  ask("one fix more in a batch", count < MOST, batchBody(decimals, track.slice(0, count + 1)) === null);
  ask("reading of the other's batch", hexOf(readBatch(ours)), hexOf(held));
  if (theirs !== null && count > 1) ask("reading of a batch", hexOf(decodeBatch(new Uint8Array(theirs))), hexOf(held));
  const damaged = ours.slice();
  const at = integer(next, damaged.length);
  damaged[at] = (damaged[at] as number) ^ (1 << integer(next, 8));
  const read = decodeBatch(damaged);
  // There is one way to write a batch, so what is read of a damaged one is what the other writes as the same bytes.
  if (read !== null) ask("writing of what was read", damaged, batchBody(damaged[2] as number, read));
}

/** What is in long frames, in text messages and in frames that say nothing. */
export function compareLong(ask: Ask, next: Random): void {
  compareTrack(ask, next);
  const frame = bytes(next, 64);
  const text = smsOf(frame);
  ask("text message", toSms(frame), text);
  ask("text message, read", fromSms(text), frame);
  const spoilt = pick(next, [`${text} `, text.slice(1), text.toLowerCase(), `${text.slice(0, -1)}-`, `${text}=`, ` ${text}`]);
  ask("text message that is to be refused", spoilt === text ? null : fromSms(spoilt), null);
  const cover = new Uint8Array(33);
  cover[0] = 255;
  ask("cover", isCover(cover), true);
  cover[1 + integer(next, 32)] = 1 + integer(next, 255);
  ask("cover that says something", isCover(cover), false);
}
