import { decodeReceipt, RECEIPT_BYTES } from "../../device/protocol/receipt.ts";
import { type ReceiptVerdict, type ToldHead, verifyReceipts } from "../../device/protocol/receipt-verify.ts";
import type { Image } from "../../simulator/world/sim-store.ts";
import { toyCipher } from "../toy-cipher.ts";
import { slowSound } from "./slow-receipts.ts";
import { type Attack, appended, type Loot, lootOf, toldBy } from "./slow-receipts-attacks.ts";
import {
  freshImage,
  live,
  logOf,
  NO_TROUBLE,
  noPromises,
  type Promises,
  type ReceiptParts,
  type Script,
  TRUE_PARTS,
  type Trouble,
  WEARERS_KEY,
} from "./slow-receipts-life.ts";

/** What is on trial, each exchangeable for a broken one. */
export interface Judges {
  verify: typeof verifyReceipts;
  slow: typeof slowSound;
  parts: ReceiptParts;
}

export const TRUE_JUDGES: Judges = { verify: verifyReceipts, slow: slowSound, parts: TRUE_PARTS };

export interface Tally {
  attacked: number;
  missed: string[];
  disagreed: string[];
  controls: number;
  refusedControls: number;
  lives: number;
  alarms: string[];
  lost: string[];
  reused: string[];
}

export function makeTally(): Tally {
  return { attacked: 0, missed: [], disagreed: [], controls: 0, refusedControls: 0, lives: 0, alarms: [], lost: [], reused: [] };
}

/** Receipts in one step, when their number is all that matters. */
const AT_ONCE = 25;

/** A device that has written so many receipts. Details are numbers that the scripts of the trials do not use. */
export function imageWith(parts: ReceiptParts, receipts: number): Image {
  // The fold is a receipt too: one taken in at its number makes two.
  const folds = receipts <= 1024 ? 0 : 1 + Math.floor((receipts - 1025) / 512);
  const details = Array.from({ length: receipts - folds }, (_, i) => 100_000 + i);
  const script: Script = [];
  for (let i = 0; i < details.length; i += AT_ONCE) script.push(details.slice(i, i + AT_ONCE));
  return live(parts, freshImage(), NO_TROUBLE, script, 0, noPromises()).image;
}

function judge(judges: Judges, log: Uint8Array, told: ToldHead[]): { verdict: ReceiptVerdict; slow: boolean } {
  return { verdict: judges.verify(toyCipher, WEARERS_KEY, log, told), slow: judges.slow(WEARERS_KEY, log, told) };
}

function control(tally: Tally, judges: Judges, log: Uint8Array, told: ToldHead[]): void {
  const { verdict, slow } = judge(judges, log, told);
  tally.controls += 1;
  if (!verdict.sound || !slow) tally.refusedControls += 1;
}

/** Tries attacks on one device's log. The last told head is known to the verifier, as a guardian's status gives it. */
export function attackOn(tally: Tally, judges: Judges, image: Image, attacks: (loot: Loot) => Iterable<Attack>): void {
  const loot = lootOf(image, logOf(judges.parts, image));
  const told = [toldBy(loot)];
  control(tally, judges, loot.log, told);
  control(tally, judges, loot.log, []);
  control(tally, judges, appended(loot), told);
  for (const attack of attacks(loot)) {
    const { verdict, slow } = judge(judges, attack.log, attack.needsHead ? told : []);
    tally.attacked += 1;
    if (verdict.sound) tally.missed.push(`${loot.count} receipts, ${attack.name}: not seen`);
    if (verdict.sound !== slow) tally.disagreed.push(`${loot.count} receipts, ${attack.name}: the second verifier disagrees`);
  }
}

function detailsOf(log: Uint8Array): number[] {
  const details: number[] = [];
  for (let at = 0; at < log.length; at += RECEIPT_BYTES) {
    const receipt = decodeReceipt(log, at);
    if (receipt !== null && receipt.kind === "window-open" && receipt.detail < 100_000) details.push(receipt.detail);
  }
  return details;
}

/** What is wrong after a number of lives with the log that the wearer takes from the device. */
function judgeLives(tally: Tally, judges: Judges, image: Image, promises: Promises, name: string): void {
  const log = logOf(judges.parts, image);
  const { verdict, slow } = judge(judges, log, promises.told);
  tally.lives += 1;
  if (!verdict.sound) tally.alarms.push(`${name}: ${verdict.fault} at ${verdict.index}`);
  if (verdict.sound !== slow) tally.disagreed.push(`${name}: the second verifier disagrees`);
  const kept = detailsOf(log);
  const missing = promises.durable.filter((detail) => kept.filter((other) => other === detail).length !== 1);
  const inOrder = kept.every((detail, i) => i === 0 || detail > (kept[i - 1] ?? 0));
  if (missing.length > 0 || !inOrder) tally.lost.push(`${name}: ${missing.join(", ")} lost, doubled or out of order`);
  if (promises.reused.size > 0) tally.reused.push(`${name}: key ${[...promises.reused].join(", ")} used twice`);
  for (let at = 0; at < log.length; at += RECEIPT_BYTES) {
    if (decodeReceipt(log, at)?.kind === "storage-fault") tally.alarms.push(`${name}: the device itself saw tampering`);
  }
}

/** Lives the script under the faults, one after the other; the last life is a quiet one. */
function lives(judges: Judges, start: Image, script: Script, troubles: Trouble[]): { image: Image; promises: Promises } {
  const promises = noPromises();
  let image = start;
  let step = 0;
  for (const trouble of [...troubles, NO_TROUBLE]) {
    const life = live(judges.parts, image, trouble, script, step, promises);
    image = life.image;
    step = life.next;
  }
  return { image, promises };
}

export interface Density {
  /** Every so-manieth byte of a write is cut at, besides its first two and its end. */
  everyByte: number;
  /** 0: none; else every so-manieth first cut is followed by a cut at every byte of each write of the next life. */
  secondCuts: number;
}

function bytesOf(length: number, every: number): number[] {
  const bytes: number[] = [];
  for (let byte = 0; byte <= length + 1; byte++) {
    if (byte < 2 || byte >= length || byte % every === 0) bytes.push(byte);
  }
  return bytes;
}

/** The writes of a life without a fault: how long each is. */
function writesOf(judges: Judges, image: Image, script: Script, from: number): number[] {
  const lengths: number[] = [];
  const counting: ReceiptParts = {
    boot: judges.parts.boot,
    write: (cipher, receipts, utcS, effects) => {
      const before = effects.length;
      judges.parts.write(cipher, receipts, utcS, effects);
      for (const effect of effects.slice(before)) if ("bytes" in effect) lengths.push(effect.bytes.length);
    },
  };
  live(counting, image, NO_TROUBLE, script, from, noPromises());
  return lengths;
}

const cutAt = (write: number, byte: number): Trouble => ({ first: { kind: "cut", write, byte }, later: null });

/** A power cut at every byte of every write of a script, a second one in the life after it, and each write refused. */
export function cutEverywhere(tally: Tally, judges: Judges, start: Image, script: Script, density: Density): void {
  let cuts = 0;
  for (const [write, length] of writesOf(judges, start, script, 0).entries()) {
    for (const byte of bytesOf(length, density.everyByte)) {
      trial(tally, judges, start, script, [cutAt(write, byte)]);
      if (density.secondCuts > 0 && cuts++ % density.secondCuts === 0) cutAgain(tally, judges, start, script, cutAt(write, byte));
    }
    trial(tally, judges, start, script, [{ first: { kind: "fail-at", write }, later: null }]);
    trial(tally, judges, start, script, [{ first: { kind: "fail-from", write }, later: null }]);
    refuseThenCut(tally, judges, start, script, write);
  }
}

function trial(tally: Tally, judges: Judges, start: Image, script: Script, troubles: Trouble[]): void {
  const { image, promises } = lives(judges, start, script, troubles);
  judgeLives(tally, judges, image, promises, JSON.stringify(troubles));
}

// The other write of the same step goes through: the log is ahead of the state, or behind it, when the power goes.
function refuseThenCut(tally: Tally, judges: Judges, start: Image, script: Script, write: number): void {
  for (let writes = 0; writes < 3; writes++) {
    for (const byte of [0, 1, 47, 48, 49, 100_000]) {
      trial(tally, judges, start, script, [{ first: { kind: "fail-at", write }, later: { writes, byte } }]);
    }
  }
}

function cutAgain(tally: Tally, judges: Judges, start: Image, script: Script, cut: Trouble): void {
  const once = live(judges.parts, start, cut, script, 0, noPromises());
  for (const [write, length] of writesOf(judges, once.image, script, once.next).entries()) {
    for (const byte of bytesOf(length, 61)) trial(tally, judges, start, script, [cut, cutAt(write, byte)]);
  }
}
