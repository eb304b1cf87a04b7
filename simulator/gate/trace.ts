/** A running hash over everything that the device did: the same seed gives the same number (FNV-1a over two lanes). */
export interface Trace {
  low: number;
  high: number;
}

export function makeTrace(): Trace {
  return { low: 0x811c9dc5, high: 0x9747b28c };
}

export function foldNumber(trace: Trace, value: number): void {
  trace.low = Math.imul(trace.low ^ (value & 0xffff), 0x01000193);
  trace.high = Math.imul(trace.high ^ (value >>> 16) ^ (trace.low >>> 11), 0x85ebca6b);
}

export function foldText(trace: Trace, text: string): void {
  for (let i = 0; i < text.length; i++) foldNumber(trace, text.charCodeAt(i));
}

export function foldBytes(trace: Trace, bytes: Uint8Array | null): void {
  foldNumber(trace, bytes === null ? -1 : bytes.length);
  for (const byte of bytes ?? []) foldNumber(trace, byte);
}

export function traceText(trace: Trace): string {
  return [trace.high, trace.low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
