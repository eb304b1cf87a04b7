import { describe, expect, test } from "vitest";
import { ACT_NAMES, RESULTS } from "../../../../device/protocol/command.ts";
import type { StatusReport } from "../../../../device/protocol/report.ts";
import { progressOf, progressSentence, resultSentence } from "../../../../guardian/core/asked-words.ts";
import {
  type AskedCommand,
  BEACON_PAUSE_MS,
  commandAt,
  consentHeard,
  expiryS,
  isWaiting,
  nextSequence,
  OFTEN,
  waitMs,
  wantsBeacon,
} from "../../../../guardian/core/asking.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { hear, NOTHING_HEARD } from "../../../../guardian/core/hearing.ts";
import type { Telemetry } from "../../../../guardian/core/ingest.ts";
import { ROOT, START_MS, START_S } from "../../../oracle/guardian-store.ts";
import { ToyDevice, type ToyFrame } from "../../../oracle/toy-device.ts";
import { askedAt } from "../web/fake-console.ts";

const ASKED: AskedCommand = {
  act: "ping",
  consent: 1,
  sequence: 9,
  expiresS: START_S + 600,
  value: 7,
  createdMs: START_MS,
  sentMs: null,
  answeredMs: null,
  result: null,
};

function heard(...frames: ToyFrame[]) {
  return frames.reduce((hearing, frame) => hear(hearing, frame, frame.report as Telemetry, START_MS), NOTHING_HEARD);
}

describe("P29 the number of a command", () => {
  test("grows with every command, also when the clock stands still or is set back", () => {
    let last = 0;
    for (const nowMs of [START_MS, START_MS, START_MS - 86_400_000, 0, START_MS + 5000]) {
      const next = nextSequence(last, nowMs);
      expect(next).toBeGreaterThan(last);
      last = next;
    }
  });

  test("is above all that a database gave out that was since lost to a backup, because time went on", () => {
    const given = nextSequence(nextSequence(0, START_MS), START_MS);
    expect(nextSequence(0, START_MS + 60_000)).toBeGreaterThan(given);
  });

  test("leaves room to grow in 32 bits, whatever the clock says", () => {
    expect(nextSequence(0, Number.MAX_SAFE_INTEGER)).toBeLessThan(2 ** 32 - 1_000_000);
  });
});

describe("a command", () => {
  test("waits until it is answered or its last second is over", () => {
    expect(isWaiting(ASKED, ASKED.expiresS * 1000)).toBe(true);
    expect(isWaiting(ASKED, ASKED.expiresS * 1000 + 1)).toBe(false);
    expect(isWaiting({ ...ASKED, answeredMs: START_MS }, START_MS)).toBe(false);
  });

  test("lasts ten minutes when it asks for something, and three days when it only lessens", () => {
    const lasts = (act: AskedCommand["act"]) => expiryS(act, START_MS) - START_S;
    expect([lasts("ping"), lasts("locate-now"), lasts("time-beacon")]).toEqual([600, 600, 600]);
    expect([lasts("stop"), lasts("erase"), lasts("set-interval"), lasts("revoke-self")]).toEqual(Array(4).fill(259_200));
  });

  test("is sealed as it was asked, but a beacon tells the second in which it leaves: late at most, never early", () => {
    expect(commandAt(ASKED, START_MS + 90_999)).toEqual({
      act: "ping",
      consent: 1,
      sequence: 9,
      expiresS: START_S + 600,
      value: 7,
    });
    expect(commandAt({ ...ASKED, act: "time-beacon" }, START_MS + 90_999).value).toBe(START_S + 90);
  });

  test("is asked under the consent that was heard of last, in the order of sealing and not of arrival", () => {
    const device = new ToyDevice(guardianCipher, ROOT);
    const [fix, status] = [device.fix(START_S, { consent: 4 }), device.status(START_S + 1, { consent: 5 })];
    expect(consentHeard(NOTHING_HEARD)).toBeNull();
    expect(consentHeard(heard(fix))).toBe(4);
    expect(consentHeard(heard(fix, status))).toBe(5);
    expect(consentHeard(heard(status, fix))).toBe(5);
    expect(consentHeard(heard(status, device.fix(START_S, { consent: 6 })))).toBe(6);
  });

  test("is tried after 15 s, twice as long each time up to five minutes, and hourly when nothing at all is heard", () => {
    const seconds = (tries: number, isHeard = false) => waitMs(tries, isHeard) / 1000;
    expect([1, 2, 3, 4, 5, 6, OFTEN - 1].map((tries) => seconds(tries))).toEqual([15, 30, 60, 120, 240, 300, 300]);
    expect([OFTEN, 9999].map((tries) => seconds(tries))).toEqual([3600, 3600]);
    expect([OFTEN, 9999].map((tries) => seconds(tries, true))).toEqual([300, 300]);
  });
});

describe("P41 the time beacon", () => {
  const device = new ToyDevice(guardianCipher, ROOT);
  const says = (silence: StatusReport["silence"]) => heard(device.status(0, { silence }));

  test("is offered to a device whose newest word is that it does not know the time, and to no other", () => {
    expect(wantsBeacon(says("time-untrusted"), null, START_MS)).toBe(true);
    for (const silence of ["tracking", "outside-hours", "no-fix"] as const)
      expect(wantsBeacon(says(silence), null, START_MS)).toBe(false);
    expect(wantsBeacon(NOTHING_HEARD, null, START_MS)).toBe(false);
    const late = heard(device.status(0, { silence: "tracking" }));
    const older = { ...device.status(0, { silence: "time-untrusted" }), epoch: 0 };
    expect(wantsBeacon(hear(late, older, older.report as Telemetry, START_MS), null, START_MS)).toBe(false);
  });

  test("is repeated after ten minutes, then ever more rarely while nothing is heard, and a clock set back holds nothing up", () => {
    const hearing = says("time-untrusted");
    expect(wantsBeacon(hearing, START_MS, START_MS + BEACON_PAUSE_MS - 1)).toBe(false);
    expect(wantsBeacon(hearing, START_MS, START_MS + BEACON_PAUSE_MS)).toBe(true);
    expect(wantsBeacon(hearing, START_MS, START_MS - BEACON_PAUSE_MS)).toBe(true);
    let [last, count] = [START_MS, 1];
    for (let nowMs = START_MS; nowMs < START_MS + 14 * 86_400_000; nowMs += 60_000) {
      if (!wantsBeacon(hearing, last, nowMs)) continue;
      last = nowMs;
      count += 1;
    }
    expect(count).toBeLessThan(15);
  });
});

describe("what is said of a question", () => {
  test("is one plain sentence or two for every act and every result, and none says done when it was not", () => {
    for (const act of ACT_NAMES) {
      for (const result of RESULTS) expect(resultSentence(act, result), `${act} ${result}`).toMatch(/^[A-Z].*\.$/);
      const said = RESULTS.map((result) => resultSentence(act, result));
      expect(new Set(said).size).toBe(RESULTS.length);
    }
  });

  test("follows it from waiting over sent to its answer, or to giving up", () => {
    const asked = askedAt({ sentMs: null });
    const after = asked.expiresMs + 1;
    expect(progressOf(asked, asked.askedMs)).toBe("waiting");
    expect(progressOf({ ...asked, sentMs: 1 }, asked.askedMs)).toBe("sent");
    expect(progressOf({ ...asked, sentMs: 1 }, after)).toBe("unanswered");
    expect(progressOf(asked, after)).toBe("unanswered");
    expect(progressOf({ ...asked, sentMs: 1, answeredMs: after, result: "done" }, after)).toBe("answered");
    expect(progressSentence({ ...asked, answeredMs: 1, result: "too-often" }, after)).toContain("Ask again later");
  });
});
