import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Agree, OwnSecrets } from "../../device/protocol/exchange-keys.ts";
import {
  beginGuardian,
  bothAgree,
  type GuardianSide,
  type GuardianStep,
  guardianConfirms,
  guardianEnds,
  guardianHears,
  sendAccount,
} from "../core/exchange-side.ts";
import type { NotPaired } from "./exchange-words.ts";
import type { Talk, TalkEnd } from "./talk.ts";

/** The wearer has to be fetched first. */
const BEGIN_MS = 600_000;
const ANSWER_MS = 180_000;
const KEPT_MS = 30_000;

export interface ExchangeAtConsole {
  cipher: Cipher;
  agree: Agree;
  own: OwnSecrets;
  talk: Talk;
  /** What the device needs to reach the broker. */
  account: Uint8Array;
  /** Shows the words that this root makes. */
  onWords(root: Uint8Array): void;
  /** Whether the person here says that the words are the same. */
  confirm(): Promise<boolean>;
  /** Makes the pair durable. @throws when it cannot. */
  keep(root: Uint8Array): void;
}

/** sure: the device said that it kept the pair as well. */
export type Exchanged = { ok: true; sure: boolean } | { ok: false; why: NotPaired };

function send({ talk }: ExchangeAtConsole, step: GuardianStep): void {
  if (step.send !== null) talk.send(step.send);
}

function hear(at: ExchangeAtConsole, side: GuardianSide, message: Uint8Array): void {
  send(at, guardianHears(at.cipher, at.agree, side, message));
}

function giveUp(at: ExchangeAtConsole, side: GuardianSide, why: NotPaired): Exchanged {
  send(at, guardianEnds(side));
  return { ok: false, why };
}

async function untilWords(at: ExchangeAtConsole, side: GuardianSide): Promise<Exchanged | null> {
  while (side.phase !== "comparing") {
    const message = await at.talk.next(side.phase === "waiting" ? BEGIN_MS : ANSWER_MS);
    if (typeof message === "string") return giveUp(at, side, message);
    hear(at, side, message);
    if (side.fault !== null) return { ok: false, why: side.fault };
  }
  return null;
}

/** Both hands, in whichever order they come. */
async function untilBothAgree(at: ExchangeAtConsole, side: GuardianSide): Promise<Exchanged | null> {
  const asked = at.confirm();
  let answer: Promise<boolean> | null = asked;
  let incoming: Promise<Uint8Array | TalkEnd> | null = null;
  while (!bothAgree(side)) {
    incoming ??= at.talk.next(ANSWER_MS);
    const heard: boolean | Uint8Array | TalkEnd = await (answer === null ? incoming : Promise.race([answer, incoming]));
    if (heard === false) return giveUp(at, side, "not-confirmed");
    if (heard === true) {
      answer = null;
      guardianConfirms(side);
      continue;
    }
    incoming = null;
    if (typeof heard === "string") return giveUp(at, side, heard);
    hear(at, side, heard);
    if (side.fault !== null) return { ok: false, why: side.fault };
  }
  return null;
}

/** The device says that it kept the pair; ten more words of it are nobody's business. */
async function isSure(at: ExchangeAtConsole, side: GuardianSide): Promise<boolean> {
  while (side.phase === "sent") {
    const message = await at.talk.next(KEPT_MS);
    if (typeof message === "string") return false;
    hear(at, side, message);
  }
  return side.phase === "paired";
}

/**
 * The console's side of an exchange. The pair is kept before the device gets its account: so no device ever speaks to a
 * console that does not know it.
 */
export async function exchangeAtConsole(at: ExchangeAtConsole): Promise<Exchanged> {
  const side = beginGuardian(at.cipher, at.own);
  const early = await untilWords(at, side);
  if (early !== null) return early;
  at.onWords(side.root);
  const refused = await untilBothAgree(at, side);
  if (refused !== null) return refused;
  at.keep(side.root.slice());
  send(at, sendAccount(at.cipher, side, at.account));
  if (side.fault !== null) return { ok: false, why: side.fault };
  return { ok: true, sure: await isSure(at, side) };
}
