import type { Cipher } from "../protocol/cipher.ts";
import { makeTracker } from "./boot.ts";
import type { Consent } from "./consent.ts";
import type { Effect, Event, Moment } from "./event.ts";
import type { NoticeHashes } from "./notice-record.ts";
import { OUTBOX } from "./outbox.ts";
import { MAX_PAIRS, pairName } from "./pair.ts";
import type { Battery, Clock, Lamp, Link, Receiver, ReceiverTrouble, Store } from "./ports.ts";
import { REST_METER } from "./rest-meter.ts";
import type { TrackerState } from "./state.ts";
import { CONSENT } from "./store-health.ts";
import { step } from "./tracker.ts";
import type { TimeSource } from "./trusted-time.ts";

/** Everything a board hands to the firmware. */
export interface Board {
  cipher: Cipher;
  clock: Clock;
  receiver: Receiver;
  lamp: Lamp;
  link: Link;
  store: Store;
  battery: Battery;
  timeSource: TimeSource;
  builtMs: number;
  /** Of the notice that the board's present configuration makes; null: there is none, and no stored consent opens. */
  notice: NoticeHashes | null;
  /** Told of receiver trouble, for a line on the screen; never of positions. */
  onTrouble: (trouble: ReceiverTrouble) => void;
}

/** The running firmware. The board calls `tick` at least twice a second; the wearer's hand calls the others. */
export interface Running {
  tick(): void;
  accept(consent: Consent): void;
  withdraw(): void;
  /** Lamp dark, port and link let go of; the store stays. Twice is no error. */
  stop(): void;
  /** For a screen and for tests; nobody writes to it. */
  state: TrackerState;
}

function boot(board: Board): TrackerState {
  const pairs: Uint8Array[] = [];
  for (let slot = 0; slot < MAX_PAIRS; slot++) {
    const record = board.store.load(pairName(slot));
    if (record !== null) pairs.push(record);
  }
  return makeTracker({
    cipher: board.cipher,
    timeSource: board.timeSource,
    builtMs: board.builtMs,
    notice: board.notice,
    consent: board.store.load(CONSENT),
    pairs: pairs,
    outbox: board.store.load(OUTBOX),
    rest: board.store.load(REST_METER),
  });
}

/** @returns the name of what could not be stored, or null. */
function storeEffect(store: Store, effect: Effect): string | null {
  if (effect.kind === "replace") return store.replace(effect.name, effect.bytes) ? null : effect.name;
  if (effect.kind === "append") return store.append(effect.name, effect.bytes) ? null : effect.name;
  if (effect.kind === "erase") return store.erase(effect.name) ? null : effect.name;
  return null;
}

interface Hands {
  bytes: (bytes: Uint8Array) => void;
  happened: (event: Event) => void;
}

function portEffect(board: Board, hands: Hands, effect: Effect): void {
  if (effect.kind === "lamp") board.lamp.show(effect.pattern);
  else if (effect.kind === "subscribe") board.link.subscribe(effect.topics);
  else if (effect.kind === "publish") board.link.publish(effect.topic, effect.payload);
  else if (effect.kind === "receiver" && effect.on) board.receiver.start(hands.bytes, board.onTrouble);
  else if (effect.kind === "receiver") board.receiver.stop();
  else if (effect.kind === "link" && !effect.on) board.link.stop();
  else if (effect.kind === "link") {
    board.link.start({
      up: () => hands.happened({ kind: "link", up: true }),
      down: () => hands.happened({ kind: "link", up: false }),
      message: (topic, payload) => hands.happened({ kind: "message", topic: topic, payload: payload }),
    });
  }
}

// Effects in their order. Once something could not be made durable, nothing of the same step is published.
function carryOut(board: Board, hands: Hands, effects: Effect[]): string[] {
  const failed: string[] = [];
  for (let i = 0; i < effects.length; i++) {
    const effect = effects[i] as Effect;
    const name = storeEffect(board.store, effect);
    if (name !== null) failed.push(name);
    else if (effect.kind !== "publish" || failed.length === 0) portEffect(board, hands, effect);
  }
  return failed;
}

/** Starts the firmware on a board. */
export function run(board: Board): Running {
  const state = boot(board);
  let stopped = false;

  function now(): Moment {
    return { upMs: board.clock.upMs(), hostUtcMs: board.clock.utcMs(), batteryPercent: board.battery.percent() };
  }

  // A port may answer at once, from inside an effect: its event waits until the present step is carried out.
  const waiting: Event[] = [];
  let busy = false;

  const hands: Hands = {
    bytes: (bytes) => {
      // Read back before every burst, so that a fix is judged by the lamp of this very moment.
      hands.happened({ kind: "lamp", answer: board.lamp.read() });
      hands.happened({ kind: "bytes", bytes: bytes });
    },
    happened: (event) => {
      if (stopped) return;
      waiting.push(event);
      if (busy) return;
      busy = true;
      while (waiting.length > 0) {
        const next = waiting.shift() as Event;
        const failed = carryOut(board, hands, step(state, next, now()));
        for (let i = failed.length; i > 0; i--) waiting.unshift({ kind: "store-failed", name: failed[i - 1] as string });
      }
      busy = false;
    },
  };

  hands.happened({ kind: "tick" });
  return {
    state: state,
    tick: () => {
      hands.happened({ kind: "lamp", answer: board.lamp.read() });
      hands.happened({ kind: "tick" });
    },
    accept: (consent) => hands.happened({ kind: "consent", consent: consent }),
    withdraw: () => hands.happened({ kind: "withdraw" }),
    stop: () => {
      if (stopped) return;
      stopped = true;
      board.receiver.stop();
      board.link.stop();
      board.lamp.close();
    },
  };
}
