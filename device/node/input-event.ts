import { endianness } from "node:os";

/** One event of a Linux input device (Documentation/input/input.rst, 5): what kind, which one, and its new value. */
export interface InputEvent {
  type: number;
  code: number;
  value: number;
}

/** include/uapi/linux/input-event-codes.h. */
export const EV_SYN = 0;
export const EV_KEY = 1;
/** The kernel's buffer ran over: changes are missing, and only a new one says how things stand. */
export const SYN_DROPPED = 3;

const NARROW = ["arm", "ia32", "mips", "mipsel", "ppc"];

/** Bytes of one record: the time before it is two words of the architecture, as Node's process was built for it. */
export function recordBytes(arch: string): number {
  return (NARROW.includes(arch) ? 8 : 16) + 8;
}

export interface InputEventReader {
  /** Events that are whole by now; a record cut in two waits for its rest. */
  read(bytes: Uint8Array): InputEvent[];
}

/** Never fails: any bytes are some event. Keeps less than one record. */
export function inputEventReader(arch: string): InputEventReader {
  const record = new Uint8Array(recordBytes(arch));
  const view = new DataView(record.buffer);
  const payload = record.length - 8;
  const little = endianness() === "LE";
  let filled = 0;
  return {
    read(bytes) {
      const events: InputEvent[] = [];
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + record.length - filled);
        record.set(part, filled);
        at += part.length;
        filled += part.length;
        if (filled < record.length) break;
        filled = 0;
        const type = view.getUint16(payload, little);
        events.push({ type, code: view.getUint16(payload + 2, little), value: view.getInt32(payload + 4, little) });
      }
      return events;
    },
  };
}
