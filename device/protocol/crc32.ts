/** What four bits make of the register: a loop over single bits is four times the work, and an interpreter feels it. */
const NIBBLES = new Uint32Array([
  0, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8,
  0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
]);

/** CRC-32 (IEEE 802.3, reflected): finds torn and rotten records; it is no protection against an attacker. */
export function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    crc ^= byte === undefined ? 0 : byte;
    crc = (crc >>> 4) ^ (NIBBLES[crc & 15] as number);
    crc = (crc >>> 4) ^ (NIBBLES[crc & 15] as number);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
