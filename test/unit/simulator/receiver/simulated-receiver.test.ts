import { describe, expect, it } from "vitest";
import { FAITHFUL } from "../../../../simulator/receiver/receiver.ts";
import { simulatedReceiver } from "../../../../simulator/receiver/simulated-receiver.ts";
import type { Trace } from "../../../../simulator/trace/trace.ts";

const START_MS = Date.UTC(2027, 0, 11, 5, 30);

function setUp() {
  const points = Array.from({ length: 60 }, (_, n) => ({
    timeMs: START_MS + n * 1000,
    latDeg: 39.5,
    lonDeg: 22 + n / 1000,
    altitudeM: null,
    speedMps: 10,
    courseDeg: 90,
    valid: true,
  }));
  const trace: Trace = { name: "", synthetic: true, points };
  let nowMs = START_MS;
  const said: string[] = [];
  const sink = { write: (bytes: Uint8Array) => void said.push(Buffer.from(bytes).toString("latin1")) };
  const receiver = simulatedReceiver(trace, { utcMs: () => nowMs }, sink, FAITHFUL);
  function at(ms: number): boolean {
    nowMs = START_MS + ms;
    return receiver.poll();
  }
  return { said, at };
}

describe("a receiver carried along by somebody's clock", () => {
  it("speaks once in each second, however often it is asked", () => {
    const { at, said } = setUp();
    expect([0, 10, 999, 1000, 1500, 2000].map(at)).toEqual([true, false, false, true, false, true]);
    expect(said.map((burst) => burst.slice(7, 13))).toEqual(["053000", "053001", "053002"]);
  });

  it("passes a stretch that the clock jumped over in silence, and speaks of where it is then", () => {
    const { at, said } = setUp();
    at(0);
    at(45_300);
    expect(said).toHaveLength(2);
    expect(said[1]).toContain("GPRMC,053045,A,3930.000000,N,02202.700000,E");
  });

  it("goes on after the clock went back", () => {
    const { at, said } = setUp();
    at(30_000);
    at(5000);
    expect(said[1]).toContain("GPRMC,053005,A");
  });

  it("lies still at the ends of the trace and goes on speaking", () => {
    const { at, said } = setUp();
    at(-60_000);
    at(600_000);
    expect(said[0]).toContain("GPRMC,052900,A,3930.000000,N,02200.000000,E,0.000,,");
    expect(said[1]).toContain("GPRMC,054000,A,3930.000000,N,02203.540000,E,0.000,,");
  });
});
