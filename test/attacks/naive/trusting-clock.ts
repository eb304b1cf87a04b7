/** A tracker that takes the receiver's date for the date, whatever it was a moment ago, and asks it when a permission ends. */
export class TrustingTracker {
  private nowMs = 0;

  constructor(private readonly permittedUntilMs: number) {}

  hearReceiver(utcMs: number): void {
    this.nowMs = utcMs;
  }

  tracks(): boolean {
    return this.nowMs < this.permittedUntilMs;
  }
}
