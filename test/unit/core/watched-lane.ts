import type { Waiting, Worth } from "../../../device/core/outbox.ts";
import type { SmsOutcome, SmsTerms } from "../../../device/core/sms.ts";
import { hearSmsOutcome, type LaneNow, makeSmsLane, type SmsAct, type SmsLane, wantSms } from "../../../device/core/sms-lane.ts";
import type { Sealed } from "../../../device/protocol/envelope.ts";

export const ACCEPTED: SmsOutcome = { kind: "accepted", messageReference: 1 };
export const BUSY: SmsOutcome = { kind: "refused", reason: "busy" };

function terms(change: Partial<SmsTerms> = {}): SmsTerms {
  const numbers = [0, 0, 1].map((slot) => ({ slot, clear: false }));
  return { numbers, afterS: 60, perDay: 3, positionsEveryS: null, ...change };
}

let counted = 0;

export function countAnew(): void {
  counted = 0;
}

/** An entry of the outbox; its frame's bytes are its number. */
export function waiting(worth: Worth, change: Partial<Waiting> = {}): Waiting {
  counted += 1;
  const frame = new Uint8Array(64).fill(counted) as Sealed;
  const place = { slot: 0, epoch: 5, number: counted, frame, worth, takenS: 1000 + counted, fixes: 0 };
  return { ...place, takenRunS: 0, sentUpMs: null, tries: 0, ...change };
}

/** A lane under the test's clock, whose messages fare as the test says. */
export class Lane {
  upMs = 1000;
  entries: Waiting[] = [];
  linkDownForMs = 3_600_000;
  callS: number | null = null;
  readonly sent: { to: number; at: number; what: string }[] = [];
  readonly lane: SmsLane;

  constructor(change: Partial<SmsTerms> = {}) {
    this.lane = makeSmsLane(terms(change));
  }

  look(): SmsAct[] {
    const now: LaneNow = { entries: this.entries, linkDownForMs: this.linkDownForMs, callS: this.callS };
    return wantSms(this.lane, now, this.upMs);
  }

  /** Lets seconds pass; every message has its outcome at once. */
  pass(seconds: number, outcomeOf: (to: number) => SmsOutcome): void {
    for (let i = 0; i < seconds; i++) {
      this.upMs += 1000;
      for (const act of this.look()) {
        if (act.kind !== "send") continue;
        const { content } = act;
        this.sent.push({
          to: act.number,
          at: this.upMs,
          what: content.kind === "frame" ? `frame ${content.frame[0]}` : content.what,
        });
        hearSmsOutcome(this.lane, act.reference, outcomeOf(act.number), this.upMs);
      }
    }
  }

  numbers(): number[] {
    return this.sent.map(({ to }) => to);
  }
}
