import { describe, expect, it } from "vitest";
import type { Fix } from "../../../../device/core/fix.ts";
import { feed, finish, makeNmea } from "../../../../device/core/nmea.ts";
import { seededRandom } from "../../../../simulator/random.ts";
import { dilutionOf } from "../../../../simulator/receiver/dilution.ts";
import { STARTS, warmUpOf } from "../../../../simulator/receiver/power-on.ts";
import { createReceiver, LIFELIKE, type ReceiverOptions } from "../../../../simulator/receiver/receiver.ts";
import type { Satellite } from "../../../../simulator/receiver/reception.ts";
import { distanceM } from "../../../../simulator/trace/point-at.ts";
import type { TracePoint } from "../../../../simulator/trace/trace.ts";

const START_MS = Date.UTC(2027, 0, 11, 5, 30);
const SECONDS = 1800;

/** Due north at a speed, from one place. */
function way(speedMps: number): TracePoint[] {
  return Array.from({ length: SECONDS }, (_, n) => ({
    timeMs: START_MS + n * 1000,
    latDeg: 39.5 + (n * speedMps) / 111_320,
    lonDeg: 22.2,
    altitudeM: 88,
    speedMps,
    courseDeg: speedMps === 0 ? null : 0,
    valid: true,
  }));
}

interface Heard {
  fixes: Fix[];
  text: string;
  /** Metres from where it really was, for each fix. */
  errorsM: number[];
}

function listen(options: Partial<ReceiverOptions>, points: TracePoint[]): Heard {
  const receiver = createReceiver({ ...LIFELIKE, warmUpS: 0, ...options });
  const fixes: Fix[] = [];
  const nmea = makeNmea("decoded");
  const sink = { fix: (fix: Fix) => void fixes.push(fix), refused: () => undefined };
  let text = "";
  for (const point of points) {
    const bytes = receiver.burst(point);
    text += Buffer.from(bytes).toString("latin1");
    feed(nmea, bytes, sink);
  }
  finish(nmea, sink);
  const trueAt = new Map(points.map((point) => [point.timeMs, point]));
  const errorsM = fixes.map((fix) =>
    distanceM({ ...(trueAt.get(fix.timeMs) as TracePoint), ...fix, valid: true }, trueAt.get(fix.timeMs) as TracePoint),
  );
  return { fixes, text, errorsM };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a simulated receiver between houses", () => {
  const [open, town, canyon] = (["open", "town", "canyon"] as const).map((surroundings) =>
    listen({ surroundings }, way(1.4)),
  ) as [Heard, Heard, Heard];

  it("errs more in a town than in the open, and most between towers, where walls throw it aside by tens of metres", () => {
    expect(mean(town.errorsM)).toBeGreaterThan(1.3 * mean(open.errorsM));
    expect(mean(canyon.errorsM)).toBeGreaterThan(1.5 * mean(town.errorsM));
    expect(Math.max(...canyon.errorsM)).toBeGreaterThan(25);
    expect(Math.max(...canyon.errorsM)).toBeLessThan(300);
  });

  it("uses fewer satellites there, and says a dilution that follows from those it uses", () => {
    const used = ({ fixes }: Heard) => mean(fixes.map((fix) => fix.satellites ?? 0));
    expect(used(canyon)).toBeLessThan(used(open) - 1);
    expect(mean(canyon.fixes.map((fix) => fix.hdop ?? 0))).toBeGreaterThan(mean(open.fixes.map((fix) => fix.hdop ?? 0)));
    expect(new Set(canyon.fixes.map((fix) => fix.hdop)).size).toBeGreaterThan(1);
    for (const fix of canyon.fixes) expect(fix.satellites).toBeGreaterThanOrEqual(4);
  });

  it("says the same again from the same seed, and something else from another", () => {
    expect(listen({ surroundings: "canyon" }, way(1.4)).text === canyon.text).toBe(true);
    expect(listen({ surroundings: "canyon", seed: 2 }, way(1.4)).text === canyon.text).toBe(false);
  });

  it("drifts when it lies still, slowly, by metres, and tells of a small speed that is none", () => {
    const still = listen({ surroundings: "town" }, way(0));
    expect(mean(still.errorsM.slice(600))).toBeGreaterThan(3);
    expect(Math.max(...still.errorsM)).toBeLessThan(120);
    const speeds = still.fixes.map((fix) => fix.speedMps ?? 0);
    expect(Math.max(...speeds)).toBeGreaterThan(0.2);
    expect(Math.max(...speeds)).toBeLessThan(1.5);
  });

  it("has no position in a tunnel, comes out of it again, and finds none when it walks", () => {
    const driving = listen({ tunnels: true }, way(14));
    const gapsS = driving.fixes.slice(1).map((fix, n) => (fix.timeMs - (driving.fixes[n]?.timeMs ?? 0)) / 1000);
    const tunnels = gapsS.filter((gap) => gap > 1);
    expect(tunnels.length).toBeGreaterThan(1);
    for (const gap of tunnels) expect(gap).toBeLessThan(80);
    for (const line of driving.text.split("\r\n").filter((one) => /RMC,\d+,V/.test(one))) expect(line).not.toMatch(/\d,[NSEW],/);
    expect(listen({ tunnels: true }, way(1.4)).fixes).toHaveLength(SECONDS);
  });

  it("finds its first fix at once, soon, later or last: running, hot, warm, cold", () => {
    const firsts = STARTS.map((start) => {
      const warmUpS = warmUpOf(start, seededRandom(5));
      return ((listen({ warmUpS, surroundings: "town" }, way(1)).fixes[0]?.timeMs ?? 0) - START_MS) / 1000;
    });
    expect(firsts[0]).toBe(0);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    expect(firsts[3]).toBeGreaterThan(25);
  });
});

describe("dilution of precision", () => {
  const satellite = (elevationDeg: number, azimuthDeg: number): Satellite => ({
    system: "GP",
    prn: 1,
    elevationDeg,
    azimuthDeg,
    snrDb: 40,
    used: true,
  });

  it("of one satellite overhead and three around the horizon is what textbooks have", () => {
    const found = dilutionOf([satellite(90, 0), satellite(0, 0), satellite(0, 120), satellite(0, 240)]);
    // East and north 2/3 each; up 4/3.
    expect(found?.hdop).toBeCloseTo(Math.sqrt(4 / 3), 9);
    expect(found?.vdop).toBeCloseTo(Math.sqrt(4 / 3), 9);
  });

  it("is not known with three satellites, or with four in one place", () => {
    expect(dilutionOf([satellite(90, 0), satellite(0, 0), satellite(0, 120)])).toBe(null);
    expect(dilutionOf(Array.from({ length: 4 }, () => satellite(40, 40)))).toBe(null);
  });
});
