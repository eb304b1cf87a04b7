import { type Gesture, hearButton, makeGestureWatch, passGesture } from "../../../device/core/gesture.ts";

export const TICK_MS = 250;

/** A board that looks at its button four times a second, beginning at a moment of the test's choice. */
export class Hand {
  readonly watch = makeGestureWatch();
  readonly made: { gesture: Gesture; upMs: number }[] = [];
  private down = false;

  constructor(
    public upMs = 0,
    private readonly phaseMs = 0,
  ) {
    this.look(upMs);
  }

  /** What was made of it until now. */
  gestures(): Gesture[] {
    return this.made.map((one) => one.gesture);
  }

  private keep(gesture: Gesture | null, upMs: number): void {
    if (gesture !== null) this.made.push({ gesture, upMs });
  }

  look(upMs: number): void {
    this.keep(passGesture(this.watch, upMs), upMs);
  }

  set(down: boolean, upMs = this.upMs): void {
    this.down = down;
    this.keep(hearButton(this.watch, down, upMs), upMs);
  }

  pass(ms: number): void {
    const endMs = this.upMs + ms;
    let tickMs = (Math.floor((this.upMs - this.phaseMs) / TICK_MS) + 1) * TICK_MS + this.phaseMs;
    for (; tickMs < endMs; tickMs += TICK_MS) this.look(tickMs);
    this.upMs = endMs;
  }

  /** The clock falls behind what it said at the last look. */
  setBack(ms: number): void {
    this.upMs = (this.watch.lastUpMs ?? 0) - ms;
    this.look(this.upMs);
  }

  press(ms: number): void {
    this.set(true);
    this.pass(ms);
    this.set(false);
  }

  taps(count: number): void {
    for (let i = 0; i < count; i++) {
      this.press(100);
      this.pass(150);
    }
  }

  /** Up, and long enough for every row to end. */
  rest(): Gesture[] {
    if (this.down) this.set(false);
    this.pass(2000);
    return this.gestures();
  }
}

/** Some time after the start, so that nothing is taken for the first state. */
export function hand(phaseMs = 0): Hand {
  const one = new Hand(0, phaseMs);
  one.pass(5000);
  return one;
}
