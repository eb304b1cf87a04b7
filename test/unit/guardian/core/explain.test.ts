import { describe, expect, test } from "vitest";
import type { FixReport, StatusReport } from "../../../../device/protocol/report.ts";
import { SILENCES } from "../../../../device/protocol/silence.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { explain } from "../../../../guardian/core/explain.ts";
import { type Hearing, hear, NOTHING_HEARD } from "../../../../guardian/core/hearing.ts";
import { ROOT, START_MS, START_S } from "../../../oracle/guardian-store.ts";
import { ToyDevice } from "../../../oracle/toy-device.ts";

const up = { up: true, sinceMs: START_MS - 50_000 };
const toy = new ToyDevice(guardianCipher, ROOT);
const fix = (change: Partial<FixReport> = {}) => toy.fix(START_S, change).report as FixReport;
const status = (change: Partial<StatusReport> = {}) => toy.status(START_S, change).report as StatusReport;
const at = (number: number, epoch = 1) => ({ epoch, number });
const later = (hearing: Hearing, ms: number) => explain(hearing, up, START_MS + ms);

describe("why the map stands still", () => {
  test("the console's own link comes first, whatever the device said", () => {
    const hearing = hear(NOTHING_HEARD, at(0), status({ silence: "withdrawn" }), START_MS);
    const down = { up: false, sinceMs: START_MS + 7 };
    expect(explain(hearing, down, START_MS + 9)).toEqual({ explanation: "broker-unreachable", sinceMs: START_MS + 7 });
    expect(explain(NOTHING_HEARD, down, START_MS + 9).explanation).toBe("broker-unreachable");
  });

  test("a device that was never heard is not called silent", () => {
    expect(later(NOTHING_HEARD, 1e9)).toEqual({ explanation: "never-heard", sinceMs: null });
  });

  test.each(SILENCES)("R-14 a device that says %s is shown as saying so, since it first did", (silence) => {
    let hearing = hear(NOTHING_HEARD, at(0), status({ silence }), START_MS);
    hearing = hear(hearing, at(1), status({ silence }), START_MS + 20_000);
    expect(later(hearing, 30_000)).toEqual({ explanation: silence, sinceMs: START_MS });
  });

  test("a fix means tracking until 90 seconds of silence, then overdue since that moment", () => {
    const hearing = hear(NOTHING_HEARD, at(0), fix(), START_MS);
    expect(later(hearing, 90_000).explanation).toBe("tracking");
    expect(later(hearing, 90_001)).toEqual({ explanation: "overdue", sinceMs: START_MS + 90_000 });
  });

  test("a promise counts from its receipt by the device's own difference, so a wrong clock on either side does not matter", () => {
    const promise = status({ silence: "outside-hours", timeS: START_S + 1e6, nextS: START_S + 1e6 + 3600 });
    const hearing = hear(NOTHING_HEARD, at(0), promise, START_MS);
    expect(later(hearing, 3_630_000).explanation).toBe("outside-hours");
    expect(later(hearing, 3_630_001).explanation).toBe("overdue");
  });

  test("a promise that was already over when it was made is due at once, plus the grace", () => {
    const hearing = hear(NOTHING_HEARD, at(0), status({ nextS: 5 }), START_MS);
    expect(later(hearing, 30_000).explanation).toBe("tracking");
    expect(later(hearing, 30_001).explanation).toBe("overdue");
  });

  test("R-14 a device that withdrew and promises nothing is never called overdue", () => {
    const hearing = hear(NOTHING_HEARD, at(0), status({ silence: "withdrawn", nextS: 0 }), START_MS);
    expect(later(hearing, 1e10).explanation).toBe("withdrawn");
  });

  test("P51 a backlog that arrives after a withdrawal does not make the device look tracked again", () => {
    let hearing = hear(NOTHING_HEARD, at(5, 2), status({ silence: "withdrawn" }), START_MS);
    hearing = hear(hearing, at(9, 1), fix(), START_MS + 1000);
    expect(later(hearing, 2000).explanation).toBe("withdrawn");
    expect(hearing.lastHeardMs).toBe(START_MS + 1000);
    expect(hearing.lastFix).not.toBeNull();
  });

  test("a device that is emptying its backlog is not overdue while older frames still come", () => {
    let hearing = hear(NOTHING_HEARD, at(5, 2), fix(), START_MS);
    hearing = hear(hearing, at(9, 1), fix(), START_MS + 80_000);
    expect(later(hearing, 100_000).explanation).toBe("tracking");
    expect(later(hearing, 170_001).explanation).toBe("overdue");
  });

  test("P51 the last fix is the one sealed last, not the one that came last or claims the latest time", () => {
    const newest = fix({ timeS: 1000 });
    let hearing = hear(NOTHING_HEARD, at(7, 3), newest, START_MS);
    hearing = hear(hearing, at(6, 3), fix({ timeS: 4_000_000_000 }), START_MS + 1);
    hearing = hear(hearing, at(900, 2), fix(), START_MS + 2);
    expect(hearing.lastFix?.fix).toEqual(newest);
  });
});

describe("F29 a device whose battery is low", () => {
  test("speaks half as often, and is overdue only when it breaks that", () => {
    const hearing = hear(NOTHING_HEARD, at(0), fix({ batteryPercent: 20 }), START_MS);
    expect(later(hearing, 150_000).explanation).toBe("tracking");
    expect(later(hearing, 150_001).explanation).toBe("overdue");
  });
});
