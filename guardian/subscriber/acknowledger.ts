import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { DeliveredReport } from "../../device/protocol/report.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { deliveredReports } from "../core/delivered.ts";
import type { Store } from "../store/store.ts";
import type { DeviceState } from "./device-state.ts";
import { sealNext } from "./sealing.ts";

/** Calls `work` once after `ms`. @returns a function that calls it off. */
export type After = (ms: number, work: () => void) => () => void;

/** The clock on the wall. */
export const realAfter: After = (ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** How long acknowledgements are gathered, so that a backlog costs a device few frames. */
export const GATHER_MS = 200;
/** Frames of one device that wait for their acknowledgement; at this many it is sent at once. */
export const MAX_GATHERED = 1024;

export interface Acknowledger {
  /** These frames are durable. */
  add(device: DeviceState, headers: readonly FrameHeader[]): void;
  close(): void;
}

export interface AcknowledgerOptions {
  cipher: Cipher;
  store: Store;
  nowMs(): number;
  after: After;
  publish(topic: string, payload: Uint8Array): void;
}

export function openAcknowledger({ cipher, store, nowMs, after, publish }: AcknowledgerOptions): Acknowledger {
  const gathered = new Map<DeviceState, Map<string, FrameHeader>>();
  let callOff: (() => void) | null = null;

  /** When the next epoch cannot be made durable nothing is sealed, and the device asks again. */
  function send(device: DeviceState, report: DeliveredReport): void {
    const frame = sealNext(cipher, store, device, report);
    if (frame !== null) publish(topicOf(cipher, device.pair.topicKey, "command", dayIndex(nowMs())), frame);
  }

  function sendAll(): void {
    callOff?.();
    callOff = null;
    const batch = [...gathered];
    gathered.clear();
    for (const [device, headers] of batch) {
      for (const report of deliveredReports([...headers.values()])) send(device, report);
    }
  }

  return {
    add(device, headers) {
      if (headers.length === 0) return;
      const waiting = gathered.get(device) ?? new Map<string, FrameHeader>();
      gathered.set(device, waiting);
      for (const header of headers) waiting.set(`${header.epoch}/${header.number}`, header);
      if (waiting.size >= MAX_GATHERED) sendAll();
      else if (callOff === null) callOff = after(GATHER_MS, sendAll);
    },
    close() {
      sendAll();
    },
  };
}
