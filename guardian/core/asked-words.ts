import { type ActName, PLACE_ONLY, type Result } from "../../device/protocol/command.ts";
import type { AskedView } from "./view.ts";

/** A question and how it fared, in words for the page and the command line. */

const FENCE_REFUSALS: Partial<Record<Result, string>> = {
  "too-often": "Too many fences were drawn within the hour. Set it again later.",
  "wider-than-agreed": "It is smaller than the positions that the wearer agreed to tell are precise. Draw it larger.",
  "not-supported": "The device cannot take this fence. Draw it again, larger or with fewer corners; it may need newer firmware.",
};

/** What was asked, as a noun. */
export function askedFor({ act, value }: Pick<AskedView, "act" | "value">): string {
  switch (act) {
    case "ping":
      return "a sign of life";
    case "locate-now":
      return "the position";
    case "set-interval":
      return `a position every ${value} s at most`;
    case "set-precision":
      return value === PLACE_ONLY ? "events alone, and no position" : `positions with ${value} decimals at most`;
    case "time-beacon":
      return "the time, which this console tells it";
    case "stop":
      return "no more positions";
    case "erase":
      return "the erasing of what waits on the device";
    case "revoke-self":
      return "leave to go";
    case "panic-ack":
      return "the wearer to feel that they were heard";
    case "fence-set":
      return "a fence to be watched, or a part of it";
    case "fence-clear":
      return "a fence to be forgotten";
    case "message":
    case "live-ask":
    case "trip-propose":
      return act;
  }
}

const DONE: Partial<Record<ActName, string>> = {
  ping: "The device is on the air.",
  "locate-now": "The next position that it finds is sent at once.",
  "set-interval": "Positions come no more often from now on.",
  "set-precision": "Positions come no finer from now on.",
  "time-beacon": "It has heard the time.",
  "fence-set": "It has this part of the fence.",
  "fence-clear": "It has forgotten the fence.",
  stop: "It sends this console no more positions, until the wearer agrees anew.",
  erase: "What waited on it for this console is erased.",
  "panic-ack": "The device has heard the answer.",
  "revoke-self": "It has forgotten this console.",
};

/** What the answer means, and what to do about it. */
const RESULT_SENTENCES: Record<Exclude<Result, "done">, string> = {
  expired: "It reached the device too late and was not obeyed. Ask again.",
  "other-consent":
    "The wearer has agreed to something else since, or to nothing. Wait until the device is heard, then ask again.",
  "gate-closed": "The device records nothing at present, so there is no position. See why on the page, and ask when it tracks.",
  "too-often": "It was asked for too many positions within the hour, and the wearer feels each. Ask again later.",
  "wider-than-agreed": "That is more than the wearer agreed to. Ask for a longer interval, or for fewer decimals.",
  "not-supported": "This device does not know that command. It may need newer firmware.",
  "time-unknown": "The device does not know the time, so it could not tell whether this is still meant. Ask again in a minute.",
};

export function resultSentence(act: ActName, result: Result): string {
  if (act === "fence-set" && result !== "done") return FENCE_REFUSALS[result] ?? RESULT_SENTENCES[result];
  return result === "done" ? (DONE[act] ?? "Done.") : RESULT_SENTENCES[result];
}

/** "waiting": not sent yet, because others come first or the broker is away. "unanswered": given up. */
export type Progress = "waiting" | "sent" | "answered" | "unanswered";

export function progressOf({ sentMs, answeredMs, expiresMs }: AskedView, nowMs: number): Progress {
  if (answeredMs !== null) return "answered";
  if (nowMs > expiresMs) return "unanswered";
  return sentMs === null ? "waiting" : "sent";
}

/** One sentence without an age, so that a screen reader is not made to read it again and again. */
export function progressSentence(asked: AskedView, nowMs: number): string {
  switch (progressOf(asked, nowMs)) {
    case "waiting":
      return "Not sent yet: it goes out when the broker is there and what was asked before is answered.";
    case "sent":
      return "Sent. The answer is awaited.";
    case "unanswered":
      return "No answer came in time: it may be out of reach, switched off, or outside the hours, when it answers nobody.";
    case "answered":
      return asked.result === null ? "Answered." : resultSentence(asked.act, asked.result);
  }
}
