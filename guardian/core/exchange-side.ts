import { equalBytes, zeroise } from "../../device/protocol/bytes.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import {
  type Agree,
  commitmentTo,
  exchangeRoot,
  exchangeTag,
  forgetSecrets,
  isReflected,
  type OwnSecrets,
  sealAccount,
} from "../../device/protocol/exchange-keys.ts";
import { bareExchange, decodeExchange, decodeHalf, encodeExchange, encodeHalf } from "../../device/protocol/exchange-message.ts";

/**
 * The guardian's side of a pairing by exchange. It commits first: then neither side, nor anyone between them, can choose a
 * key by what the words would be. Each message is taken once and in its place; anything else ends the attempt.
 */
export type GuardianPhase = "waiting" | "committed" | "comparing" | "sent" | "paired" | "over";

/**
 * damaged: no whole message; out-of-order: one that is not due, as a replayed or reflected one is; weak-key: a public key
 * with which everybody would know the secret, or our own come back; forged: a tag that does not fit; too-long: the broker's
 * address does not fit into the message; ended: the other side gave up.
 */
export type ExchangeFault = "damaged" | "out-of-order" | "weak-key" | "forged" | "too-long" | "ended";

export interface GuardianSide {
  phase: GuardianPhase;
  own: OwnSecrets;
  commitment: Uint8Array;
  /** All zeros until it is agreed, and after the attempt. */
  root: Uint8Array;
  /** The device's wearer confirmed the words. */
  accepted: boolean;
  /** The guardian confirmed the words. */
  confirmed: boolean;
  fault: ExchangeFault | null;
}

/** What to do now, in this order: send, if there is something; then look at the phase. */
export interface GuardianStep {
  send: Uint8Array | null;
  /** The words can be compared: they are made of `side.root`. */
  compare: boolean;
}

const ROOT_BYTES = 32;
const NOTHING: GuardianStep = { send: null, compare: false };

function say(send: Uint8Array, compare = false): GuardianStep {
  return { send, compare };
}

function end(side: GuardianSide, fault: ExchangeFault): GuardianStep {
  side.phase = "over";
  side.fault = fault;
  zeroise(side.root);
  forgetSecrets(side.own);
  return fault === "ended" ? NOTHING : say(bareExchange("ended"));
}

/** Waits for a device whose wearer holds the button; nothing is said before. */
export function beginGuardian(cipher: Cipher, own: OwnSecrets): GuardianSide {
  return {
    phase: "waiting",
    own,
    commitment: commitmentTo(cipher, own.half),
    root: new Uint8Array(ROOT_BYTES),
    accepted: false,
    confirmed: false,
    fault: null,
  };
}

// A device says so again and again until it is heard; only the first time counts.
function takeReady(side: GuardianSide): GuardianStep {
  if (side.phase !== "waiting") return NOTHING;
  side.phase = "committed";
  return say(encodeExchange("commit", side.commitment));
}

function takeKeys(cipher: Cipher, agree: Agree, side: GuardianSide, content: Uint8Array): GuardianStep {
  const other = decodeHalf(content);
  if (isReflected(side.own.half, other)) return end(side, "weak-key");
  const root = exchangeRoot(cipher, agree, "guardian", side.own, other, side.commitment);
  if (root === null) return end(side, "weak-key");
  forgetSecrets(side.own);
  side.root = root;
  side.phase = "comparing";
  return say(encodeExchange("open", encodeHalf(side.own.half)), true);
}

function takeTag(cipher: Cipher, side: GuardianSide, what: "accept" | "done", content: Uint8Array): GuardianStep {
  if (!equalBytes(content, exchangeTag(cipher, side.root, what))) return end(side, "forged");
  if (what === "accept") side.accepted = true;
  else {
    side.phase = "paired";
    zeroise(side.root);
  }
  return NOTHING;
}

/** Takes one message. */
export function guardianHears(cipher: Cipher, agree: Agree, side: GuardianSide, bytes: Uint8Array): GuardianStep {
  if (side.phase === "over" || side.phase === "paired") return NOTHING;
  const message = decodeExchange(bytes);
  if (message === null) return end(side, "damaged");
  const { kind, content } = message;
  if (kind === "ended") return end(side, "ended");
  if (kind === "ready") return takeReady(side);
  if (kind === "keys" && side.phase === "committed") return takeKeys(cipher, agree, side, content);
  if (kind === "accept" && side.phase === "comparing" && !side.accepted) return takeTag(cipher, side, kind, content);
  if (kind === "done" && side.phase === "sent") return takeTag(cipher, side, kind, content);
  return end(side, "out-of-order");
}

/** The guardian says that the words are the same. */
export function guardianConfirms(side: GuardianSide): void {
  if (side.phase === "comparing") side.confirmed = true;
}

/** Whether both hands have said yes, so that the pair may be kept and the account be sent. */
export function bothAgree(side: GuardianSide): boolean {
  return side.phase === "comparing" && side.accepted && side.confirmed;
}

/** Sends the device its account at the broker. Call it when `bothAgree`, after the pair is durable. */
export function sendAccount(cipher: Cipher, side: GuardianSide, account: Uint8Array): GuardianStep {
  if (!bothAgree(side)) return end(side, "out-of-order");
  const box = sealAccount(cipher, side.root, account);
  if (box === null) return end(side, "too-long");
  side.phase = "sent";
  return say(encodeExchange("account", box));
}

/** The guardian says no, or gives up. */
export function guardianEnds(side: GuardianSide): GuardianStep {
  if (side.phase === "over" || side.phase === "paired") return NOTHING;
  end(side, "ended");
  return say(bareExchange("ended"));
}
