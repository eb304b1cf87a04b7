import { beginDevice, deviceHears } from "../../device/node/exchange-side.ts";
import { ascii } from "../../device/protocol/bytes.ts";
import { commitmentTo, exchangeRoot, type OwnSecrets } from "../../device/protocol/exchange-keys.ts";
import {
  bareExchange,
  decodeExchange,
  decodeHalf,
  encodeExchange,
  encodeHalf,
  type PublicHalf,
} from "../../device/protocol/exchange-message.ts";
import { beginGuardian, guardianHears } from "../../guardian/core/exchange-side.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { toyCipher } from "../toy-cipher.ts";
import { nativeAgree } from "./native-x25519.ts";
import { type Attempt, secretsOf, shownBits } from "./pairing-household.ts";

/** What an attacker remembers from attempts before this one. */
export interface Memory {
  messages: Uint8Array[];
}

/** @returns every key that the attacker can compute after the attempt. */
export type Attacker = (attempt: Attempt, next: Random, memory: Memory) => Uint8Array[];

function roots(...found: (Uint8Array | null)[]): Uint8Array[] {
  return found.filter((root): root is Uint8Array => root?.some((byte) => byte !== 0) === true);
}

/** Carries every message, and tries what somebody can who has only heard: every public key as if it were a secret, and zeros. */
const listens: Attacker = (attempt, _next, memory) => {
  const keys = attempt.toDevice(attempt.commit);
  const open = keys === null ? null : attempt.toGuardian(keys);
  if (keys === null || open === null) return [];
  attempt.toDevice(open);
  memory.messages.push(attempt.commit, keys, open);
  const theirs = decodeHalf(keys.subarray(2, -4));
  const guess: OwnSecrets = { staticSecret: theirs.staticKey, ephemeralSecret: theirs.ephemeralKey, half: theirs };
  const half = decodeHalf(open.subarray(2, -4));
  const commitment = attempt.commit.subarray(2, -4);
  // Zeros in place of every agreement; the root is made of nothing else that is secret.
  const nothing = toyCipher.hmac(ascii("lychnos pairing 1"), new Uint8Array(96));
  const said = [ascii("lychnos root"), commitment, keys.subarray(2, -4), open.subarray(2, -4)];
  const naive = toyCipher.hmac(nothing, Uint8Array.from(Buffer.concat(said)));
  return roots(exchangeRoot(toyCipher, nativeAgree, "device", guess, half, commitment), naive);
};

/** Two whole pairings of its own, one with each side: the words agree by chance alone. */
const swapsKeys: Attacker = (attempt, next) => {
  const asDevice = beginDevice(secretsOf(next));
  const asGuardian = beginGuardian(toyCipher, secretsOf(next));
  const keys = deviceHears(toyCipher, nativeAgree, asDevice, attempt.commit).send;
  const open = keys === null ? null : attempt.toGuardian(keys);
  if (open !== null) deviceHears(toyCipher, nativeAgree, asDevice, open);
  const commit = guardianHears(toyCipher, nativeAgree, asGuardian, bareExchange("ready")).send;
  const theirs = commit === null ? null : attempt.toDevice(commit);
  const opening = theirs === null ? null : guardianHears(toyCipher, nativeAgree, asGuardian, theirs).send;
  if (opening !== null) attempt.toDevice(opening);
  return roots(asDevice.root, asGuardian.root);
};

/** Grinding, as good as it can be done: ends the guardian's half first, then looks for keys that fit. */
const guesses: Attacker = (attempt, next) => {
  const asDevice = beginDevice(secretsOf(next));
  const mine = secretsOf(next);
  const keys = deviceHears(toyCipher, nativeAgree, asDevice, attempt.commit).send as Uint8Array;
  const open = attempt.toGuardian(keys);
  if (open === null) return [];
  deviceHears(toyCipher, nativeAgree, asDevice, open);
  const wanted = shownBits(asDevice.root, attempt.build.bits);
  const commitment = commitmentTo(attempt.build.deviceCipher, mine.half);
  const theirs = attempt.toDevice(encodeExchange("commit", commitment));
  if (theirs === null) return roots(asDevice.root);
  const other = decodeHalf(theirs.subarray(2, -4));
  // A fresh nonce for every guess: cheap, and just as good as a fresh key if it could still be chosen.
  let best = mine.half;
  let root: Uint8Array | null = null;
  for (let tries = 0; tries < 2 ** Math.min(attempt.build.bits, 6); tries++) {
    const half: PublicHalf = tries === 0 ? mine.half : { ...mine.half, nonce: bytes(next, 32) };
    if (tries > 0 && Buffer.compare(commitmentTo(attempt.build.deviceCipher, half), commitment) !== 0) continue;
    const own = { ...mine, staticSecret: mine.staticSecret.slice(), ephemeralSecret: mine.ephemeralSecret.slice(), half };
    root = exchangeRoot(toyCipher, nativeAgree, "guardian", own, other, commitment);
    best = half;
    if (root !== null && shownBits(root, attempt.build.bits) === wanted) break;
  }
  attempt.toDevice(encodeExchange("open", encodeHalf(best)));
  return roots(asDevice.root, root);
};

/** Plays the guardian to the device first, then looks for a device's half that gives the guardian the same words. */
const guessesBlind: Attacker = (attempt, next) => {
  const asGuardian = beginGuardian(toyCipher, secretsOf(next));
  const commit = guardianHears(toyCipher, nativeAgree, asGuardian, bareExchange("ready")).send as Uint8Array;
  const theirs = attempt.toDevice(commit);
  const opening = theirs === null ? null : guardianHears(toyCipher, nativeAgree, asGuardian, theirs).send;
  if (opening === null) return [];
  attempt.toDevice(opening);
  const wanted = shownBits(asGuardian.root, attempt.build.bits);
  const mine = secretsOf(next);
  const commitment = attempt.commit.subarray(2, -4);
  // What it would need to know: the guardian's half, which only a leak shows now. Without one it must take a chance.
  const seen = attempt.build.leaks ? attempt.guardian.own.half : secretsOf(next).half;
  let half = mine.half;
  // Without it one try is as good as a thousand: what is computed has nothing to do with what the guardian will open.
  const worth = attempt.build.leaks ? 4 * 2 ** attempt.build.bits : 2;
  for (let tries = 0; tries < worth; tries++) {
    half = { ...mine.half, nonce: bytes(next, 32) };
    const root = exchangeRoot(toyCipher, nativeAgree, "device", { ...mine, half }, seen, commitment);
    if (root !== null && shownBits(root, attempt.build.bits) === wanted) break;
  }
  const open = attempt.toGuardian(encodeExchange("keys", encodeHalf(half)));
  const opened = open === null ? null : decodeExchange(open);
  if (opened?.kind !== "open") return roots(asGuardian.root);
  return roots(
    asGuardian.root,
    exchangeRoot(toyCipher, nativeAgree, "device", { ...mine, half }, decodeHalf(opened.content), commitment),
  );
};

/** Points with which everybody knows the secret, in place of one key or more. */
const weakens: Attacker = (attempt, next) => {
  const points = [0, 1].map((first) => Uint8Array.from([first, ...new Uint8Array(31)]));
  const keys = attempt.toDevice(attempt.commit);
  if (keys === null) return [];
  const half = decodeHalf(keys.subarray(2, -4));
  const parts = integer(next, 3);
  if (parts !== 1) half.ephemeralKey = pick(next, points);
  if (parts !== 0) half.staticKey = pick(next, points);
  const open = attempt.toGuardian(encodeExchange("keys", encodeHalf(half)));
  if (open !== null) attempt.toDevice(open);
  const mixed = toyCipher.hmac(new TextEncoder().encode("lychnos pairing 1"), new Uint8Array(96));
  return [mixed];
};

/** One key of three is exchanged for another, in one direction. */
const swapsOne: Attacker = (attempt, next) => {
  const mine = secretsOf(next);
  const part = pick(next, ["staticKey", "ephemeralKey", "nonce"] as const);
  const direction = integer(next, 2);
  const keys = attempt.toDevice(attempt.commit);
  if (keys === null) return [];
  const changed = { ...decodeHalf(keys.subarray(2, -4)), [part]: mine.half[part] };
  const open = attempt.toGuardian(direction === 0 ? encodeExchange("keys", encodeHalf(changed)) : keys);
  if (open === null || decodeExchange(open)?.kind !== "open") return [];
  const opening = { ...decodeHalf(open.subarray(2, -4)), [part]: mine.half[part] };
  attempt.toDevice(direction === 0 ? open : encodeExchange("open", encodeHalf(opening)));
  const own = { ...mine, half: changed };
  return roots(
    exchangeRoot(toyCipher, nativeAgree, "device", own, decodeHalf(open.subarray(2, -4)), attempt.commit.subarray(2, -4)),
  );
};

/** Each side gets back what it said itself, or what was said in an earlier attempt, in any order. */
const replays: Attacker = (attempt, next, memory) => {
  const said = [attempt.commit];
  for (let turn = 0; turn < 6; turn++) {
    const message = pick(next, integer(next, 2) === 0 || memory.messages.length === 0 ? said : memory.messages);
    const answer = integer(next, 2) === 0 ? attempt.toDevice(message) : attempt.toGuardian(message);
    if (answer !== null) said.push(answer);
  }
  memory.messages = [...memory.messages, ...said].slice(-60);
  return [];
};

export const ATTACKERS: Readonly<Record<string, Attacker>> = {
  listens,
  "swaps keys": swapsKeys,
  guesses,
  "guesses blind": guessesBlind,
  weakens,
  "swaps one key": swapsOne,
  replays,
};
