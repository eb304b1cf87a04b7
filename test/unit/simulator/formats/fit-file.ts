/** One record of a FIT file that a test makes. Positions in semicircles; without them the record has none. */
export interface FitPart {
  /** Seconds since the end of 1989; or the five bits of a compressed header. */
  timeS?: number;
  offset?: number;
  lat?: number;
  lon?: number;
}

/** A FIT file with just these records, put together by hand from the protocol's description. */
export function fitFile(parts: readonly FitPart[]): Uint8Array {
  const bytes: number[] = [];
  // Local message 0 with a time, and 1 without: global message 20, little-endian.
  bytes.push(0x40, 0, 0, 20, 0, 3, 253, 4, 0x86, 0, 4, 0x85, 1, 4, 0x85);
  bytes.push(0x41, 0, 0, 20, 0, 2, 0, 4, 0x85, 1, 4, 0x85);
  for (const { timeS, offset, lat, lon } of parts) {
    if (offset === undefined) bytes.push(0, ...uint32(timeS ?? 0xffffffff));
    else bytes.push(0x80 | (1 << 5) | offset);
    bytes.push(...uint32(lat ?? 0x7fffffff), ...uint32(lon ?? 0x7fffffff));
  }
  const header = [14, 0x20, 0, 0, ...uint32(bytes.length), ...Buffer.from(".FIT"), 0, 0];
  const whole = [...header, ...bytes];
  const crc = crc16(whole);
  return Uint8Array.from([...whole, crc & 0xff, crc >> 8]);
}

function uint32(value: number): number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return [...new Uint8Array(view.buffer)];
}

/** CRC-16/ARC, bit by bit. */
function crc16(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = (crc & 1) === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
