/**
 * What the presses of the wearer's one button mean. A long hold stops everything, and it needs no letting go: it
 * works in a fist, in a fall, and for whoever cannot count presses. Everything that short presses do by accident only
 * narrows, or ends by itself.
 */
export type Gesture = "ask" | "pause" | "object" | "withdraw" | "delete" | "help";

export interface GestureWatch {
  /** How the contact was told last. */
  down: boolean;
  /** Uptime at which the present press began, or the last one; null while that is not known. */
  downUpMs: number | null;
  /** Uptime at which the contact opened last; null until that is known. */
  openUpMs: number | null;
  /** Presses of the present row, MANY at most. The one that lasts is counted too, until it is a hold. */
  presses: number;
  /** What the present hold has been already. */
  held: "nothing" | "withdraw" | "delete";
  /** The present press means nothing: it was there before anybody looked, or it outlasts every hand. */
  stuck: boolean;
  /** Whether the button was heard at all. */
  heard: boolean;
  /** Uptime of the first look; null before it. */
  firstUpMs: number | null;
  /** Uptime of the last look. */
  lastUpMs: number | null;
}

/** Held for so long, it withdraws. */
export const HOLD_MS = 2000;
/** Held on for so long, it deletes as well. */
export const DELETE_HOLD_MS = 10000;
/** A row of short presses ends when so long passes without one. */
export const PAUSE_BETWEEN_MS = 600;
/** No hand presses for so long. */
export const STUCK_MS = 30000;
/** Contacts bounce for less than this: one that opens for a shorter time has not opened. */
export const BOUNCE_MS = 30;
/** A button that is down within so long of the first look was down before it: opening the device takes a moment. */
export const FIRST_LOOK_MS = 500;
/** So many short presses call for help, at the last of them: a frightened hand does not stop to count. */
const HELP = 5;
/** Presses beyond them, and those of a row that cannot be measured, mean nothing more. */
const MANY = 6;

export function makeGestureWatch(): GestureWatch {
  return {
    down: false,
    downUpMs: null,
    openUpMs: null,
    presses: 0,
    held: "nothing",
    stuck: false,
    heard: false,
    firstUpMs: null,
    lastUpMs: null,
  };
}

/** A row of which one press cannot be measured means nothing, rather than something that nobody pressed. */
function spoilRow(watch: GestureWatch): void {
  if (watch.presses > 0) watch.presses = MANY;
}

// When uptime goes back, nothing says how long ago anything was: what lasts begins anew, so that a hold still withdraws.
function lookAt(watch: GestureWatch, upMs: number): void {
  if (watch.firstUpMs === null) watch.firstUpMs = upMs;
  if (watch.lastUpMs !== null && upMs < watch.lastUpMs) {
    watch.downUpMs = null;
    watch.openUpMs = null;
    spoilRow(watch);
  }
  watch.lastUpMs = upMs;
  if (watch.down && watch.downUpMs === null) watch.downUpMs = upMs;
  if (!watch.down && watch.openUpMs === null) watch.openUpMs = upMs;
}

function becomes(watch: GestureWatch, held: "withdraw" | "delete"): Gesture {
  watch.held = held;
  watch.presses = 0;
  return held;
}

function ofHold(watch: GestureWatch, heldMs: number): Gesture | null {
  if (watch.stuck || heldMs < HOLD_MS) return null;
  if (heldMs >= STUCK_MS) {
    watch.stuck = true;
    // Looked at so late, a jammed button cannot be told from a hand: what can be agreed to anew is done, deletion is not.
    return watch.held === "nothing" ? becomes(watch, "withdraw") : null;
  }
  // A look that came too late for the withdrawal owes nothing: deletion withdraws as well.
  if (heldMs >= DELETE_HOLD_MS) return watch.held === "delete" ? null : becomes(watch, "delete");
  return watch.held === "nothing" ? becomes(watch, "withdraw") : null;
}

function ofRow(presses: number): Gesture | null {
  if (presses === 1) return "ask";
  if (presses === 2) return "pause";
  return presses === 3 ? "object" : null;
}

/** Lets time pass; call it at every tick. @returns a hold that is long enough by now, or a row that has ended. */
export function passGesture(watch: GestureWatch, upMs: number): Gesture | null {
  if (!isFinite(upMs)) return null;
  lookAt(watch, upMs);
  if (watch.down) return ofHold(watch, upMs - (watch.downUpMs as number));
  const openMs = upMs - (watch.openUpMs as number);
  // As soon as the last of them is known to be short: held, it would be a withdrawal and nothing else.
  if (watch.presses === HELP && openMs >= BOUNCE_MS) {
    watch.presses = MANY;
    return "help";
  }
  if (watch.presses === 0 || openMs < PAUSE_BETWEEN_MS) return null;
  const gesture = ofRow(watch.presses);
  watch.presses = 0;
  return gesture;
}

// After an opening at an unknown moment the next press is a new one, so that it can withdraw.
function isBounce(watch: GestureWatch, upMs: number): boolean {
  return watch.downUpMs !== null && watch.openUpMs !== null && upMs - watch.openUpMs < BOUNCE_MS;
}

function isFirstState(watch: GestureWatch, upMs: number): boolean {
  if (watch.heard) return false;
  return watch.firstUpMs === null || upMs - watch.firstUpMs < FIRST_LOOK_MS;
}

function press(watch: GestureWatch, upMs: number): void {
  watch.downUpMs = isFinite(upMs) ? upMs : null;
  watch.held = "nothing";
  watch.stuck = isFirstState(watch, upMs);
  if (!watch.stuck) watch.presses = Math.min(watch.presses + 1, MANY);
}

function release(watch: GestureWatch, upMs: number): void {
  watch.openUpMs = isFinite(upMs) ? upMs : null;
  if (watch.openUpMs === null) watch.downUpMs = null;
}

/**
 * Takes a change of the button.
 * @param upMs when; one that is no number makes nothing of the press but a hold, counted from when the time is known.
 * @returns what was complete at this moment; a press that begins means nothing yet.
 */
export function hearButton(watch: GestureWatch, down: boolean, upMs: number): Gesture | null {
  const gesture = passGesture(watch, upMs);
  if (down !== watch.down) {
    watch.down = down;
    if (!down) release(watch, upMs);
    else if (!isBounce(watch, upMs)) press(watch, upMs);
    if (!isFinite(upMs)) spoilRow(watch);
  }
  watch.heard = true;
  return gesture;
}
