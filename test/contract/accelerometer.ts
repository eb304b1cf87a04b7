import { describe, expect, it } from "vitest";
import type { Accelerometer } from "../../device/core/ports.ts";

export interface AccelerometerUnderTest {
  accelerometer: Accelerometer;
  /** What the sensor feels from now on, in thousandths of gravity. */
  feel(x: number, y: number, z: number): void;
  /** Lets virtual time pass. */
  pass(ms: number): void;
  close(): void;
}

interface Batch {
  milliG: number[];
  rateHz: number;
}

/** What every Accelerometer keeps. Time is virtual. */
export function accelerometerContract(name: string, make: () => AccelerometerUnderTest): void {
  function withSensor(act: (test: AccelerometerUnderTest, batches: Batch[], hear: () => void) => void): void {
    const test = make();
    const batches: Batch[] = [];
    try {
      act(test, batches, () =>
        test.accelerometer.start((milliG, rateHz) => void batches.push({ milliG: Array.from(milliG), rateHz })),
      );
    } finally {
      test.accelerometer.stop();
      test.close();
    }
  }
  const triples = (batches: Batch[]) => batches.reduce((sum, { milliG }) => sum + milliG.length / 3, 0);

  describe(`accelerometer contract: ${name}`, () => {
    it("tells x, y and z in thousandths of gravity, about twice a second, at the rate that it names", () =>
      withSensor((test, batches, hear) => {
        test.feel(0, 1000, -500);
        hear();
        test.pass(10_000);
        expect(batches.length).toBeGreaterThanOrEqual(18);
        expect(batches.length).toBeLessThanOrEqual(21);
        expect(triples(batches)).toBeGreaterThan(9 * (batches[0]?.rateHz ?? 0));
        for (const { milliG, rateHz } of batches) {
          expect(milliG.length % 3).toBe(0);
          expect(rateHz).toBe(50);
        }
        const [x, y, z] = batches[3]?.milliG ?? [];
        expect([x, y, z].map((part) => Math.round((part ?? 0) / 10) * 10)).toEqual([0, 1000, -500]);
      }));

    it("R-17 says nothing before it is started, and nothing after it was stopped; stopping twice is no error", () =>
      withSensor((test, batches, hear) => {
        test.accelerometer.stop();
        test.pass(2000);
        expect(batches).toEqual([]);
        hear();
        test.pass(2000);
        const told = batches.length;
        test.accelerometer.stop();
        test.accelerometer.stop();
        test.pass(5000);
        expect(batches.length).toBe(told);
      }));

    it("starts again after it was stopped, and tells nothing of the time between", () =>
      withSensor((test, batches, hear) => {
        test.feel(3000, 0, 0);
        hear();
        test.pass(1000);
        test.accelerometer.stop();
        test.feel(0, 0, 2000);
        test.pass(5000);
        test.feel(0, 1000, 0);
        const before = triples(batches);
        hear();
        test.pass(2000);
        expect(triples(batches) - before).toBeLessThanOrEqual(110);
        const later = batches.slice(-2).flatMap(({ milliG }) => milliG);
        expect(Math.max(...later)).toBeLessThan(1100);
      }));

    it("starting twice hears everything once", () =>
      withSensor((test, batches, hear) => {
        hear();
        hear();
        test.pass(4000);
        expect(triples(batches)).toBeLessThanOrEqual(210);
      }));
  });
}
