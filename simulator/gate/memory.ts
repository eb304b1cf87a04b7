/**
 * What an onlooker remembers (onlooker.ts): what people did and how long ago, as timers that run by uptime. Nothing here
 * looks into the device.
 */
export interface Memory {
  /** Null: nobody ever agreed. */
  agreed: { withdrawn: boolean; objected: boolean; expiresMs: number } | null;
  /** The notice of today is the one that was agreed to. */
  sameNotice: boolean;
  pause: Pause | null;
  /**
   * A pause was running at a restart, or was asked for while a clock was wrong, so that any end may be noted of it: for so
   * long, by uptime, the device may still be waiting to be sure that it is over.
   */
  pauseHeldMs: number;
  /** As it was at first: a restart begins the waiting anew. */
  pauseHoldMs: number;
  /** There was such a pause, and nobody has seen its end. */
  pauseWasHeld: boolean;
  /** Since an emergency was called, since it opened, since it ended; at most one of them runs. */
  calledAgoMs: number | null;
  openedAgoMs: number | null;
  endedAgoMs: number | null;
  /** The rest is over, and the device was not woken since: it does not know yet, and a restart begins the rest anew. */
  restUnseen: boolean;
  /** The wearer calls for help: their own act, by which the device may call an emergency. */
  helping: boolean;
  /**
   * For so long nobody outside can tell how a call for help left the emergency: the device may have called one by itself,
   * and then refused what people called. Meanwhile nothing is known to be called or open.
   */
  unsureMs: number;
  /** Meanwhile, since each call that may be the one which was taken, and since each that may have opened. */
  maybeCalledAgoMs: number[];
  maybeOpenedAgoMs: number[];
  /** The lamp's last word since it was last asked for something, and how long ago that was. */
  lamp: { says: string | null; agoMs: number } | null;
  /** What the lamp is asked for, and since when. */
  lampAsked: string;
  askedAgoMs: number;
  /** Since it last went out while it should have been lit; null: not since it was asked. */
  brokeAgoMs: number | null;
  /** It was seen to show "recording" when it was asked for something else. */
  lampStuck: boolean;
}

export interface Pause {
  ageMs: number | null;
  agreedMs: number;
  untilMs: number | null;
  /** By so much the device's clock could be wrong when it noted the end. */
  roughMs: number;
}

/** The limits that are promised. */
export interface Limits {
  countdownMs: number;
  longestMs: number;
  restMs: number;
}

/** What is plain at the moment of asking. */
export interface Present {
  utcMs: number | null;
  /** Where the device's clock may be a little wrong: the latest that it may be. Absent: it is right. */
  latestMs?: number;
  /** The widest reading: a call for help may have opened the gate. Absent: it has not. */
  wide?: boolean;
  inHours: boolean;
  storeSound: boolean;
  someoneNamed: boolean;
  restKept: boolean;
}

export function blankMemory(): Memory {
  return {
    agreed: null,
    sameNotice: true,
    pause: null,
    pauseHeldMs: 0,
    pauseHoldMs: 0,
    pauseWasHeld: false,
    calledAgoMs: null,
    openedAgoMs: null,
    endedAgoMs: null,
    restUnseen: false,
    helping: false,
    unsureMs: 0,
    maybeCalledAgoMs: [],
    maybeOpenedAgoMs: [],
    lamp: null,
    lampAsked: "dark",
    askedAgoMs: 0,
    brokeAgoMs: null,
    lampStuck: false,
  };
}
