import { describe, expect, it } from "vitest";
import { playRecording, playTrace, recordingStart, shiftToNow } from "../../../simulator/playable.ts";
import { FAITHFUL } from "../../../simulator/receiver/receiver.ts";
import { sentence } from "../../../simulator/receiver/sentence.ts";
import { type Playable, type ReplayOptions, replay } from "../../../simulator/replay.ts";
import { readNmeaRecording } from "../../../simulator/trace/nmea-recording.ts";
import { virtualTimers } from "./virtual-timers.ts";

function playableAt(...times: number[]): Playable {
  const bursts = times.map((atMs) => ({ atMs, utcMs: 1_000_000 + atMs, bytes: Buffer.from(`at ${atMs};`) }));
  return { durationMs: times.at(-1) ?? 0, bursts: () => bursts.values() };
}

function setUp(playable: Playable, options: Partial<ReplayOptions> = {}) {
  const timers = virtualTimers();
  const written: Array<{ atMs: number; text: string }> = [];
  const sink = {
    write: (bytes: Uint8Array) => void written.push({ atMs: timers.now(), text: Buffer.from(bytes).toString("latin1") }),
  };
  const playing = replay({ playable, sink, timers, pace: 1, baud: null, ...options });
  return { timers, written, playing, times: () => written.map((entry) => entry.atMs) };
}

describe("a replay", () => {
  it("keeps the rhythm of what it plays", () => {
    const { timers, times } = setUp(playableAt(0, 1000, 1200, 61_200));
    timers.runUntil(100_000);
    expect(times()).toEqual([0, 1000, 1200, 61_200]);
  });

  it("is as many times faster or slower as asked", () => {
    const fast = setUp(playableAt(0, 1000, 61_200), { pace: 10 });
    fast.timers.runUntil(100_000);
    expect(fast.times()).toEqual([0, 100, 6120]);
    const slow = setUp(playableAt(0, 1000), { pace: 0.5 });
    slow.timers.runUntil(100_000);
    expect(slow.times()).toEqual([0, 2000]);
  });

  it("takes no time at all at full speed, and ends", async () => {
    const { timers, times, playing } = setUp(playableAt(0, 1000, 3_600_000), { pace: "max" });
    timers.runUntil(0);
    expect(times()).toEqual([0, 0, 0]);
    expect(await playing.ended).toBe("end");
  });

  it("waits at full speed while the reader is behind, and loses nothing", () => {
    let ready = false;
    const timers = virtualTimers();
    const written: number[] = [];
    const sink = { write: () => void written.push(timers.now()), ready: () => ready };
    replay({ playable: playableAt(0, 1, 2), sink, timers, pace: "max", baud: null });
    timers.runUntil(500);
    expect(written).toEqual([]);
    ready = true;
    timers.runUntil(502);
    expect(written).toHaveLength(3);
  });

  it("sends no faster than the line, in pieces, and starts late what the line was busy for", () => {
    const bytes = Buffer.alloc(96, 65);
    const bursts = [0, 50].map((atMs) => ({ atMs, utcMs: null, bytes }));
    const { timers, written } = setUp({ durationMs: 50, bursts: () => bursts.values() }, { baud: 9600 });
    timers.runUntil(1000);
    expect(Math.max(...written.map((entry) => entry.text.length))).toBe(9);
    expect(written.reduce((sum, entry) => sum + entry.text.length, 0)).toBe(192);
    // 96 bytes of ten bits at 9,600 a second take 100 ms, so the second burst can only follow the first.
    expect(written.at(-1)?.atMs).toBeCloseTo(200, 6);
  });

  it("goes on at its pace after the machine slept, instead of flooding the reader", () => {
    const { timers, times } = setUp(playableAt(0, 1000, 2000, 3000));
    timers.runUntil(500);
    timers.sleep(60_000);
    timers.runUntil(90_000);
    expect(times()).toEqual([0, 60_500, 61_500, 62_500]);
  });

  it("says how far it is, and stops at once, twice if need be", async () => {
    const { timers, times, playing } = setUp(playableAt(0, 1000, 4000));
    timers.runUntil(1500);
    expect(playing.position()).toEqual({ share: 0.25, utcMs: 1_001_000 });
    playing.stop();
    playing.stop();
    timers.runUntil(9000);
    expect(times()).toEqual([0, 1000]);
    expect(await playing.ended).toBe("stopped");
  });

  it("ends at once when there is nothing to play", async () => {
    const { timers, playing } = setUp(playableAt());
    timers.runUntil(0);
    expect(await playing.ended).toBe("end");
    expect(playing.position().share).toBe(1);
  });
});

describe("the time that a replay tells", () => {
  const log = sentence("GPRMC,080000,A,1,N,2,E,0,0,010321,,,A") + sentence("GPRMC,080002,A,1,N,2,E,0,0,010321,,,A");

  function textOf(playable: Playable): string {
    let text = "";
    const bursts = playable.bursts();
    for (let step = bursts.next(); step.done !== true; step = bursts.next())
      text += Buffer.from(step.value.bytes).toString("latin1");
    return text;
  }

  it("is the recording's own, with its own bytes, or begins now", () => {
    const outcome = readNmeaRecording(Buffer.from(log));
    if (!outcome.ok) throw new Error(outcome.fault.message);
    expect(textOf(playRecording(outcome.value, 0))).toBe(log);
    const shift = shiftToNow(recordingStart(outcome.value), Date.UTC(2027, 0, 11, 5, 30, 0, 400));
    expect(textOf(playRecording(outcome.value, shift))).toBe(
      log
        .replaceAll("08000", "05300")
        .replaceAll("010321", "110127")
        .replace(/\$([^*]*)\*../g, (_, content: string) => sentence(content).trimEnd()),
    );
  });

  it("is that of a track at each of its whole seconds, moved or not", () => {
    const points = [500, 3500].map((ms) => ({
      timeMs: ms,
      latDeg: 1,
      lonDeg: 2,
      altitudeM: null,
      speedMps: null,
      courseDeg: null,
      valid: true,
    }));
    const trace = { name: "", synthetic: false, points };
    const times = (shift: number) =>
      [...textOf(playTrace(trace, FAITHFUL, shift)).matchAll(/GPRMC,(\d+),A/g)].map((found) => found[1]);
    expect(times(0)).toEqual(["000001", "000002", "000003"]);
    expect(times(shiftToNow(500, 60_000_000))).toEqual(["164001", "164002", "164003"]);
  });
});
