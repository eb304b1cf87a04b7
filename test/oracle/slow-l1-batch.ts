import { residual, SlowBits } from "./slow-l1-batch-coder.ts";
import { expectedWay } from "./slow-l1-batch-way.ts";
import { number, padded, signed, unsigned } from "./slow-l1-bytes.ts";

/** A second L1, "Batch". The table of first chances is the product's, as the document says. */
interface Fix {
  timeS: number;
  lat: number;
  lon: number;
  altitude: number;
  accuracy: number;
  speed: number;
  course: number;
  battery: number;
}

/** For each kind: the chance that a residual is not zero, and its usual number of digits. */
const FIRST_CHANCES: [number, number][] = [
  [6000, 1],
  [40000, 2],
  [52000, 3],
  [56000, 3],
  [58000, 4],
  [60000, 5],
  [40000, 1],
  [40000, 1],
  [52000, 2],
  [52000, 2],
  [60000, 4],
  [60000, 4],
  [40000, 2],
  [44000, 1],
  [1500, 1],
];
const COURSE_KNOWN = 480;
const ROOM = 197;

function firstChances(): Map<number, number> {
  const chances = new Map<number, number>();
  for (const [kind, [other, usual]] of FIRST_CHANCES.entries()) {
    chances.set(32 * kind, other);
    for (let j = 1; j <= 25; j++) chances.set(32 * kind + 1 + j, j < usual ? 46000 : 16000);
    chances.set(32 * kind + 1 + usual, 30000);
  }
  for (const slow of [0, 2]) chances.set(COURSE_KNOWN + slow, 12000).set(COURSE_KNOWN + slow + 1, 60000);
  return chances;
}

function fixOf(body: Uint8Array, grid: number): Fix {
  return {
    timeS: unsigned(body.subarray(2, 6)),
    lat: signed(body.subarray(6, 10)) / grid,
    lon: signed(body.subarray(10, 14)) / grid,
    altitude: signed(body.subarray(14, 16)),
    accuracy: body[16] as number,
    speed: body[17] as number,
    course: body[18] as number,
    battery: body[19] as number,
  };
}

function bodyBehind(before: Uint8Array, fix: Fix, grid: number): Buffer {
  const place = [number(4, fix.lat * grid), number(4, fix.lon * grid), number(2, fix.altitude)];
  const bytes = [fix.accuracy, fix.speed, fix.course, fix.battery].map((value) => number(1, value));
  const sequence = number(3, unsigned(before.subarray(22, 25)) + 1);
  return padded(before.subarray(0, 2), number(4, fix.timeS), ...place, ...bytes, before.subarray(20, 22), sequence);
}

/** What the fixes before let expect. */
class Expectation {
  private seconds = 0;
  private late = false;
  private turn = 0;
  private missed = 0;
  private way = { north: 0, east: 0 };

  constructor(
    private last: Fix,
    private readonly grid: number,
  ) {}

  /** @param wanted the fix to write; a reader has its own. */
  code(bits: SlowBits, wanted: Fix): Fix {
    const { last } = this;
    const lateness = residual(bits, this.late ? 1 : 0, wanted.timeS - last.timeS - this.seconds);
    const seconds = this.seconds + lateness;
    const speed = last.speed + residual(bits, 2, wanted.speed - last.speed);
    const course = this.course(bits, wanted.course, speed < 12);
    const { lat, lon } = this.place(bits, wanted, { speed, course }, seconds);
    const altitude = last.altitude + residual(bits, 12, wanted.altitude - last.altitude);
    const accuracy = last.accuracy + residual(bits, 13, wanted.accuracy - last.accuracy);
    const battery = last.battery + residual(bits, 14, wanted.battery - last.battery);
    this.late = lateness !== 0;
    this.seconds = seconds;
    this.way = { north: lat - last.lat, east: lon - last.lon };
    this.last = { timeS: last.timeS + seconds, lat, lon, altitude, accuracy, speed, course, battery };
    return this.last;
  }

  private course(bits: SlowBits, wanted: number, slow: boolean): number {
    const before = this.last.course;
    const wasKnown = before < 240;
    if (!bits.bit(COURSE_KNOWN + (slow ? 2 : 0) + (wasKnown ? 1 : 0), wanted < 240)) return 255;
    const from = wasKnown ? before : 0;
    const round = (wanted - from + 480) % 240;
    const kept = this.turn > 3 ? 4 : 3;
    const turn = residual(bits, slow || !wasKnown ? 5 : kept, round > 120 ? round - 240 : round);
    this.turn = Math.abs(turn);
    return (((from + turn) % 240) + 240) % 240;
  }

  private place(bits: SlowBits, wanted: Fix, after: { speed: number; course: number }, seconds: number) {
    const { last, grid } = this;
    const again = seconds === this.seconds ? this.way : { north: 0, east: 0 };
    const way = expectedWay(last, after, seconds, last.lat * grid, grid) ?? again;
    const small = this.missed <= 6 ? 8 : 10;
    const kind = this.missed <= 1 ? 6 : small;
    const [lat, lon] = [last.lat + way.north, last.lon + way.east];
    const north = residual(bits, kind, wanted.lat - lat);
    const east = residual(bits, kind + 1, wanted.lon - lon);
    this.missed = Math.abs(north) + Math.abs(east);
    return { lat: lat + north, lon: lon + east };
  }
}

/** @param bodies short ones of fixes that a batch can hold @returns 225 bytes, or null when they do not fit. */
export function batchBody(decimals: number, bodies: readonly Uint8Array[]): Buffer | null {
  const grid = 10 ** (7 - decimals);
  const [first, ...others] = bodies as [Uint8Array, ...Uint8Array[]];
  const bits = new SlowBits(null, firstChances());
  const expectation = new Expectation(fixOf(first, grid), grid);
  for (const body of others) expectation.code(bits, fixOf(body, grid));
  const code = bits.ended();
  if (code.length > ROOM) return null;
  const body = Buffer.alloc(28 + ROOM);
  Buffer.concat([number(1, 2), number(1, bodies.length), number(1, decimals), first.subarray(1, 26), Buffer.from(code)]).copy(
    body,
  );
  return body;
}

/** The short bodies in a batch that somebody wrote; what nobody wrote gives anything. */
export function readBatch(body: Uint8Array): Buffer[] {
  const grid = 10 ** (7 - (body[2] as number));
  const bits = new SlowBits(body.subarray(28), firstChances());
  const bodies = [padded(number(1, 1), body.subarray(3, 28))];
  const expectation = new Expectation(fixOf(bodies[0] as Buffer, grid), grid);
  while (bodies.length < (body[1] as number)) {
    const last = bodies[bodies.length - 1] as Buffer;
    const next = expectation.code(bits, fixOf(last, grid));
    bodies.push(bodyBehind(last, next, grid));
  }
  return bodies;
}
