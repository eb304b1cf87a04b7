import { isFrameLength } from "../../device/protocol/envelope.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import type { LinkState } from "../core/explain.ts";
import type { AskedOrNot, Change, DeviceView, PageAct, StoredFix } from "../core/view.ts";
import type { Failed } from "../store/failure.ts";
import { type Acknowledger, type After, openAcknowledger, realAfter } from "./acknowledger.ts";
import { answerNow, askNow } from "./ask-now.ts";
import { type Asker, openAsker } from "./asker.ts";
import { BrokerLink } from "./broker-link.ts";
import { finishDeletion, isUnfinished, RETRY_MS } from "./deletions.ts";
import { type DeviceState, viewOf } from "./device-state.ts";
import { type Inbox, openInbox } from "./inbox.ts";
import { type Arrived, takeInAll } from "./intake.ts";
import { loadDevices } from "./load-devices.ts";
import { type ConsoleOptions, type RunningConsole, type StrayCounts, TICK_MS } from "./running-console.ts";
import { type TopicBook, topicBook } from "./topic-book.ts";

/** A console at work: ties the broker, the store and whoever watches together, and decides nothing itself. */
export class Listening implements RunningConsole {
  readonly #options: ConsoleOptions;
  readonly #after: After;
  readonly #devices: Map<string, DeviceState>;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #strays: StrayCounts = { unknownTopic: 0, retained: 0, overflowed: 0 };
  readonly #link: LinkState;
  readonly #inbox: Inbox;
  readonly #broker: BrokerLink;
  readonly #acknowledger: Acknowledger;
  readonly #asker: Asker;
  /** Explanation last shown of each device, to notice those that time alone changes. */
  readonly #shown = new Map<string, string>();
  #book: TopicBook;
  #writes: number;
  #erasedDay: number | null = null;
  #triedMs: number | null = null;
  #trouble: string | null = null;
  #closed = false;
  #stopTicking: (() => void) | null = null;

  constructor(options: ConsoleOptions, devices: Map<string, DeviceState>) {
    const { store, cipher, after = realAfter } = options;
    this.#options = options;
    this.#after = after;
    this.#devices = devices;
    this.#link = { up: false, sinceMs: this.nowMs() };
    this.#writes = store.writesElsewhere();
    this.#book = this.#bookOfToday();
    const onOverflow = (): void => {
      this.#strays.overflowed += 1;
    };
    this.#inbox = openInbox((arrived) => this.#takeIn(arrived), onOverflow);
    this.#broker = new BrokerLink(options.broker, this.#book, {
      change: (up) => this.#linkChanged(up),
      message: (topic, payload, retained) => this.#message(topic, payload, retained),
    });
    const publish = (topic: string, payload: Uint8Array): void => this.#broker.publish(topic, payload);
    const nowMs = (): number => this.nowMs();
    this.#acknowledger = openAcknowledger({ store, cipher, nowMs, after, publish });
    this.#asker = openAsker({ store, cipher, nowMs, linkUp: () => this.#link.up, publish });
    this.#tickOn();
  }

  nowMs(): number {
    return this.#options.nowMs();
  }

  linkUp(): boolean {
    return this.#link.up;
  }

  devices(): DeviceView[] {
    return [...this.#devices.values()].map((device) => viewOf(device, this.#link, this.nowMs()));
  }

  trail(deviceId: string, sinceMs: number, limit: number): StoredFix[] {
    return this.#options.store.trail(deviceId, sinceMs, limit);
  }

  ask(deviceId: string, act: PageAct): AskedOrNot {
    const device = this.#devices.get(deviceId) ?? null;
    return this.#asked(device, askNow(this.#options.store, device, this.#link, act, this.nowMs()));
  }

  answer(deviceId: string, incident: number): AskedOrNot {
    const device = this.#devices.get(deviceId) ?? null;
    return this.#asked(device, answerNow(this.#options.store, device, incident, this.nowMs()));
  }

  #asked(device: DeviceState | null, done: AskedOrNot): AskedOrNot {
    if (device === null || !done.ok) return done;
    this.#look(device);
    this.#emitDevice(device);
    return done;
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  strays(): StrayCounts {
    return { ...this.#strays };
  }

  tick(): void {
    if (this.#closed) return;
    this.#reloadPairs();
    if (dayIndex(this.nowMs()) !== this.#book.day) this.#listenToday();
    // Before what is old is erased: a guardian who left while the console was off has still to be forgotten.
    for (const device of [...this.#devices.values()]) this.#look(device);
    if (this.#erasedDay !== this.#book.day) this.#eraseOld();
    this.#finishDeletions();
    for (const device of this.#devices.values()) {
      const { explanation } = viewOf(device, this.#link, this.nowMs());
      if (explanation !== this.#shown.get(device.pair.id)) this.#emitDevice(device);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#stopTicking?.();
    this.#inbox.flush();
    this.#acknowledger.close();
    this.#closed = true;
    await this.#broker.close();
  }

  #tickOn(): void {
    this.tick();
    this.#stopTicking = this.#after(TICK_MS, () => this.#tickOn());
  }

  #bookOfToday(): TopicBook {
    const keys = new Map([...this.#devices].map(([id, device]) => [id, device.pair.topicKey]));
    return topicBook(this.#options.cipher, keys, dayIndex(this.nowMs()));
  }

  #listenToday(): void {
    this.#book = this.#bookOfToday();
    this.#broker.listenTo(this.#book);
  }

  #linkChanged(up: boolean): void {
    this.#link.up = up;
    this.#link.sinceMs = this.nowMs();
    this.#emit({ kind: "link", up });
    if (up) this.#asker.reconnected();
    for (const device of this.#devices.values()) this.#emitDevice(device);
    for (const device of [...this.#devices.values()]) this.#look(device);
  }

  #message(topic: string, payload: Uint8Array, retained: boolean): void {
    if (this.#closed) return;
    const device = this.#devices.get(this.#book.pairOf.get(topic) ?? "");
    if (device === undefined) this.#strays.unknownTopic += 1;
    // No device of ours publishes retained, so whoever did is not one (F24).
    else if (retained) this.#strays.retained += 1;
    // A payload of any other length must not wait in memory: it may be 256 MiB long.
    else if (!isFrameLength(payload.length)) this.#refuse(device);
    else this.#inbox.put({ device, frame: payload, day: this.#book.dayOf.get(topic) });
  }

  #refuse(device: DeviceState): void {
    device.refusedFrames += 1;
  }

  #takeIn(arrived: readonly Arrived[]): void {
    // What another program stored since the last tick moved the chains.
    this.#reloadPairs();
    const done = takeInAll(this.#options.cipher, this.#options.store, arrived, this.nowMs());
    this.#tell(Array.isArray(done) ? null : done);
    if (!Array.isArray(done)) return;
    for (const { device, durable } of done) this.#acknowledger.add(device, durable);
    for (const { device, newFixes } of done) {
      if (!this.#devices.has(device.pair.id)) continue;
      for (const stored of newFixes) this.#emit({ kind: "fix", deviceId: device.pair.id, stored });
      this.#emitDevice(device);
      this.#look(device);
    }
  }

  /** Sends what is due to one device, and tells what became of what was asked. */
  #look(device: DeviceState): void {
    const looked = this.#asker.look(device);
    if (!looked.ok) return this.#tell(looked);
    if (looked.value === "changed") this.#emitDevice(device);
    if (looked.value === "gone") this.#forget(device.pair.id);
  }

  #forget(deviceId: string): void {
    this.#devices.delete(deviceId);
    this.#shown.delete(deviceId);
    this.#listenToday();
    this.#emit({ kind: "gone", deviceId });
  }

  #reloadPairs(): void {
    const writes = this.#options.store.writesElsewhere();
    if (writes === this.#writes) return;
    const loaded = loadDevices(this.#options.store, this.#devices);
    this.#tell(loaded.ok ? null : loaded);
    if (!loaded.ok) return;
    this.#writes = writes;
    this.#listenToday();
    for (const device of loaded.value) this.#emitDevice(device);
  }

  #eraseOld(): void {
    const chains = new Map([...this.#devices].map(([id, device]) => [id, device.pair.chain]));
    const done = this.#options.store.erase(chains, this.nowMs());
    this.#tell(done.ok ? null : done);
    if (!done.ok) return;
    this.#erasedDay = this.#book.day;
    for (const [id, chain] of done.value) {
      const device = this.#devices.get(id);
      if (device === undefined) continue;
      device.pair = { ...device.pair, chain };
      device.sequences = this.#options.store.tally(id);
    }
  }

  /** Those that a crash or another program kept from being finished. */
  #finishDeletions(): void {
    const due = this.#triedMs === null || Math.abs(this.nowMs() - this.#triedMs) >= RETRY_MS;
    const unfinished = [...this.#devices.values()].filter(isUnfinished);
    if (!due || unfinished.length === 0) return;
    this.#triedMs = this.nowMs();
    for (const device of unfinished) {
      const failure = finishDeletion(this.#options.store, device, this.nowMs());
      this.#tell(failure);
      if (failure === null) this.#emitDevice(device);
    }
  }

  #tell(failure: Failed | null): void {
    const sentence = failure === null ? null : failure.sentence;
    if (sentence !== null && sentence !== this.#trouble) this.#options.onTrouble?.(sentence);
    this.#trouble = sentence;
  }

  #emit(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #emitDevice(device: DeviceState): void {
    const view = viewOf(device, this.#link, this.nowMs());
    this.#shown.set(view.id, view.explanation);
    this.#emit({ kind: "device", view });
  }
}
