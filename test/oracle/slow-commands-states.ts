import type { Consent } from "../../device/core/consent.ts";
import type { NoticeHashes } from "../../device/core/notice-record.ts";
import { encodeOutboxKey, firstOutboxKey, outboxKeyName } from "../../device/core/outbox-key.ts";
import { encodePair, makePair, pairName } from "../../device/core/pair.ts";
import { firstReceiptState } from "../../device/core/receipt-state.ts";
import { RECEIPT_KEY } from "../../device/core/receipts.ts";
import { MINOR_REST_MINUTES } from "../../device/core/rest.ts";
import type { ServiceTerms } from "../../device/node/config.ts";
import { consentFor } from "../../device/node/notice.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import type { Image } from "../../simulator/world/sim-store.ts";
import { TERMS } from "./notice-wearers.ts";
import type { Life } from "./slow-commands-device.ts";
import { ROOT } from "./slow-commands-guardian.ts";

/** Monday 9 March 2026, 07:30 in Athens: inside the hours of the terms, which close at 08:00. */
export const START_MS = Date.UTC(2026, 2, 9, 5, 30);
const ADULT: ServiceTerms = { ...TERMS.en, intervalS: 1 };
const AGREED = consentFor(ADULT, [0], 1, START_MS);
const IN_THE_EVENING = consentFor(
  { ...ADULT, hours: [{ days: ["mon"], from: "20:00", to: "21:00" }], trips: [] },
  [0],
  1,
  START_MS,
);
/** The notice that the device's configuration makes, as long as nobody changes it. */
export const AGREED_NOTICE: NoticeHashes = { fields: AGREED.fieldHashes, whole: AGREED.noticeHash };

export interface DeviceState {
  name: string;
  /** Whether fixes leave in it: without a state in which some do, nothing would be shown. */
  leaves: boolean;
  prepare(life: Life): void;
}

/** What the store of a device holds that was paired and that nobody has agreed to yet. */
export function pairedImage(cipher: Cipher): Image {
  const secret = ROOT.map((byte) => byte ^ 0x55);
  const key = firstOutboxKey(cipher, secret);
  return new Map([
    [pairName(0), encodePair(makePair(0, deriveKeys(cipher, ROOT)))],
    [outboxKeyName(key.generation), encodeOutboxKey(key)],
    [RECEIPT_KEY, firstReceiptState(secret.map((byte) => byte ^ 0x33))],
  ]);
}

/** The wearer agrees; the record is the device's own from then on. */
export function agree(life: Life, change: Partial<Consent> = {}): void {
  life.happen({ kind: "consent", consent: { ...AGREED, ...change } });
}

function agreeAndWalk(life: Life): void {
  agree(life);
  life.pass(4);
}

function emergency(life: Life): void {
  agree(life, IN_THE_EVENING);
  life.pass(2);
  life.happen({ kind: "call", actor: "parent", reason: "missing" });
}

function state(name: string, leaves: boolean, prepare: (life: Life) => void): DeviceState {
  return { name, leaves, prepare };
}

/** Every kind of state that a message can find the device in. */
export const STATES: DeviceState[] = [
  state("nobody has agreed", false, () => undefined),
  state("agreed, in hours", true, agreeAndWalk),
  state("agreed, the broker out of reach", true, (life) => {
    life.setReachable(false);
    agreeAndWalk(life);
  }),
  state("agreed by a minor, in hours", true, (life) => {
    agree(life, { restMinutes: MINOR_REST_MINUTES });
    life.pass(4);
  }),
  state("agreed, out of hours", false, (life) => agree(life, IN_THE_EVENING)),
  state("agreed, but this guardian is not named", false, (life) => agree(life, { guardians: 2 })),
  state("the consent has expired", false, (life) => {
    agree(life, { expiresS: START_MS / 1000 + 3 });
    life.pass(5);
  }),
  state("withdrawn", false, (life) => {
    agreeAndWalk(life);
    life.happen({ kind: "withdraw" });
  }),
  state("paused", false, (life) => {
    agreeAndWalk(life);
    life.happen({ kind: "pause", minutes: 60 });
  }),
  state("objected", false, (life) => {
    agreeAndWalk(life);
    life.happen({ kind: "object" });
  }),
  state("the notice has changed", false, (life) => {
    agreeAndWalk(life);
    life.happen({ kind: "notice", notice: { ...AGREED_NOTICE, whole: AGREED_NOTICE.whole.map((byte) => byte ^ 1) } });
  }),
  state("the lamp is dead", false, (life) => {
    life.lamp.setFault("broken");
    agreeAndWalk(life);
  }),
  state("the lamp does not answer", false, (life) => {
    life.lamp.setFault("mute");
    agreeAndWalk(life);
  }),
  state("the lamp died on the way", false, (life) => {
    agreeAndWalk(life);
    life.lamp.setFault("broken");
  }),
  state("the lamp is stuck alight, and paused", false, (life) => {
    agreeAndWalk(life);
    life.lamp.setFault("stuck");
    life.happen({ kind: "pause", minutes: 60 });
    life.pass(3);
  }),
  state("the store is full", false, (life) => {
    agreeAndWalk(life);
    life.store.setFault({ kind: "full" });
    life.pass(2);
  }),
  state("the time is not known", false, (life) => {
    agreeAndWalk(life);
    life.clockKnown = false;
  }),
  state("an emergency is announced", false, emergency),
  state("an emergency is open, out of hours", true, (life) => {
    emergency(life);
    life.skip(61);
    life.pass(3);
  }),
];

/** The states that a power cut can leave in the store; the others are of lamp, clock or disk. */
export const KEPT_STATES = STATES.filter(({ name }) => !/lamp|store|time|nobody|not named/.test(name));
