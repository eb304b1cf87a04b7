import { isDeepStrictEqual } from "node:util";
import { nodeCipher } from "../../device/node/cipher.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { open, readHeader, seal } from "../../device/protocol/envelope.ts";
import { deriveKeys, nextEpochKey, type PairKeys } from "../../device/protocol/keys.ts";
import { topicOf } from "../../device/protocol/topic.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { productBody, productReads } from "../vectors/both-ways.ts";
import { compareRest } from "./slow-l1-agreement-at-rest.ts";
import { compareLong } from "./slow-l1-agreement-batch.ts";
import { compareVeil } from "./slow-l1-agreement-veil.ts";
import { bodyOf } from "./slow-l1-bodies.ts";
import { openSlowly, type SlowPlace, sealSlowly } from "./slow-l1-frame.ts";
import { pairingOf, type SlowDirection, type SlowPairing, topicAt } from "./slow-l1-keys.ts";
import { randomBody, randomReport } from "./slow-l1-random.ts";
import { readBody } from "./slow-l1-reading.ts";

export interface Agreement {
  sessions: number;
  /** Frames that went from one implementation to the other, in either direction. */
  frames: number;
  /** All questions that both were asked. */
  comparisons: number;
  /** Frames and bodies that both refused. */
  refusedByBoth: number;
  /** Tracks of which each made a batch. */
  batches: number;
  kinds: Record<string, number>;
  disagreements: string[];
}

export function noAgreement(): Agreement {
  return { sessions: 0, frames: 0, comparisons: 0, refusedByBoth: 0, batches: 0, kinds: {}, disagreements: [] };
}

/** Asks both. The answers are compared byte by byte and field by field. */
export function ask(agreement: Agreement, about: string, product: unknown, slow: unknown): void {
  agreement.comparisons++;
  const plain = (answer: unknown): unknown => (answer instanceof Uint8Array ? Buffer.from(answer).toString("hex") : answer);
  if (!isDeepStrictEqual(plain(product), plain(slow))) agreement.disagreements.push(about);
}

const DEVICE_CIPHER = nodeCipher();
const FRAMES = 8;
const LONG_BODY = 225;
/** A batch holds a hundred fixes and more, so that only one session in so many has one. */
const BATCH_EVERY = 10;
const DIRECTIONS: readonly SlowDirection[] = ["telemetry", "command"];

interface Session {
  agreement: Agreement;
  next: Random;
  cipher: Cipher;
  keys: PairKeys;
  slow: SlowPairing;
}

function productPlace({ cipher, keys }: Session, { direction, epoch, number }: SlowPlace) {
  let epochKey = keys[direction];
  for (let e = 0; e < epoch; e++) epochKey = nextEpochKey(cipher, epochKey);
  return { direction, epoch, number, epochKey, headerKey: keys.header };
}

function productOpens(session: Session, direction: SlowDirection, frame: Uint8Array, mostEpochs: number): unknown {
  const header = readHeader(session.cipher, session.keys.header, frame);
  if (header === null || header.number >= 1024 || header.epoch > mostEpochs) return null;
  const body = open(session.cipher, productPlace(session, { direction, ...header }), frame);
  return body === null ? null : { direction, ...header, body: Buffer.from(body) };
}

/** One frame each way around one body, and the same frame damaged and turned around. */
function compareFrame(session: Session, place: SlowPlace, body: Uint8Array): void {
  const { agreement, next, cipher, slow } = session;
  const { direction, epoch } = place;
  const ours = seal(cipher, productPlace(session, place), body);
  const theirs = new Uint8Array(sealSlowly(slow, place, body).frame);
  if (ours === null) {
    agreement.disagreements.push("the product sealed nothing");
    return;
  }
  agreement.frames += 2;
  ask(agreement, "sealed frame", ours, theirs);
  ask(agreement, "the product's frame, opened", openSlowly(slow, direction, ours, epoch), { ...place, body: Buffer.from(body) });
  ask(agreement, "the other's frame, opened", productOpens(session, direction, theirs, epoch), {
    ...place,
    body: Buffer.from(body),
  });
  const damaged = ours.slice();
  const at = integer(next, damaged.length);
  damaged[at] = (damaged[at] as number) ^ (1 << integer(next, 8));
  const turned: SlowDirection = direction === "telemetry" ? "command" : "telemetry";
  for (const [way, frame] of [[direction, damaged] as const, [turned, ours] as const]) {
    const answers = [productOpens(session, way, frame, epoch), openSlowly(slow, way, frame, epoch)];
    ask(agreement, "a frame that is to be refused", answers, [null, null]);
    agreement.refusedByBoth++;
  }
}

function compareBodies(session: Session): Uint8Array {
  const { agreement, next } = session;
  const report = randomReport(next);
  agreement.kinds[report.kind] = (agreement.kinds[report.kind] ?? 0) + 1;
  const body = productBody(report);
  ask(agreement, `body of a ${report.kind}`, body, bodyOf(report));
  ask(agreement, `reading of a ${report.kind}`, productReads(body), readBody(body));
  const noise = randomBody(next);
  const read = readBody(noise);
  if (read === null) agreement.refusedByBoth++;
  ask(agreement, "reading of random bytes", productReads(noise), read);
  return body;
}

function compareTopics({ agreement, next, cipher, keys, slow }: Session): void {
  const day = Math.floor(next() * 2 ** 32);
  for (const direction of DIRECTIONS) {
    ask(agreement, "topic", topicOf(cipher, keys.topic, direction, day), topicAt(slow, direction, day));
  }
}

function randomPlace(next: Random): SlowPlace {
  // A chain is counted up for each frame anew, so far epochs are few.
  const epoch = integer(next, 50) === 0 ? integer(next, 2000) : integer(next, 20);
  const number = pick(next, [0, 1, 1023, integer(next, 1024)]);
  return { direction: pick(next, DIRECTIONS), epoch, number };
}

/**
 * One pairing and all that it seals, in both implementations.
 * @param cipher whose work it is; left out, the device's and the guardian's in turn.
 */
export function compareSession(agreement: Agreement, next: Random, cipher?: Cipher): void {
  const root = bytes(next, 32);
  const turn = agreement.sessions % 2 === 0 ? DEVICE_CIPHER : guardianCipher;
  const used = cipher ?? turn;
  const session: Session = { agreement, next, cipher: used, keys: deriveKeys(used, root), slow: pairingOf(root) };
  for (let i = 0; i < FRAMES; i++) compareFrame(session, randomPlace(next), compareBodies(session));
  compareFrame(session, randomPlace(next), bytes(next, LONG_BODY));
  compareTopics(session);
  const asking = (about: string, product: unknown, slow: unknown): void => ask(agreement, about, product, slow);
  compareVeil(asking, used, session.slow, next);
  compareRest(asking, used, next);
  if (agreement.sessions % BATCH_EVERY === 0) {
    compareLong(asking, next);
    agreement.batches++;
  }
  agreement.sessions++;
}
