import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import type { DeliveredReport } from "../../device/protocol/report.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { mustStep, sealCommand, stepCommand } from "../core/command.ts";
import { deliveredReports } from "../core/delivered.ts";
import type { Store } from "../store/store.ts";
import type { DeviceState } from "./device-state.ts";

/** Calls `work` once after `ms`. @returns a function that calls it off. */
export type After = (ms: number, work: () => void) => () => void;

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

  /** False when the next epoch could not be made durable; then nothing is sealed and the device asks again. */
  function stepFirst(device: DeviceState): boolean {
    if (!mustStep(device.pair.command)) return true;
    const command = stepCommand(cipher, device.pair.command);
    if (!store.saveCommand(device.pair.id, command).ok) return false;
    device.pair = { ...device.pair, command };
    return true;
  }

  function send(device: DeviceState, report: DeliveredReport): void {
    if (!stepFirst(device)) return;
    const { pair } = device;
    const sealed = sealCommand(cipher, pair.chain.headerKey, pair.command, report);
    if (sealed === null) return;
    device.pair = { ...pair, command: sealed.command };
    publish(topicOf(cipher, pair.topicKey, "command", dayIndex(nowMs())), sealed.frame);
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
