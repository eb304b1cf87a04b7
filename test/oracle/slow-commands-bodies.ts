import { bytes, integer, pick, type Random } from "../random.ts";

const SHORT = 33;
const LONG = 225;
/** The code of DELIVERED, the one command that there is. */
export const DELIVERED = 7;

/** Speaks of the first 192 frames of an epoch, all of them delivered. */
export function deliveredBody(epoch: number, first = 0): Uint8Array {
  const body = new Uint8Array(SHORT);
  body[0] = DELIVERED;
  new DataView(body.buffer).setUint32(2, epoch);
  new DataView(body.buffer).setUint16(6, first);
  body.fill(0xff, 8, 32);
  return body;
}

function withBitFlipped(body: Uint8Array, bit: number): Uint8Array {
  const out = body.slice();
  out[bit >>> 3] = (out[bit >>> 3] as number) ^ (128 >>> (bit & 7));
  return out;
}

function lengths(): Uint8Array[] {
  return [0, 1, 31, 32, 33, 127, 128, 254, 255].flatMap((length) => {
    const inOne = new Uint8Array(SHORT);
    inOne[1] = length;
    const inTwo = new Uint8Array(SHORT).fill(0xa5);
    new DataView(inTwo.buffer).setUint16(1, length * 257);
    return [inOne, inTwo];
  });
}

function text(words: string): Uint8Array {
  const body = new Uint8Array(LONG);
  body.set(new TextEncoder().encode(words).subarray(0, LONG - 1), 1);
  return body;
}

/** Arguments that mean something to somebody: edges, lengths, DELIVERED with each bit flipped, orders in words. */
const STRUCTURED: Uint8Array[] = [
  new Uint8Array(SHORT),
  new Uint8Array(SHORT).fill(0xff),
  new Uint8Array(LONG),
  new Uint8Array(LONG).fill(0xff),
  Uint8Array.from({ length: SHORT }, (_, i) => i),
  Uint8Array.from({ length: LONG }, (_, i) => 255 - (i & 255)),
  ...lengths(),
  ...Array.from({ length: SHORT * 8 }, (_, bit) => withBitFlipped(deliveredBody(1), bit)),
  ...[0, 1, 2, 3, 1024, 0xffffffff].map((epoch) => deliveredBody(epoch)),
  ...[1, 255, 1023, 65_535].map((first) => deliveredBody(1, first)),
  text('{"lamp":"dark","consent":"active","hours":"open"}'),
  text("stealth=1;interval=1;lamp=0;\r\n"),
  text("AT+LAMP=0\r\nAT+TRACK=1\r\n"),
];

/** A device that has just started has not got beyond these. */
const WAITING_EPOCHS = 4;

/** So many bodies of one code. In so many tries as there are structured ones, each of them comes. */
export function* bodiesOf(code: number, count: number, next: Random): Generator<Uint8Array> {
  const offset = integer(next, STRUCTURED.length);
  const structured = Math.min(Math.ceil(count / 2), STRUCTURED.length);
  for (let i = 0; i < count; i++) {
    // The last ones of the one code that is heard speak of frames that do wait.
    if (code === DELIVERED && i >= count - WAITING_EPOCHS) {
      yield deliveredBody(count - i);
      continue;
    }
    const known = i < structured ? STRUCTURED[(offset + i) % STRUCTURED.length] : undefined;
    const body = known === undefined ? bytes(next, pick(next, [SHORT, SHORT, SHORT, LONG])) : known.slice();
    body[0] = code;
    yield body;
  }
}
