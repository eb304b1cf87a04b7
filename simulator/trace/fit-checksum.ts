/** CRC-16 with the polynomial 0xA001, by half bytes, as the FIT protocol prints it. */
const HALVES = [
  0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01, 0x8801, 0x4400,
];

export function fitChecksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc = half(crc, byte & 0xf);
    crc = half(crc, byte >> 4);
  }
  return crc;
}

function half(crc: number, bits: number): number {
  return (crc >> 4) ^ (HALVES[crc & 0xf] as number) ^ (HALVES[bits] as number);
}
