import { type Feel, pulsesOf } from "../../device/core/feel.ts";
import { RECEIPT_KEY, RECEIPTS } from "../../device/core/receipts.ts";
import { readReceipts, verifyReceipts } from "../../device/protocol/receipt-verify.ts";
import { headsOf } from "../../guardian/core/told-head.ts";
import { RECEIPT_ROOT } from "../world/household.ts";
import { durationWords } from "./duration.ts";
import { type Expectation, unless } from "./expectation.ts";
import type { Stage } from "./stage.ts";

const FEELS: readonly Feel[] = [
  "withdrawn",
  "deleted",
  "paused",
  "resumed",
  "objected",
  "recording",
  "silent",
  "announced",
  "located",
  "calling",
  "called",
  "heard",
  "call-over",
  "remind",
  "refused",
];
/** The same length whichever way round its words are written. */
function dashed(words: string): string {
  return words.trim().toLowerCase().replaceAll(" ", "-");
}

function felt(stage: Stage, words: string): string | null {
  const feel = FEELS.find((each) => each === dashed(words));
  if (feel === undefined) return `there is no such feeling; write one of: ${FEELS.join(", ")}`;
  const pulses = String(pulsesOf(feel));
  const played = stage.house.haptic.played();
  if (played.some(({ pulsesMs }) => String(pulsesMs) === pulses)) return null;
  const names = played.map(
    ({ pulsesMs }) => FEELS.find((each) => String(pulsesOf(each)) === String(pulsesMs)) ?? "something else",
  );
  return names.length === 0 ? "they felt nothing" : `they felt ${names.slice(-5).join(", ")}`;
}

function log(stage: Stage): Uint8Array {
  return stage.house.store.surviving().get(RECEIPTS) ?? new Uint8Array(0);
}

function receiptsName(stage: Stage, words: string): string | null {
  const kinds = readReceipts(log(stage)).map((receipt) => receipt?.kind ?? "a damaged one");
  return unless(
    kinds.some((kind) => kind === dashed(words)),
    `they name ${[...new Set(kinds)].join(", ") || "nothing"}`,
  );
}

function receiptsWhole(stage: Stage): string | null {
  const told = stage.house.guardianStore.heads("simulated");
  const heads = told.ok ? headsOf(told.value) : [];
  const verdict = verifyReceipts(stage.cipher, RECEIPT_ROOT.slice(), log(stage), heads);
  return unless(verdict.sound, "they do not verify against what the guardian was told");
}

/** Places that the guardian ever held or that are sealed, looked for in the clear in what the device keeps. */
function readable(stage: Stage): string | null {
  const kept = [...stage.house.store.surviving().values()].map((bytes) => Buffer.from(bytes).toString("latin1")).join("\n");
  for (const { report } of stage.ear.sealed.values()) {
    if (report.kind !== "fix") continue;
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(report.latE7, 0);
    bytes.writeInt32BE(report.lonE7, 4);
    if (kept.includes(bytes.toString("latin1"))) return "one lies there in the clear";
  }
  return null;
}

/** What the wearer sees, feels and can prove, and what their device does. */
export const WEARER_EXPECTATIONS: readonly Expectation[] = [
  ...(["dark", "recording", "silent", "announced", "panic", "fault"] as const).map((pattern) => ({
    says: `the lamp shows ${pattern}`,
    fault: (stage: Stage) => unless(stage.house.lamp.seen() === pattern, `it shows ${stage.house.lamp.seen()}`),
  })),
  {
    says: "the lamp is dark",
    fault: (stage) => unless(stage.house.lamp.seen() === "dark", `it shows ${stage.house.lamp.seen()}`),
  },
  {
    says: "the lamp is not lit",
    fault: (stage) => unless(stage.house.lamp.seen() !== "recording", "it shows recording"),
  },
  { says: "the wearer felt {words}", fault: (stage, [words]) => felt(stage, words as string) },
  { says: "the wearer was reminded", fault: (stage) => unless(stage.house.reminders.length > 0, "nobody reminded them") },
  { says: "the receipts hold {words}", fault: (stage, [words]) => receiptsName(stage, words as string) },
  { says: "the receipts are whole", fault: receiptsWhole },
  { says: "the receipt key is there", fault: (stage) => unless(stage.house.store.surviving().has(RECEIPT_KEY), "it is gone") },
  { says: "the receiver is off", fault: (stage) => unless(!stage.house.receiver.isOpen(), "it is listened to") },
  { says: "the receiver is on", fault: (stage) => unless(stage.house.receiver.isOpen(), "nobody listens to it") },
  {
    says: "nothing waits on the device",
    fault: ({ house }) => {
      const { length } = house.device.state.outbox.waiting;
      return unless(length === 0, `${length} frames wait`);
    },
  },
  {
    says: "at least {number} frames wait on the device",
    fault: ({ house }, [least]) => {
      const { length } = house.device.state.outbox.waiting;
      return unless(length >= (least as number), `${length} wait`);
    },
  },
  {
    says: "the device says nothing after {duration}",
    fault: (stage, [ms]) => {
      const late = stage.publishedMs.find((at) => at > (ms as number));
      return unless(late === undefined, `it spoke at ${durationWords(late ?? 0)}`);
    },
  },
  {
    says: "the device knows no guardian",
    fault: ({ house }) => unless(house.device.state.pairs.length === 0, "it still knows one"),
  },
  { says: "no position can be read from the device", fault: readable },
];
