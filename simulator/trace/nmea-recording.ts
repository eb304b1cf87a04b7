import { burstTimes } from "./burst-times.ts";
import { type Outcome, refused, type TraceFault } from "./fault.ts";
import { checkedContent, type Stamp, stampOf } from "./stamp.ts";

/** What a receiver said, with the rhythm in which it said it. */
export interface NmeaRecording {
  /** In order. Their bytes joined are the file's bytes without its `#` lines. */
  bursts: NmeaBurst[];
  /** From the first burst to the last. */
  durationMs: number;
}

/** What a receiver said in one go, usually once a second. */
export interface NmeaBurst {
  /** Since the first burst. */
  atMs: number;
  /** The time it tells, UTC; null while the receiver did not know time or date. */
  utcMs: number | null;
  bytes: Uint8Array;
}

/** A month of one receiver's talk; it is held in memory, so there is an end. */
export const MAX_RECORDING_BYTES = 64 * 1024 * 1024;
export const MAX_BURSTS = 500_000;

/** A burst while its lines are gathered: the bytes from one place up to another. */
export interface OpenBurst {
  from: number;
  to: number;
  addresses: Set<string>;
  dayMs: number | null;
  dateMs: number | null;
}

/**
 * Takes an NMEA log as it is: the bytes stay, even of lines that make no sense, because a reader has to live with those
 * too. Only lines that begin with `#` are left out, since they speak about the log. Time comes from RMC, GGA and ZDA.
 */
export function readNmeaRecording(file: Uint8Array): Outcome<NmeaRecording> {
  if (file.length > MAX_RECORDING_BYTES) return tooManyBytes();
  const bytes = withoutComments(file);
  const gathered = gather(bytes);
  if (gathered.bursts.length > MAX_BURSTS) {
    return refused(
      "too-large",
      null,
      `The log holds more than ${MAX_BURSTS} seconds. Cut it up, for example with "split -l 1000000".`,
    );
  }
  if (gathered.lines === 0) return refused("empty", null, "The log is empty. Record one with: gpspipe -r -o FILE");
  if (gathered.sentences === 0) {
    return refused(
      "not-nmea",
      null,
      `None of its ${gathered.lines} lines is an NMEA sentence with a right checksum ($...*hh). Is it really an NMEA log?`,
    );
  }
  if (gathered.bursts.every((burst) => burst.dayMs === null)) {
    return refused(
      "no-time",
      null,
      "No RMC, GGA or ZDA sentence in it tells a time, so its rhythm is unknown. Record the log with one of them switched on.",
    );
  }
  const bursts = burstTimes(bytes, gathered.bursts);
  return { ok: true, value: { bursts, durationMs: bursts[bursts.length - 1]?.atMs ?? 0 } };
}

export function tooManyBytes(): { ok: false; fault: TraceFault } {
  return refused(
    "too-large",
    null,
    `The log is larger than ${MAX_RECORDING_BYTES / 1024 / 1024} MB. Cut it up, for example with "split -C 60m".`,
  );
}

const HASH = 0x23;
const NEWLINE = 0x0a;

/** The lines that do not begin with `#`, side by side. */
function withoutComments(file: Uint8Array): Uint8Array {
  if (file[0] !== HASH && file.findIndex((byte, n) => byte === HASH && file[n - 1] === NEWLINE) < 0) return file;
  const kept = new Uint8Array(file.length);
  let length = 0;
  for (let from = 0; from < file.length; ) {
    const to = endOfLine(file, from);
    if (file[from] !== HASH) {
      kept.set(file.subarray(from, to), length);
      length += to - from;
    }
    from = to;
  }
  return kept.subarray(0, length);
}

function gather(bytes: Uint8Array): { bursts: OpenBurst[]; lines: number; sentences: number } {
  const bursts: OpenBurst[] = [];
  let lines = 0;
  let sentences = 0;
  let open = emptyBurst(0);
  for (let from = 0; from < bytes.length && bursts.length <= MAX_BURSTS; ) {
    const to = endOfLine(bytes, from);
    lines++;
    const content = contentOf(bytes, from, to);
    if (content !== null) sentences++;
    const stamp = content === null ? null : stampOf(content);
    if (stamp !== null && begins(open, stamp)) {
      bursts.push(open);
      open = emptyBurst(from);
    }
    open.to = to;
    if (stamp !== null) note(open, stamp);
    from = to;
  }
  if (open.to > open.from) bursts.push(open);
  return { bursts, lines, sentences };
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  return newline < 0 ? bytes.length : newline + 1;
}

/** NMEA 0183 allows 82 characters, real receivers more; what is longer than this is no sentence. */
const MAX_SENTENCE_BYTES = 512;

function contentOf(bytes: Uint8Array, from: number, to: number): string | null {
  if (to - from > MAX_SENTENCE_BYTES) return null;
  return checkedContent(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1"));
}

function emptyBurst(from: number): OpenBurst {
  return { from, to: from, addresses: new Set(), dayMs: null, dateMs: null };
}

/**
 * A new burst begins where the time changes, or where a sentence comes for the second time: that is how seconds without
 * a time, and several fixes with the same one, are told apart.
 */
function begins(open: OpenBurst, stamp: Stamp): boolean {
  if (open.addresses.has(stamp.address)) return true;
  return open.dayMs !== null && stamp.dayMs !== null && open.dayMs !== stamp.dayMs;
}

function note(open: OpenBurst, stamp: Stamp): void {
  open.addresses.add(stamp.address);
  open.dayMs ??= stamp.dayMs;
  open.dateMs ??= stamp.dateMs;
}
