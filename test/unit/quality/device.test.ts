import { beforeEach, describe, expect, it } from "vitest";
import type { JourneyTerms } from "../../../device/core/journey-terms.ts";
import type { AlertReport, FixReport, StatusReport } from "../../../device/protocol/report.ts";
import { accountOf } from "../../../guardian/web/page/explanations.ts";
import { notesOf } from "../../../guardian/web/page/panel/notes.ts";
import { sentence } from "../../../simulator/receiver/sentence.ts";
import { HostileGuardian } from "../../oracle/slow-commands-guardian.ts";
import { BEGAN_MS, consentNow, pairedImage, ROOTS, Stand } from "../../oracle/withdrawal-stand.ts";
import { toyCipher } from "../../toy-cipher.ts";

let stand: Stand;
let guardian: HostileGuardian;
let speak: ((bytes: Uint8Array) => void) | null;
let percent: number | null;

const TERMS: JourneyTerms = {
  speedLimit: { kmh: 50, forS: 10 },
  notMovingMinutes: 5,
  noFixMinutes: 3,
  notArrived: true,
};

beforeEach(() => {
  percent = 60;
  speak = null;
  guardian = new HostileGuardian(toyCipher, (ROOTS[0] as Uint8Array).slice());
  stand = new Stand(pairedImage(), (board) => ({
    ...board,
    journey: TERMS,
    battery: { percent: () => percent },
    receiver: {
      start: (onBytes) => {
        speak = onBytes;
      },
      stop: () => {
        speak = null;
      },
    },
  }));
});

function agree(change: Parameters<typeof consentNow>[0] = {}): void {
  stand.running.accept(consentNow({ intervalS: 1, ...change }));
  stand.seconds(2);
  stand.setLink(true);
}

function burst(utcMs: number, minutes: number, knots = 0): Uint8Array {
  const iso = new Date(utcMs).toISOString();
  const time = `${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}.00`;
  const date = `${iso.slice(8, 10)}${iso.slice(5, 7)}${iso.slice(2, 4)}`;
  const place = `39${minutes.toFixed(4).padStart(7, "0")},N,02212.0000,E`;
  const rmc = sentence(`GPRMC,${time},A,${place},${knots.toFixed(1)},0.0,${date},,,A`);
  return Buffer.from(rmc + sentence(`GPGGA,${time},${place},1,09,1.0,90.0,M,,M,,`), "latin1");
}

/** So many seconds in which the receiver says that it is at this minute of latitude. */
function at(minutes: number, seconds: number, utcMs: () => number = () => stand.utcMs): void {
  for (let n = 0; n < seconds; n++) {
    speak?.(burst(utcMs(), minutes));
    for (let i = 0; i < 4; i++) stand.tick(250);
  }
}

function silence(seconds: number): void {
  for (let n = 0; n < seconds * 4; n++) stand.tick(250);
}

/** What the guardian heard, each report once. */
function heard(): (FixReport | StatusReport | AlertReport)[] {
  const frames = new Map(stand.published.map((frame) => [Buffer.from(frame).toString("hex"), frame]));
  return [...frames.values()].flatMap((frame) => {
    const report = guardian.opens(frame);
    return report?.kind === "fix" || report?.kind === "status" || report?.kind === "alert" ? [report] : [];
  });
}

const fixes = () => heard().flatMap((report) => (report.kind === "fix" ? [report] : []));
const statuses = () => heard().flatMap((report) => (report.kind === "status" ? [report] : []));
const alerts = () => heard().flatMap((report) => (report.kind === "alert" ? [`${report.alert} ${report.phase}`] : []));

describe("P40 F15 a position that cannot be true", () => {
  it("is told as the receiver said it, with the flag, and the guardian reads what the flag means", () => {
    agree();
    at(10, 70);
    for (const minutes of [20, 21, 22, 23]) at(minutes, 1);
    at(10, 70);
    const told = fixes();
    const lied = told.filter(({ latE7 }) => latE7 > (39 + 19 / 60) * 1e7);
    expect(lied.length).toBeGreaterThan(2);
    expect(told.filter(({ flags }) => flags.gnssSuspicious)).toEqual(lied);
    expect(notesOf((lied[0] as FixReport).flags).map(({ text }) => text)).toContain(
      "The satellite signal looks false: this position may not be true",
    );
  });

  it("is never in the way of a call for help", () => {
    agree();
    at(10, 70);
    at(50, 3);
    stand.running.help();
    for (let n = 0; n < 12; n++) at(51 + n / 10, 1);
    expect(alerts()).toContain("panic raised");
    expect(fixes().filter(({ flags }) => flags.panic && flags.gnssSuspicious).length).toBeGreaterThan(0);
  });

  it("F17 F19 P51 one that is told again is not told as new: the age grows, and the silence is named", () => {
    agree();
    at(10, 70);
    const { length } = fixes();
    const frozenMs = stand.utcMs - 1000;
    at(10, 100, () => frozenMs);
    expect(fixes().length).toBe(length);
    const last = statuses().at(-1) as StatusReport;
    expect(last.silence).toBe("no-fix");
    expect(last.lastFixAgeS).toBeGreaterThan(25);
    const view = { explanation: last.silence, lastFix: null, lastStatus: { status: last } };
    const now = { linkUp: true, nowMs: stand.utcMs };
    expect(accountOf(view as never, now as never).headline).toBe("No satellite position");
  });

  it("leaves nothing of where the wearer was in the device once the receiver is off", () => {
    agree();
    at(10, 70);
    const state = stand.running.state;
    expect(JSON.stringify([state.quality, state.journey])).toContain("39.1");
    stand.running.withdraw();
    silence(2);
    expect(JSON.stringify([state.quality, state.journey])).not.toContain("39.1");
  });
});

describe("U5 R-20 where the wearer stands", () => {
  it("the receiver's stars cost no message but the heartbeat; leaving is told", () => {
    agree();
    at(10, 90);
    const before = fixes().length;
    for (let n = 0; n < 120; n++) at(10 + (n % 2 === 0 ? 0.005 : 0), 1);
    expect(fixes().length - before).toBeLessThanOrEqual(3);
    const standing = fixes().length;
    for (let n = 0; n < 40; n++) {
      speak?.(burst(stand.utcMs, 10 + 0.0008 * n, 2.9));
      for (let i = 0; i < 4; i++) stand.tick(250);
    }
    expect(fixes().length - standing).toBeGreaterThan(3);
  });
});

describe("R-04 what is wrong with a journey", () => {
  it("a booked trip that ends under way is told in its last minute, while it may be told; an arrival is not", () => {
    const fromMinute = BEGAN_MS / 60_000;
    const schedule = {
      ...consentNow().schedule,
      windows: [],
      oneOff: [{ fromMinute, toMinute: fromMinute + 6 }],
    };
    agree({ schedule });
    for (let n = 0; n < 355; n++) {
      speak?.(burst(stand.utcMs, 10 + 0.001 * n, 3.6));
      for (let i = 0; i < 4; i++) stand.tick(250);
    }
    silence(60);
    expect(alerts()).toEqual(["not-arrived raised"]);
  });

  it("nobody hears of an arrival that went as it should", () => {
    const fromMinute = BEGAN_MS / 60_000;
    agree({ schedule: { ...consentNow().schedule, windows: [], oneOff: [{ fromMinute, toMinute: fromMinute + 4 }] } });
    at(10, 300);
    expect(alerts()).toEqual([]);
  });

  it("F29 before the last charge is gone the receiver stops, the guardian is told, and help can still be called", () => {
    agree();
    at(10, 70);
    percent = 4;
    silence(40);
    expect(speak).toBeNull();
    expect(alerts()).toEqual(["low-battery raised"]);
    expect(statuses().at(-1)?.flags.lowBattery).toBe(true);
    stand.running.help();
    silence(2);
    expect(alerts()).toContain("panic raised");
    expect(speak).not.toBeNull();
    percent = 60;
    stand.running.helpOver();
    silence(40);
    expect(speak).not.toBeNull();
    expect(alerts()).toContain("low-battery cleared");
  });

  it("nothing is watched that the configuration does not name, and nothing is told out of the hours", () => {
    const first = BEGAN_MS / 60_000;
    agree({ schedule: { ...consentNow().schedule, windows: [], oneOff: [{ fromMinute: first, toMinute: first + 2 }] } });
    at(10, 60);
    silence(60);
    percent = 10;
    silence(600);
    expect(alerts()).toEqual([]);
  });
});
