import { bytes, integer, pick, type Random } from "../random.ts";

const SHORT = 33;
const LONG = 225;
/** The code of DELIVERED, which is about frames and not about the device. */
export const DELIVERED = 7;
/** The codes of what a guardian may ask of the device. */
const FIRST_COMMAND = 16;
const LAST_COMMAND = 29;
const COMMAND_BYTES = 15;
/** The code of the one command that has more to say. */
const FENCE_SET = 20;
/** "erase" and "revoke-self" end what other bodies of the same life could still do; they come among the last. */
const LAST_WORDS = 4;

/** Whether a body is a command at all, read off its bytes by docs/protocol.md. */
export function isCommand(body: Uint8Array): boolean {
  const code = body[0] as number;
  if (body.length !== SHORT || code < FIRST_COMMAND || code > LAST_COMMAND) return false;
  return code === FENCE_SET || body.subarray(COMMAND_BYTES).every((byte) => byte === 0);
}

const VALUES = [0, 1, 2, 3, 5, 7, 8, 59, 60, 255, 3600, 86_400, 86_401, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/** A command that is in order as far as order goes: newer than the one before, never out of date, under this consent. */
function commandBody(code: number, sequence: number, next: Random): Uint8Array {
  const body = new Uint8Array(SHORT);
  const view = new DataView(body.buffer);
  body[0] = code;
  view.setUint16(1, pick(next, [1, 1, 1, 0, 2, 65_535]));
  view.setUint32(3, sequence);
  view.setUint32(7, pick(next, [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0, 1]));
  view.setUint32(11, pick(next, VALUES));
  return body;
}

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
    const isLate = i >= count - LAST_WORDS || code < FIRST_COMMAND + 12;
    if (code >= FIRST_COMMAND && code <= LAST_COMMAND && i % 2 === 1 && isLate) {
      yield commandBody(code, i, next);
      continue;
    }
    const known = i < structured ? STRUCTURED[(offset + i) % STRUCTURED.length] : undefined;
    const body = known === undefined ? bytes(next, pick(next, [SHORT, SHORT, SHORT, LONG])) : known.slice();
    body[0] = code;
    yield body;
  }
}
