import type { Result } from "../../device/protocol/command.ts";
import { type Fence, MAX_FENCES } from "../../device/protocol/fence.ts";

/** A fence as this console keeps it. What it is called never leaves the console: the device knows its number. */
export interface KeptFence {
  name: string;
  fence: Fence;
  /** Number of the consent that it was drawn under. */
  consent: number;
  /** UTC milliseconds. */
  setMs: number;
  /** Whole seconds since 1970 after which the device does not take it any more. */
  expiresS: number;
  /** "done" when the device has all of it; null: it has not answered to all of it yet. */
  result: Result | null;
}

/** "ended": the wearer has agreed to something else since, and with the old consent the device forgot it. */
export type FenceStanding = "waiting" | "watched" | "refused" | "unanswered" | "ended";

/** @param consent of the device's newest word; null: never heard. */
export function fenceStanding(kept: KeptFence, consent: number | null, nowMs: number): FenceStanding {
  if (consent !== null && consent !== kept.consent) return "ended";
  if (kept.result === "done") return "watched";
  if (kept.result !== null) return "refused";
  return nowMs > kept.expiresS * 1000 ? "unanswered" : "waiting";
}

const STANDINGS: Record<Exclude<FenceStanding, "refused">, string> = {
  waiting: "not on the device yet",
  watched: "watched by the device",
  unanswered: "the device did not answer in time; set it again",
  ended: "ended with the consent it was drawn under; set it again",
};

const REFUSALS: Partial<Record<Result, string>> = {
  "too-often": "refused: too many were drawn within the hour; set it again later",
  "wider-than-agreed": "refused: it is smaller than the positions that the wearer agreed to tell are precise; draw it larger",
  "not-supported": "refused: the device cannot take it; draw it again, larger or with fewer corners, or update the device",
  "other-consent": "refused: the wearer has agreed to something else; set it again",
};

/** How a fence stands, in words. */
export function fenceSentence(kept: KeptFence, consent: number | null, nowMs: number): string {
  const standing = fenceStanding(kept, consent, nowMs);
  if (standing !== "refused") return STANDINGS[standing];
  return (kept.result === null ? undefined : REFUSALS[kept.result]) ?? "refused; set it again";
}

/** The number for a fence of this name: its own if there is one, else the lowest that is free; null: all are taken. */
export function numberFor(name: string, kept: readonly KeptFence[]): number | null {
  const known = kept.find((one) => one.name === name);
  if (known !== undefined) return known.fence.number;
  const taken = new Set(kept.map((one) => one.fence.number));
  for (let number = 0; number < MAX_FENCES; number++) if (!taken.has(number)) return number;
  return null;
}
