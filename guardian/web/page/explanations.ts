import type { DeviceView, Explanation } from "../../core/view.ts";
import type { Circumstances } from "./freshness.ts";
import { isLive } from "./freshness.ts";
import { moment } from "./words.ts";

/** How much it should worry the reader: "live" and "rest" are as they should be, "care" needs patience, "fault" needs a person. */
export type Tone = "live" | "rest" | "care" | "fault";

export interface Account {
  headline: string;
  /** One plain sentence. Holds no ticking age, because a screen reader reads it aloud at every change. */
  sentence: string;
  tone: Tone;
}

function opening(view: DeviceView, nowMs: number, zone: string | undefined): string {
  const nextMs = (view.lastStatus?.status.nextS ?? 0) * 1000;
  if (nextMs === 0) return "No next opening is planned.";
  if (nextMs <= nowMs) return `They were due to open ${atMoment(nextMs, nowMs, zone)}.`;
  return `They open again ${atMoment(nextMs, nowMs, zone)}.`;
}

function ending(view: DeviceView, nowMs: number, zone: string | undefined): string {
  const nextMs = (view.lastStatus?.status.nextS ?? 0) * 1000;
  return nextMs === 0 ? "When it ends is not known." : `It ends by itself ${atMoment(nextMs, nowMs, zone)}.`;
}

function atMoment(ms: number, nowMs: number, zone: string | undefined): string {
  const text = moment(ms, nowMs, zone);
  return /^\d/.test(text) && !text.includes(" ") ? `at ${text}` : text;
}

function due(view: DeviceView, nowMs: number, zone: string | undefined): string {
  const nextMs = (view.lastStatus?.status.nextS ?? 0) * 1000;
  if (nextMs === 0 || nextMs > nowMs) return "A report was due and has not come";
  return `A report was due ${atMoment(nextMs, nowMs, zone)} and has not come`;
}

function say(tone: Tone, headline: string, sentence: string): Account {
  return { tone, headline, sentence };
}

function tracking(view: DeviceView, now: Circumstances): Account {
  if (view.lastFix?.fix.flags.vitalInterest === true)
    return say(
      "care",
      "An emergency is open",
      "Positions arrive under vital interest and not by the wearer's consent; the wearer is told, may refuse it at any moment, and it ends by itself.",
    );
  if (isLive(view, now))
    return say("live", "The lamp is lit", "The wearer has agreed, the lamp is confirmed and positions are arriving.");
  if (view.lastFix === null)
    return say("care", "The lamp is lit", "The device says that it is tracking, but no position has arrived yet.");
  return say(
    "care",
    "No recent position",
    "The device says that it is tracking, but its last position is too old to be called the present one.",
  );
}

/** One for each explanation, so that none can be forgotten. */
const ACCOUNTS: Record<Explanation, (view: DeviceView, now: Circumstances, zone: string | undefined) => Account> = {
  tracking,
  withdrawn: () =>
    say(
      "rest",
      "Consent is withdrawn",
      "The wearer has taken consent back, so nothing is recorded; only the wearer's own hand can change that.",
    ),
  "deletion-asked": () =>
    say(
      "rest",
      "Deletion is asked for",
      "The wearer wants their data deleted: the device has stopped and erased what it held, and you are asked to erase what this console holds.",
    ),
  "consent-expired": () =>
    say(
      "rest",
      "Consent has run out",
      "The time that the wearer agreed to is over, so nothing is recorded until the wearer agrees again.",
    ),
  "outside-hours": (view, now, zone) =>
    say(
      "rest",
      "Outside the agreed hours",
      `Nothing is recorded outside the hours that were agreed. ${opening(view, now.nowMs, zone)}`,
    ),
  "lamp-unconfirmed": () =>
    say(
      "fault",
      "The lamp is not confirmed",
      "The device cannot make sure that its lamp is lit, and without the lamp it does not record: it needs a repair.",
    ),
  "time-untrusted": () =>
    say(
      "care",
      "The device does not know the time",
      "Until it is sure of the time it cannot know whether the hours are open, so it records nothing.",
    ),
  "no-fix": () =>
    say(
      "care",
      "No satellite position",
      "The device is lit and ready but cannot find its position, as happens indoors and underground.",
    ),
  "storage-fault": () =>
    say(
      "fault",
      "The device's memory is at fault",
      "It cannot read or keep its own records safely, so it records nothing: it needs a repair.",
    ),
  objected: () =>
    say("rest", "The wearer objected", "The wearer objects to being tracked, so nothing is recorded until they agree anew."),
  "notice-changed": () =>
    say(
      "rest",
      "The terms have changed",
      "The notice is not the one that was agreed to, so nothing is recorded until the wearer has read and accepted the new one.",
    ),
  paused: (view, now, zone) =>
    say(
      "rest",
      "Paused by the wearer",
      `The wearer asked for a pause, and nothing is recorded. ${ending(view, now.nowMs, zone)}`,
    ),
  "rest-due": () =>
    say(
      "rest",
      "Time to be unwatched",
      "A minor is never followed around the clock: the hours of rest in this day are due, so nothing is recorded.",
    ),
  "never-heard": () =>
    say("rest", "Not heard yet", "Nothing has arrived from this device since it was paired with this console."),
  overdue: (view, now, zone) =>
    say(
      "care",
      "The device is silent",
      `${due(view, now.nowMs, zone)}: it may be out of reach of the network, switched off or out of power.`,
    ),
  "broker-unreachable": () =>
    say(
      "fault",
      "The broker cannot be reached",
      "This console has lost the broker, so news from the device would not arrive; it keeps trying.",
    ),
};

/**
 * Why the map stands still, or that it does not.
 * @param zone the reader's time zone; the browser's own when left out.
 */
export function accountOf(view: DeviceView, now: Circumstances, zone?: string): Account {
  return ACCOUNTS[now.linkUp ? view.explanation : "broker-unreachable"](view, now, zone);
}

/** What stands in place of any account while the page itself has lost the server. */
export const SERVER_LOST: Account = {
  tone: "fault",
  headline: "Connection to the console is lost",
  sentence: "This page no longer hears the console on this computer, so nothing here is live; it keeps trying.",
};

/** The server answers, but not to us: it was started anew with another token. */
export const SERVER_RENEWED: Account = {
  tone: "fault",
  headline: "The console was started anew",
  sentence: "Open the new address that it printed; this page no longer hears it and nothing here is live.",
};
