import type { Cipher } from "../protocol/cipher.ts";
import { type Acts, people } from "./acts.ts";
import { makeTracker } from "./boot.ts";
import type { Effect, Event, Moment } from "./event.ts";
import type { JourneyTerms } from "./journey-terms.ts";
import type { NoticeHashes } from "./notice-record.ts";
import type { OutboxLimits } from "./outbox-limits.ts";
import type { Battery, Button, Clock, Haptic, Lamp, Link, Receiver, ReceiverTrouble, Store } from "./ports.ts";
import { type BoardSms, carryOutSms, smsTerms, stopSms } from "./run-sms.ts";
import type { TrackerState } from "./state.ts";
import { loadStored } from "./stored.ts";
import type { SwitchName } from "./switches.ts";
import { step } from "./tracker.ts";
import type { TimeSource } from "./trusted-time.ts";

/** A contact of the board, and what it tells. */
export interface Contact {
  name: SwitchName;
  port: Button;
}

/** Everything a board hands to the firmware. */
export interface Board {
  cipher: Cipher;
  clock: Clock;
  receiver: Receiver;
  lamp: Lamp;
  button: Button;
  /** A second button that only calls for help, on boards that have one. */
  callButton?: Button;
  /** Contacts of the strap and the case, on boards that have them: "down" is open. */
  contacts?: Contact[];
  /** The wearer chose that a call for help is neither seen nor felt at the device; absent: it is. */
  quietCall?: boolean;
  journey?: JourneyTerms;
  haptic: Haptic;
  link: Link;
  store: Store;
  battery: Battery;
  timeSource: TimeSource;
  builtMs: number;
  /** Of the notice that the board's present configuration makes; null: there is none, and no stored consent opens. */
  notice: NoticeHashes | null;
  /** Seconds between two frames of the constant-rate mode; absent or null: it is off. */
  constantRateS?: number | null;
  /** Every fix that moved is told, as often as agreed: for guardians whose map does not predict. Absent: only surprises are. */
  steady?: boolean;
  /** Room that the board has for what waits; absent: as much as a card has. */
  queue?: OutboxLimits;
  /** The second path, by text message, and what may take it; absent or null: there is none. */
  sms?: BoardSms | null;
  /** Told of receiver trouble, for a line on the screen; never of positions. */
  onTrouble: (trouble: ReceiverTrouble) => void;
  /** Once before a consent ends: say to the wearer that this device may record, and until when. */
  onReminder: (expiresS: number) => void;
}

/** The running firmware. The board calls `tick` at least twice a second; the wearer's hand calls the others. */
export interface Running extends Acts {
  tick(): void;
  /** Lamp dark, port, button and link let go of; the store stays. Twice is no error. */
  stop(): void;
  /** For a screen and for tests; nobody writes to it. */
  state: TrackerState;
}

function boot(board: Board): TrackerState {
  const stored = loadStored(board.store);
  return makeTracker({
    cipher: board.cipher,
    timeSource: board.timeSource,
    builtMs: board.builtMs,
    upMs: board.clock.upMs(),
    notice: board.notice,
    quietCall: board.quietCall === true,
    journey: board.journey,
    constantRateS: board.constantRateS === undefined ? null : board.constantRateS,
    steady: board.steady === true,
    queue: board.queue,
    sms: smsTerms(board.sms),
    consent: stored.consent,
    pairs: stored.pairs,
    fences: stored.fences,
    outbox: stored.outbox,
    outboxKeys: stored.outboxKeys,
    rest: stored.rest,
    time: stored.time,
    vital: stored.vital,
    alerts: stored.alerts,
    receipts: stored.receipts,
    receiptKey: stored.receiptKey,
  });
}

/** @returns the name of what could not be stored, or null. */
export function storeEffect(store: Store, effect: Effect): string | null {
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
  else if (effect.kind === "haptic") board.haptic.play(effect.pulsesMs);
  else if (effect.kind === "reminder") board.onReminder(effect.expiresS);
  else if (effect.kind === "subscribe") board.link.subscribe(effect.topics);
  else if (effect.kind === "publish") board.link.publish(effect.topic, effect.payload);
  else if (effect.kind === "receiver" && effect.on) board.receiver.start(hands.bytes, board.onTrouble);
  else if (effect.kind === "receiver") board.receiver.stop();
  else if (effect.kind === "hurry") board.link.hurry();
  else if (effect.kind === "link" && !effect.on) board.link.stop();
  else if (effect.kind === "link") {
    board.link.start({
      up: () => hands.happened({ kind: "link", up: true }),
      down: () => hands.happened({ kind: "link", up: false }),
      message: (topic, payload) => hands.happened({ kind: "message", topic: topic, payload: payload }),
    });
  } else carryOutSms(board.sms, hands.happened, effect);
}

/**
 * Effects in their order. Once something could not be made durable, nothing of the same step is published.
 * @param moreFailed the step before failed in more than it has heard of yet: it may have sealed under an epoch that is not
 * stored, so nothing is published until it has heard everything (P16).
 */
function carryOut(board: Board, hands: Hands, effects: Effect[], moreFailed: boolean): string[] {
  const failed: string[] = [];
  for (let i = 0; i < effects.length; i++) {
    const effect = effects[i] as Effect;
    const name = storeEffect(board.store, effect);
    if (name !== null) failed.push(name);
    else if (effect.kind !== "publish" || (failed.length === 0 && !moreFailed)) portEffect(board, hands, effect);
  }
  return failed;
}

function makeHands(board: Board, state: TrackerState, isStopped: () => boolean): Hands {
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
      if (isStopped()) return;
      waiting.push(event);
      if (busy) return;
      busy = true;
      while (waiting.length > 0) {
        const next = waiting.shift() as Event;
        const after = waiting[0];
        const moreFailed = after !== undefined && after.kind === "store-failed";
        const failed = carryOut(board, hands, step(state, next, now()), moreFailed);
        for (let i = failed.length; i > 0; i--) waiting.unshift({ kind: "store-failed", name: failed[i - 1] as string });
      }
      busy = false;
    },
  };
  return hands;
}

function contactsOf(board: Board): Contact[] {
  return board.contacts === undefined ? [] : board.contacts;
}

function startContact(contact: Contact, hands: Hands): void {
  contact.port.start((down) => hands.happened({ kind: "switch", name: contact.name, on: down }));
}

function startContacts(board: Board, hands: Hands): void {
  board.button.start((down) => hands.happened({ kind: "button", down: down }));
  if (board.callButton !== undefined) board.callButton.start((down) => hands.happened({ kind: "call-button", down: down }));
  const contacts = contactsOf(board);
  for (let i = 0; i < contacts.length; i++) startContact(contacts[i] as Contact, hands);
}

function stopContacts(board: Board): void {
  board.button.stop();
  if (board.callButton !== undefined) board.callButton.stop();
  const contacts = contactsOf(board);
  for (let i = 0; i < contacts.length; i++) (contacts[i] as Contact).port.stop();
}

/** Starts the firmware on a board. */
export function run(board: Board): Running {
  const state = boot(board);
  let stopped = false;
  const hands = makeHands(board, state, () => stopped);
  const acts = people(hands.happened);

  // A lamp may still show what it was asked before a restart.
  board.lamp.show("dark");
  hands.happened({ kind: "tick" });
  startContacts(board, hands);
  return {
    state: state,
    accept: acts.accept,
    withdraw: acts.withdraw,
    pause: acts.pause,
    resume: acts.resume,
    object: acts.object,
    deleteData: acts.deleteData,
    removeGuardian: acts.removeGuardian,
    safe: acts.safe,
    call: acts.call,
    veto: acts.veto,
    callOff: acts.callOff,
    help: acts.help,
    helpOver: acts.helpOver,
    changeNotice: acts.changeNotice,
    tick: () => {
      hands.happened({ kind: "lamp", answer: board.lamp.read() });
      if (board.battery.charging !== undefined)
        hands.happened({ kind: "switch", name: "charging", on: board.battery.charging() === true });
      hands.happened({ kind: "tick" });
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      board.receiver.stop();
      board.link.stop();
      stopSms(board.sms);
      stopContacts(board);
      board.haptic.close();
      board.lamp.close();
    },
  };
}
