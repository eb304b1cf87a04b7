import type { ByteSink } from "./receiver/simulated-receiver.ts";

/** The time that a replay runs by: the real one, or one that a test turns by hand. */
export interface Timers {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Runs something once, later; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** Something that can be played. */
export interface Playable {
  /** From the first burst to the last. */
  durationMs: number;
  /** In order of `atMs`, asked for one by one. */
  bursts(): Iterator<Burst>;
}

export interface Burst {
  /** Since the first burst. */
  atMs: number;
  /** The time it tells, UTC; null when it tells none. */
  utcMs: number | null;
  bytes: Uint8Array;
}

/** Where a replay goes. With `ready`, one at "max" waits while that says false, so that nothing is lost. */
export interface ReplaySink extends ByteSink {
  ready?(): boolean;
}

export interface ReplayOptions {
  playable: Playable;
  sink: ReplaySink;
  timers: Timers;
  /** How many times faster than it happened, or as fast as the sink takes it. */
  pace: number | "max";
  /** Bits a second of the line, ten for each byte (8N1); null for a line without limit. */
  baud: number | null;
}

export interface Replay {
  /** Never rejects. */
  ended: Promise<"end" | "stopped">;
  /** How far it is, from 0 to 1, and the time that was told last. */
  position(): { share: number; utcMs: number | null };
  /** Twice is no error. */
  stop(): void;
}

/** Bytes written before others get their turn. */
const TURN_BYTES = 16_384;
/** On a slow line bytes come in pieces of this length of time, as a UART hands them over. */
const LINE_PIECE_MS = 10;
/** A replay that is further behind, say after the machine slept, goes on from where it is instead of flooding the reader. */
const MAX_LATE_MS = 2000;
const FULL_PAUSE_MS = 1;

export function replay(options: ReplayOptions): Replay {
  const { playable, timers } = options;
  const feed = feedOf(playable.bursts(), pieceBytes(options.baud));
  const schedule = scheduleOf(options);
  let finish: (how: "end" | "stopped") => void = () => undefined;
  const ended = new Promise<"end" | "stopped">((resolve) => {
    finish = resolve;
  });
  let cancel = timers.after(0, turn);

  function turn(): void {
    const wait = playTurn(options, feed, schedule);
    if (wait === null) finish("end");
    else cancel = timers.after(wait, turn);
  }

  return {
    ended,
    position() {
      const share = playable.durationMs === 0 ? 1 : feed.atMs() / playable.durationMs;
      return { share: feed.piece() === null ? 1 : Math.min(1, share), utcMs: feed.utcMs() };
    },
    stop() {
      cancel();
      finish("stopped");
    },
  };
}

/** Writes all that is due. Returns the milliseconds to the next turn, or null at the end. */
function playTurn({ sink, timers, pace }: ReplayOptions, feed: Feed, schedule: Schedule): number | null {
  let left = TURN_BYTES;
  while (true) {
    const piece = feed.piece();
    if (piece === null) return null;
    const wait = schedule.waitMs(feed.burstAtMs(), piece.length, timers.now());
    if (wait > 0) return wait;
    if (left <= 0) return 0;
    // Asked once a turn: a turn is less than what a ready sink takes.
    if (left === TURN_BYTES && pace === "max" && sink.ready?.() === false) return FULL_PAUSE_MS;
    schedule.sent(feed.burstAtMs(), piece.length, timers.now());
    sink.write(piece);
    left -= piece.length;
    feed.advance();
  }
}

function pieceBytes(baud: number | null): number {
  return baud === null ? TURN_BYTES : Math.max(1, Math.floor((baud / 10_000) * LINE_PIECE_MS));
}

/** The bursts, cut into pieces. */
interface Feed {
  /** Null at the end. */
  piece(): Uint8Array | null;
  /** Place in time of the burst that the piece belongs to. */
  burstAtMs(): number;
  advance(): void;
  /** Of the burst that was written last. */
  atMs(): number;
  utcMs(): number | null;
}

function feedOf(bursts: Iterator<Burst>, limit: number): Feed {
  let burst = nextOf(bursts);
  let offset = 0;
  let playedAtMs = 0;
  let playedUtcMs: number | null = null;
  return {
    piece: () => burst?.bytes.subarray(offset, offset + limit) ?? null,
    burstAtMs: () => burst?.atMs ?? playedAtMs,
    advance() {
      if (burst === null) return;
      playedAtMs = burst.atMs;
      playedUtcMs = burst.utcMs ?? playedUtcMs;
      offset += limit;
      if (offset < burst.bytes.length) return;
      burst = nextOf(bursts);
      offset = 0;
    },
    atMs: () => playedAtMs,
    utcMs: () => playedUtcMs,
  };
}

function nextOf(bursts: Iterator<Burst>): Burst | null {
  const step = bursts.next();
  return step.done === true ? null : step.value;
}

/** When a piece may go: when its burst is due and the line has sent what came before. */
interface Schedule {
  waitMs(burstAtMs: number, bytes: number, nowMs: number): number;
  sent(burstAtMs: number, bytes: number, nowMs: number): void;
}

function scheduleOf({ timers, pace, baud }: ReplayOptions): Schedule {
  let startMs = timers.now();
  let lineFreeMs = startMs;

  function dueMs(burstAtMs: number): number {
    return pace === "max" ? startMs : startMs + burstAtMs / pace;
  }

  /** A receiver hands a byte over when its last bit has come. */
  function arrivesMs(burstAtMs: number, bytes: number): number {
    if (baud === null) return dueMs(burstAtMs);
    return Math.max(dueMs(burstAtMs), lineFreeMs) + (bytes * 10_000) / baud;
  }

  return {
    waitMs: (burstAtMs, bytes, nowMs) => arrivesMs(burstAtMs, bytes) - nowMs,
    sent(burstAtMs, bytes, nowMs) {
      lineFreeMs = arrivesMs(burstAtMs, bytes);
      const lateMs = nowMs - lineFreeMs;
      if (lateMs <= MAX_LATE_MS) return;
      startMs += lateMs;
      lineFreeMs += lateMs;
    },
  };
}
