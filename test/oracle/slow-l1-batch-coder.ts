/**
 * A second L1, "The code" of a batch. One bit after the other narrows an interval of 32 bits; what both ends agree on is
 * written. To decode, the bit is the half in which the written number lies.
 */
export class SlowBits {
  /** What is written so far, or what is read. */
  readonly bytes: number[];
  private low = 0;
  private high = 2 ** 32 - 1;
  /** Of a reader: bytes that both ends have left behind. */
  private passed = 0;
  private readonly chances = new Map<number, number>();
  private readonly sights = new Map<number, number>();

  /** @param read null: this one writes. */
  constructor(
    private readonly read: Uint8Array | null,
    chances: Map<number, number>,
  ) {
    this.bytes = [];
    for (const [context, chance] of chances) this.chances.set(context, chance);
  }

  /** @param wanted the bit to write; a reader has its own. */
  bit(context: number, wanted: boolean): boolean {
    const chance = this.chances.get(context) ?? 32768;
    const set = this.split(chance, wanted);
    const sights = this.sights.get(context) ?? 0;
    const step = Math.floor((set ? 65536 - chance : chance) / (4 + sights));
    this.chances.set(context, Math.min(65440, Math.max(96, set ? chance + step : chance - step)));
    this.sights.set(context, Math.min(20, sights + 1));
    return set;
  }

  evenBit(wanted: boolean): boolean {
    return this.split(32768, wanted);
  }

  /** All bytes, with the last one that is needed when zeros follow. */
  ended(): number[] {
    return this.low === 0 ? this.bytes : [...this.bytes, Math.floor(this.low / 2 ** 24) + 1];
  }

  private split(chance: number, wanted: boolean): boolean {
    const middle = this.low + Number((BigInt(this.high - this.low) * BigInt(chance)) / 65536n);
    const set = this.read === null ? wanted : this.written() <= middle;
    if (set) this.high = middle;
    else this.low = middle + 1;
    while (Math.floor(this.low / 2 ** 24) === Math.floor(this.high / 2 ** 24)) {
      this.bytes.push(Math.floor(this.high / 2 ** 24));
      this.passed++;
      this.low = (this.low % 2 ** 24) * 256;
      this.high = (this.high % 2 ** 24) * 256 + 255;
    }
    return set;
  }

  /** The four bytes at which a reader stands; zeros are behind the end. */
  private written(): number {
    return [0, 1, 2, 3].reduce((word, i) => word * 256 + (this.read?.[this.passed + i] ?? 0), 0);
  }
}

const MOST_DIGITS = 26;

/** "A residual" of a kind with 32 contexts. @returns it as written, or as read. */
export function residual(bits: SlowBits, kind: number, wanted: number): number {
  const context = (n: number): number => 32 * kind + n;
  if (!bits.bit(context(0), wanted !== 0)) return 0;
  const negative = bits.bit(context(1), wanted < 0);
  const binary = Math.abs(wanted).toString(2);
  let digits = 1;
  while (digits < MOST_DIGITS && bits.bit(context(1 + digits), binary.length > digits)) digits++;
  let read = "1";
  for (let behind = digits - 1; behind >= 1; behind--) {
    const set = binary[digits - behind] === "1";
    const isFirst = behind === digits - 1 && behind <= 4;
    read += (isFirst ? bits.bit(context(27 + behind), set) : bits.evenBit(set)) ? "1" : "0";
  }
  const magnitude = Number.parseInt(read, 2);
  return negative ? -magnitude : magnitude;
}
