import { canPause, deleteData, object, tellPermission, withdraw } from "./consent-change.ts";
import type { Effect, Event, Moment } from "./event.ts";
import { feel } from "./feel.ts";
import { type Gesture, hearButton, passGesture } from "./gesture.ts";
import { hearFivePresses, isSameHand, takeBack } from "./panic.ts";
import type { PermissionEvent } from "./permission.ts";
import type { TrackerState } from "./state.ts";

/** How long a pause by the button lasts; it ends by itself, or by the same gesture. */
export const PAUSE_BY_BUTTON_MINUTES = 60;

function isPaused(state: TrackerState): boolean {
  return state.consent !== null && state.consent.pausedUntilS !== 0;
}

function togglePause(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  if (!canPause(state)) return feel("refused", effects);
  const paused = isPaused(state);
  const event: PermissionEvent = paused ? { kind: "resume" } : { kind: "pause", minutes: PAUSE_BY_BUTTON_MINUTES };
  tellPermission(state, event, moment, utcMs, effects);
  feel(paused ? "resumed" : "paused", effects);
}

function isShortRow(gesture: Gesture): boolean {
  return gesture === "ask" || gesture === "pause" || gesture === "object";
}

function act(state: TrackerState, gesture: Gesture, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  // A short row while a call for help is about to go out takes it back, and does nothing else.
  if (isShortRow(gesture) && takeBack(state, effects)) return;
  switch (gesture) {
    case "help":
      return hearFivePresses(state, moment, utcMs, effects);
    case "withdraw":
      // Also when there was nothing left to withdraw: the hand asks, and feels that it is so.
      withdraw(state, moment, utcMs, effects);
      return feel("withdrawn", effects);
    case "delete":
      deleteData(state, moment, utcMs, effects);
      return feel("deleted", effects);
    case "object":
      object(state, moment, utcMs, effects);
      return feel("objected", effects);
    case "pause":
      return togglePause(state, moment, utcMs, effects);
    case "ask":
      return feel(state.lamp.asked === "recording" ? "recording" : "silent", effects);
  }
}

/** Whether a press would be a veto now. */
function canVeto(state: TrackerState, upMs: number): boolean {
  const vital = state.permission.vital;
  // Who has just called for help presses on in fear, and refuses nothing by it.
  if (vital.actor === "wearer" && isSameHand(state, upMs)) return false;
  return vital.phase === "announced" || vital.phase === "open";
}

/** The button went down or came up. */
export function hearHand(state: TrackerState, down: boolean, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  // Whoever presses during an emergency is able to say no: the first press of any length ends it.
  if (down && canVeto(state, moment.upMs)) {
    tellPermission(state, { kind: "veto" }, moment, utcMs, effects);
    feel("refused", effects);
  }
  const gesture = hearButton(state.gesture, down, moment.upMs);
  if (gesture !== null) act(state, gesture, moment, utcMs, effects);
}

/** What only time makes a gesture: a long hold, or the end of a row of presses. */
export function passHand(state: TrackerState, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  const gesture = passGesture(state.gesture, moment.upMs);
  if (gesture !== null) act(state, gesture, moment, utcMs, effects);
}

/** The same acts from a screen or a command at the device itself. */
export function hearScreen(state: TrackerState, event: Event, moment: Moment, utcMs: number | null, effects: Effect[]): void {
  switch (event.kind) {
    case "withdraw":
    case "delete":
    case "object":
      return act(state, event.kind, moment, utcMs, effects);
    case "pause":
      if (!canPause(state)) return;
      return tellPermission(state, { kind: "pause", minutes: event.minutes }, moment, utcMs, effects);
    case "resume":
    case "veto":
    case "call-off":
      return tellPermission(state, { kind: event.kind }, moment, utcMs, effects);
    default:
      return;
  }
}
