import { askedFor, progressOf, progressSentence } from "../../../core/asked-words.ts";
import type { AskedView, DeviceView } from "../../../core/view.ts";
import { whyNotAsk } from "../../../core/why-not-ask.ts";
import type { Circumstances } from "../freshness.ts";
import { ago, moment } from "../words.ts";

/** All that the card says. Every field may be empty, and keeps its place when it is. */
export interface AskWords {
  /** Why the button cannot be pressed; null when it can. */
  whyNot: string | null;
  /** How the last question for the position fared; holds no age. */
  answer: string;
  /** Its age; for the eye only, because it ticks. */
  age: string;
  /** What was asked last beside it, from the command line. */
  other: string;
}

function ageOf(asked: AskedView, nowMs: number): string {
  switch (progressOf(asked, nowMs)) {
    case "answered":
      return `answered ${ago(nowMs - (asked.answeredMs ?? nowMs))}`;
    case "unanswered":
      return `asked ${ago(nowMs - asked.askedMs)}`;
    case "sent":
    case "waiting":
      return `asked ${ago(nowMs - asked.askedMs)}`;
  }
}

// The console tells the time by itself; nobody asked for that, and it would push out what somebody did ask.
function isAsked({ act }: AskedView): boolean {
  return act !== "locate-now" && act !== "time-beacon";
}

function whyNot(view: DeviceView, now: Circumstances): string | null {
  if (!now.serverHeard) return "Not while this page does not hear the console.";
  return whyNotAsk(now.linkUp ? view.explanation : "broker-unreachable", view.asked, now.nowMs);
}

export function askWords(view: DeviceView, now: Circumstances): AskWords {
  const { nowMs } = now;
  const last = view.asked.find(({ act }) => act === "locate-now");
  const other = view.asked.find(isAsked);
  return {
    whyNot: whyNot(view, now),
    answer: last === undefined ? "" : progressSentence(last, nowMs),
    age: last === undefined ? "not asked lately" : ageOf(last, nowMs),
    other:
      other === undefined
        ? ""
        : `Also asked for, ${moment(other.askedMs, nowMs)}: ${askedFor(other)}. ${progressSentence(other, nowMs)}`,
  };
}
