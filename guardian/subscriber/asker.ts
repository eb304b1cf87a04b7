import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Silence } from "../../device/protocol/silence.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { type AskedCommand, commandAt, isWaiting, waitMs } from "../core/asking.ts";
import type { Done, Failed } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import { ASKED_KEPT, type DeviceState } from "./device-state.ts";
import { sealNext } from "./sealing.ts";
import { offerTime } from "./time-offer.ts";

/** What a look did: "changed" is news for the page; "gone": this console has left the device, and its keys are erased. */
export type Looked = "as-before" | "changed" | "gone";

/**
 * Brings to the devices what was asked, by the page, the command line or the console itself: one command at a time for each
 * device, again and again until it was answered or expired. What waits is in the store and nowhere else.
 */
export interface Asker {
  /** Does what is due for one device. At every tick, and whenever something was asked or answered. */
  look(device: DeviceState): Done<Looked>;
  /** The broker was away and may have lost what it had: what is not answered is sent again at once. */
  reconnected(): void;
}

export interface AskerOptions {
  cipher: Cipher;
  store: Store;
  nowMs(): number;
  linkUp(): boolean;
  publish(topic: string, payload: Uint8Array): void;
}

/** The command that is under way to one device, and how often it was tried. Not stored: a start begins anew. */
interface UnderWay {
  sequence: number;
  tries: number;
  triedMs: number;
  /** What the device said of itself at the last try; null: nothing yet. */
  silence: Silence | null;
}

/** A leave that is over, however it went, is the newest command: after it nothing more can be asked. */
function hasLeft(newest: AskedCommand | undefined, nowMs: number): boolean {
  return newest !== undefined && newest.act === "revoke-self" && !isWaiting(newest, nowMs);
}

function isSame(a: readonly AskedCommand[], b: readonly AskedCommand[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function openAsker({ cipher, store, nowMs, linkUp, publish }: AskerOptions): Asker {
  const underWay = new Map<string, UnderWay>();

  function tell(device: DeviceState, asked: AskedCommand, tries: number): Failed | null {
    const triedMs = nowMs();
    const silence = device.hearing.account?.silence ?? null;
    underWay.set(device.pair.id, { sequence: asked.sequence, tries, triedMs, silence });
    const frame = sealNext(cipher, store, device, commandAt(asked, triedMs));
    if (frame === null) return null;
    const noted = asked.sentMs === null ? store.noteSent(device.pair.id, asked.sequence, triedMs) : null;
    if (noted !== null && !noted.ok) return noted;
    publish(topicOf(cipher, device.pair.topicKey, "command", dayIndex(triedMs)), frame);
    return null;
  }

  function sendWhatIsDue(device: DeviceState): Failed | null {
    if (!linkUp()) return null;
    const next = store.nextCommand(device.pair.id, nowMs());
    if (!next.ok) return next;
    if (next.value === null) {
      underWay.delete(device.pair.id);
      return null;
    }
    const last = underWay.get(device.pair.id);
    if (last === undefined || last.sequence !== next.value.sequence) return tell(device, next.value, 1);
    // Outside the hours a device answers nobody; now it may.
    const silence = device.hearing.account?.silence ?? null;
    if (silence === "tracking" && last.silence !== silence) return tell(device, next.value, 1);
    const heard = (device.hearing.lastHeardMs ?? 0) > last.triedMs;
    // Without its sign, so that a clock that was set back does not stop the tries.
    const isDue = Math.abs(nowMs() - last.triedMs) >= waitMs(last.tries, heard);
    return isDue ? tell(device, next.value, last.tries + 1) : null;
  }

  return {
    reconnected: () => underWay.clear(),
    look(device) {
      const now = store.asked(device.pair.id, ASKED_KEPT);
      if (!now.ok) return now;
      if (hasLeft(now.value[0], nowMs())) {
        underWay.delete(device.pair.id);
        const removed = store.removePair(device.pair.id);
        return removed.ok ? { ok: true, value: "gone" } : removed;
      }
      const failure = offerTime(store, device, nowMs()) ?? sendWhatIsDue(device);
      if (failure !== null) return failure;
      const after = store.asked(device.pair.id, ASKED_KEPT);
      if (!after.ok) return after;
      const looked = isSame(device.asked, after.value) ? "as-before" : "changed";
      device.asked = after.value;
      return { ok: true, value: looked };
    },
  };
}
