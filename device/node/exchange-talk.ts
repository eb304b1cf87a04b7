import type { Cipher } from "../protocol/cipher.ts";
import type { Agree, OwnSecrets } from "../protocol/exchange-keys.ts";
import { bareExchange } from "../protocol/exchange-message.ts";
import {
  beginDevice,
  type DeviceSide,
  type DeviceStep,
  deviceEnds,
  deviceHears,
  deviceKept,
  wearerConfirms,
} from "./exchange-side.ts";
import type { PairingHand } from "./pairing-hand.ts";
import type { NotPaired } from "./pairing-words.ts";
import type { Talk, TalkEnd } from "./wire.ts";

/** The other side's person may have to fetch their glasses. */
const ANSWER_MS = 180_000;
const READY_EVERY_MS = 1000;

export interface ExchangeOnDevice {
  cipher: Cipher;
  agree: Agree;
  own: OwnSecrets;
  talk: Talk;
  hand: PairingHand;
  /** The hand began; now the guardian's side is waited for. */
  onWaiting(): void;
  /** Shows the words that this root makes. */
  onWords(root: Uint8Array): void;
  onConfirmed(): void;
  /** Makes the pair durable. Null: it is not an account, and nothing was kept. @throws when it cannot. */
  keep(root: Uint8Array, account: Uint8Array): number | null;
}

export type Exchanged = { ok: true; slot: number } | { ok: false; why: NotPaired };

function failed(why: NotPaired): Exchanged {
  return { ok: false, why };
}

function whyEnded(end: TalkEnd): NotPaired {
  return end === "silent" ? "no-answer" : end;
}

function send({ talk }: ExchangeOnDevice, step: DeviceStep): DeviceStep {
  if (step.send !== null) talk.send(step.send);
  return step;
}

function giveUp(on: ExchangeOnDevice, side: DeviceSide, why: NotPaired): Exchanged {
  send(on, deviceEnds(side));
  return failed(why);
}

/** Takes messages until the words can be compared. @returns null when they can. */
async function untilWords(on: ExchangeOnDevice, side: DeviceSide): Promise<Exchanged | null> {
  const ready = bareExchange("ready");
  const repeat = setInterval(() => {
    if (side.phase === "waiting" && on.hand.holds()) on.talk.send(ready);
  }, READY_EVERY_MS);
  on.talk.send(ready);
  try {
    while (side.phase !== "comparing") {
      const message = await on.talk.next(ANSWER_MS);
      if (typeof message === "string") return giveUp(on, side, whyEnded(message));
      // No key is taken without the wearer's hand, whoever sends one (P31).
      if (!on.hand.holds()) return giveUp(on, side, "let-go");
      send(on, deviceHears(on.cipher, on.agree, side, message));
      if (side.fault !== null) return failed(side.fault);
    }
    return null;
  } finally {
    clearInterval(repeat);
  }
}

/** The wearer compares, while the other side may still give up. */
async function compared(
  on: ExchangeOnDevice,
  side: DeviceSide,
  incoming: Promise<Uint8Array | TalkEnd>,
): Promise<Exchanged | null> {
  const answer = await Promise.race([on.hand.confirm(), incoming]);
  if (answer === true) {
    send(on, wearerConfirms(on.cipher, side));
    on.onConfirmed();
    return null;
  }
  if (answer === false) return giveUp(on, side, "not-confirmed");
  if (typeof answer === "string") return giveUp(on, side, whyEnded(answer));
  send(on, deviceHears(on.cipher, on.agree, side, answer));
  return failed(side.fault ?? "out-of-order");
}

function kept(on: ExchangeOnDevice, side: DeviceSide): Exchanged {
  const slot = side.account === null ? null : on.keep(side.root.slice(), side.account);
  if (slot === null) return giveUp(on, side, "forged");
  send(on, deviceKept(on.cipher, side));
  return { ok: true, slot };
}

/** The device's side of an exchange, from the wearer's first act to the stored pair. Nothing is kept before the last message. */
export async function exchangeOnDevice(on: ExchangeOnDevice): Promise<Exchanged> {
  if (!(await on.hand.begin())) return failed("no-press");
  on.onWaiting();
  const side = beginDevice(on.own);
  const early = await untilWords(on, side);
  if (early !== null) return early;
  on.onWords(side.root);
  const incoming = on.talk.next(ANSWER_MS);
  const refused = await compared(on, side, incoming);
  if (refused !== null) return refused;
  const first = await incoming;
  // The wait may have run out while the wearer was comparing; the guardian's answer has a time of its own.
  const message = first === "silent" ? await on.talk.next(ANSWER_MS) : first;
  if (typeof message === "string") return giveUp(on, side, whyEnded(message));
  send(on, deviceHears(on.cipher, on.agree, side, message));
  return side.fault === null ? kept(on, side) : failed(side.fault);
}
