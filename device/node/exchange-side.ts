import { equalBytes, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import {
  type Agree,
  commitmentTo,
  exchangeRoot,
  exchangeTag,
  forgetSecrets,
  isReflected,
  type OwnSecrets,
  openAccount,
} from "../protocol/exchange-keys.ts";
import { bareExchange, decodeExchange, decodeHalf, encodeExchange, encodeHalf } from "../protocol/exchange-message.ts";

/**
 * The device's side of a pairing by exchange (docs/protocol.md, "Pairing"). It is made when the wearer's hand begins an
 * attempt and serves for that one only. Each message is taken once and in its place; anything else ends it (P31).
 */
export type DevicePhase = "waiting" | "keyed" | "comparing" | "accepted" | "received" | "paired" | "over";

/**
 * damaged: no whole message; out-of-order: one that is not due, as a replayed or reflected one is; commitment: the guardian
 * opened other keys than it was bound to; weak-key: a public key with which everybody would know the secret, or our own come
 * back; forged: the account is not sealed under our key; ended: the other side gave up.
 */
export type DeviceFault = "damaged" | "out-of-order" | "commitment" | "weak-key" | "forged" | "ended";

export interface DeviceSide {
  phase: DevicePhase;
  own: OwnSecrets;
  commitment: Uint8Array;
  /** All zeros until it is agreed, and after the attempt. */
  root: Uint8Array;
  /** What the guardian sent, once it is there; the caller reads it. */
  account: Uint8Array | null;
  fault: DeviceFault | null;
}

/** What to do now: send, if there is something; then look at the phase. */
export interface DeviceStep {
  send: Uint8Array | null;
  /** The words can be compared: they are made of `side.root`. */
  compare: boolean;
}

const KEY_BYTES = 32;
const NOTHING: DeviceStep = { send: null, compare: false };

function say(send: Uint8Array): DeviceStep {
  return { send, compare: false };
}

function end(side: DeviceSide, fault: DeviceFault): DeviceStep {
  side.phase = "over";
  side.fault = fault;
  zeroise(side.root);
  forgetSecrets(side.own);
  return fault === "ended" ? NOTHING : say(bareExchange("ended"));
}

/** Waits for the guardian's commitment; until it comes, the caller says "ready" now and then. */
export function beginDevice(own: OwnSecrets): DeviceSide {
  const root = new Uint8Array(KEY_BYTES);
  return { phase: "waiting", own, commitment: new Uint8Array(KEY_BYTES), root, account: null, fault: null };
}

function takeCommitment(side: DeviceSide, content: Uint8Array): DeviceStep {
  side.commitment = content;
  side.phase = "keyed";
  return say(encodeExchange("keys", encodeHalf(side.own.half)));
}

function takeOpening(cipher: Cipher, agree: Agree, side: DeviceSide, content: Uint8Array): DeviceStep {
  const other = decodeHalf(content);
  if (!equalBytes(commitmentTo(cipher, other), side.commitment)) return end(side, "commitment");
  if (isReflected(side.own.half, other)) return end(side, "weak-key");
  const root = exchangeRoot(cipher, agree, "device", side.own, other, side.commitment);
  if (root === null) return end(side, "weak-key");
  forgetSecrets(side.own);
  side.root = root;
  side.phase = "comparing";
  return { send: null, compare: true };
}

function takeAccount(cipher: Cipher, side: DeviceSide, content: Uint8Array): DeviceStep {
  side.account = openAccount(cipher, side.root, content);
  if (side.account === null) return end(side, "forged");
  side.phase = "received";
  return NOTHING;
}

/** Takes one message. */
export function deviceHears(cipher: Cipher, agree: Agree, side: DeviceSide, bytes: Uint8Array): DeviceStep {
  if (side.phase === "over" || side.phase === "paired") return NOTHING;
  const message = decodeExchange(bytes);
  if (message === null) return end(side, "damaged");
  const { kind, content } = message;
  if (kind === "ended") return end(side, "ended");
  if (kind === "commit" && side.phase === "waiting") return takeCommitment(side, content);
  if (kind === "open" && side.phase === "keyed") return takeOpening(cipher, agree, side, content);
  if (kind === "account" && side.phase === "accepted") return takeAccount(cipher, side, content);
  return end(side, "out-of-order");
}

/** The wearer says that the words are the same. */
export function wearerConfirms(cipher: Cipher, side: DeviceSide): DeviceStep {
  if (side.phase !== "comparing") return NOTHING;
  side.phase = "accepted";
  return say(encodeExchange("accept", exchangeTag(cipher, side.root, "accept")));
}

/** Call it when the pair is durable. */
export function deviceKept(cipher: Cipher, side: DeviceSide): DeviceStep {
  if (side.phase !== "received") return NOTHING;
  const tag = exchangeTag(cipher, side.root, "done");
  side.phase = "paired";
  zeroise(side.root);
  return say(encodeExchange("done", tag));
}

/** The wearer says no, lets go too early, or gives up. */
export function deviceEnds(side: DeviceSide): DeviceStep {
  if (side.phase === "over" || side.phase === "paired") return NOTHING;
  end(side, "ended");
  return say(bareExchange("ended"));
}
