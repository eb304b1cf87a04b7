import type { Cipher } from "../../device/protocol/cipher.ts";
import type { ActName } from "../../device/protocol/command.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { type AskedCommand, consentHeard } from "../../guardian/core/asking.ts";
import { deliveredReports } from "../../guardian/core/delivered.ts";
import type { Done } from "../../guardian/store/failure.ts";
import type { Store } from "../../guardian/store/store.ts";
import { openAsker } from "../../guardian/subscriber/asker.ts";
import type { DeviceState } from "../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../guardian/subscriber/load-devices.ts";
import { sealNext } from "../../guardian/subscriber/sealing.ts";
import { topicBook } from "../../guardian/subscriber/topic-book.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimLink } from "./sim-link.ts";

/** The guardian's console in virtual time: the same opening, storing, acknowledging and asking, without sockets and timers. */
export interface SimGuardian {
  device(): DeviceState;
  /** Asks the device, as the page and the command line do, under the consent that was heard of last. */
  ask(act: ActName, value?: number): AskedCommand;
  /** What was asked, newest first; empty when the guardian has left. */
  asked(): AskedCommand[];
  /**
   * From now on looks every second at what is to be asked, as the console does, which also tells a device the time that does
   * not know it. It begins by itself with the first question: a household that asks nothing has nothing to pay for it.
   */
  watch(): void;
  /** Takes the console away, as a power cut does; the database stays. */
  stop(): void;
}

const LOOK_MS = 1000;
const LISTED = 64;

function need<T>(done: Done<T>): T {
  if (!done.ok) throw new Error(done.sentence);
  return done.value;
}

function firstDevice(store: Store): DeviceState {
  const devices = new Map<string, DeviceState>();
  loadDevices(store, devices);
  const [first] = devices.values();
  if (first === undefined) throw new Error("the simulated guardian needs one pair in its store");
  return first;
}

/** @param store holds one pair. */
export function simGuardian(cipher: Cipher, clock: SimClock, link: SimLink, store: Store): SimGuardian {
  const device = firstDevice(store);
  const nowMs = (): number => clock.utcMs() ?? 0;
  let running = true;
  let watching = false;
  const publish = (topic: string, payload: Uint8Array): void => link.publish(topic, payload);
  const asker = openAsker({ cipher, store, nowMs, publish, linkUp: () => link.isUp() });

  function acknowledge(headers: FrameHeader[]): void {
    for (const report of deliveredReports(headers)) {
      const frame = sealNext(cipher, store, device, report);
      if (frame !== null) publish(topicOf(cipher, device.pair.topicKey, "command", dayIndex(nowMs())), frame);
    }
  }

  function look(): void {
    if (running && watching && need(asker.look(device)) === "gone") running = false;
  }

  function lookOn(): void {
    look();
    if (running) clock.after(LOOK_MS, lookOn);
  }

  function watch(): void {
    if (watching) return;
    watching = true;
    lookOn();
  }

  const book = topicBook(cipher, new Map([[device.pair.id, device.pair.topicKey]]), dayIndex(nowMs()));

  function takeIn(topic: string, frame: Uint8Array): void {
    const arrived = { device, frame, day: book.dayOf.get(topic) };
    const taken = running ? takeInAll(cipher, store, [arrived], nowMs()) : null;
    if (!Array.isArray(taken)) return;
    for (const each of taken) acknowledge(each.durable);
    look();
  }

  function linkUp(): void {
    asker.reconnected();
    look();
  }

  function ask(act: ActName, value = 0): AskedCommand {
    const asked = need(store.ask(device.pair.id, { act, value, consent: consentHeard(device.hearing) ?? 0 }, nowMs()));
    watch();
    look();
    return asked;
  }

  function stop(): void {
    running = false;
    link.stop();
  }

  link.subscribe(book.listen);
  link.start({ up: linkUp, down: () => undefined, message: takeIn });
  return { device: () => device, ask, asked: () => need(store.asked(device.pair.id, LISTED)), watch, stop };
}
