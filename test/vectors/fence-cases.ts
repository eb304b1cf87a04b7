/** A "fence-set" by docs/protocol.md, "Fences", written out by hand: the value, and the 18 bytes behind it. */
interface FenceCase {
  value: number;
  fence: Uint8Array;
}

function bytesOf(...fields: [length: number, value: number][]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([length, value]) =>
      Array.from(
        { length },
        (_, i) => Math.floor((value < 0 ? value + 2 ** (8 * length) : value) / 2 ** (8 * (length - 1 - i))) % 256,
      ),
    ),
  );
}

const TAG: [number, number] = [2, 0xc0de];
const SCHOOL_DAYS: [number, number][] = [
  [1, 31],
  [2, 8 * 60],
  [2, 16 * 60],
];
const corner = (latE7: number, lonE7: number): [number, number][] => [
  [4, latE7],
  [4, lonE7],
];

/** A circle of 150 m, and the three parts of a triangle over longitude 180 in the south. */
export const FENCE_PARTS: Record<string, FenceCase> = {
  "fence-set, a circle": {
    value: 0x02_00_01_00,
    fence: bytesOf(TAG, ...corner(379_838_000, 237_275_000), [3, 150], ...SCHOOL_DAYS),
  },
  "fence-set, a triangle's days": { value: 0x07_00_03_03, fence: bytesOf(TAG, ...SCHOOL_DAYS, [8, 0], [3, 0]) },
  "fence-set, a triangle's first corners": {
    value: 0x07_01_03_03,
    fence: bytesOf(TAG, ...corner(-165_000_000, 1_799_900_000), ...corner(-165_000_000, -1_799_900_000)),
  },
  "fence-set, a triangle's last corner": {
    value: 0x07_02_03_03,
    fence: bytesOf(TAG, ...corner(-164_900_000, 1_800_000_000), [8, 0]),
  },
};
