/** The speeds that one may choose. */
export const SPEEDS = [1, 10, 60, 1000] as const;
/** A hand on the button lives in its own time: two seconds are two seconds at any speed. */
const HAND_SPEED = 1;
/** After a pause of the browser or a busy computer, no more than this is made up for at once. */
const MOST_REAL_MS = 1000;

/** How virtual time follows real time. It never reads a clock: it is told how much has passed. */
export class Pacer {
  running = true;
  speed: number = SPEEDS[0];

  /** @returns virtual milliseconds that pass in so many real ones. */
  virtualMs(realMs: number, handOnButton: boolean): number {
    if (!this.running && !handOnButton) return 0;
    const speed = handOnButton ? HAND_SPEED : this.speed;
    return Math.round(Math.min(Math.max(0, realMs), MOST_REAL_MS) * speed);
  }
}
