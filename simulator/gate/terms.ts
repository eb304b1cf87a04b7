import type { Consent } from "../../device/core/consent.ts";
import type { NoticeHashes } from "../../device/core/notice-record.ts";
import type { Window } from "../../device/core/schedule.ts";
import type { Random } from "../random.ts";

const DAY_S = 86_400;
const MINUTE_S = 60;

/** The notice that the service makes; a change of it makes the other. */
export const NOTICES: readonly NoticeHashes[] = [5, 6].map((byte) => ({
  fields: new Uint8Array(56).fill(byte),
  whole: new Uint8Array(32).fill(byte + 1),
}));

/** Edges lie away from noon, at which the made-up zones change. */
const WINDOWS: readonly Window[][] = [
  [{ days: 127, fromMinute: 0, toMinute: 1440 }],
  [{ days: 127, fromMinute: 480, toMinute: 600 }],
  [{ days: 31, fromMinute: 420, toMinute: 555 }],
  [{ days: 127, fromMinute: 1320, toMinute: 360 }],
  [
    { days: 85, fromMinute: 60, toMinute: 660 },
    { days: 127, fromMinute: 900, toMinute: 1380 },
  ],
];
/** Fourteen hours of a day: what is left to a minor. */
const MINORS: readonly Window[][] = [
  [{ days: 127, fromMinute: 420, toMinute: 1260 }],
  [{ days: 127, fromMinute: 960, toMinute: 1380 }],
];

function chosen<T>(random: Random, from: readonly T[]): T {
  return from[random.whole(0, from.length - 1)] as T;
}

/** Two hours ahead of UTC, and three from a noon some days away. */
function zoneFrom(random: Random, nowS: number): Consent["schedule"]["zone"] {
  const day = Math.floor(nowS / DAY_S);
  const noon = (day + random.whole(1, 9)) * 1440 + 720;
  return { fromMinutes: [(day - 400) * 1440, noon], offsets: [120, 180], untilMinute: (day + 800) * 1440 };
}

/** A consent that might be given now; some expire soon, some name nobody who is paired. */
export function someConsent(random: Random, number: number, nowMs: number, notice: NoticeHashes): Consent {
  const minor = random.next() < 0.25;
  const grantedS = Math.floor(nowMs / 1000);
  const brief = random.next() < 0.15;
  const day = Math.floor(grantedS / DAY_S);
  const trip = random.next() < 0.15;
  const booked = Math.floor(grantedS / MINUTE_S) + random.whole(0, 120);
  return {
    number,
    withdrawn: false,
    farewell: false,
    deletionAsked: false,
    objected: false,
    grantedS,
    expiresS: grantedS + (brief ? random.whole(600, DAY_S) : random.whole(DAY_S, 300 * DAY_S)),
    pausedUntilS: 0,
    noticeChangedS: 0,
    remindedS: 0,
    intervalS: random.whole(0, 2),
    decimals: 5,
    guardians: chosen(random, [1, 1, 2, 3, 3, 3, 4]),
    basis: minor ? "parents" : "adult",
    evidence: minor ? 12 : 1,
    ageGroup: minor ? "9-13" : "adult",
    language: "el",
    noticeWhole: true,
    childNotice: minor ? "9-13" : null,
    opinion: "not-asked",
    sensitive: "none",
    retentionDays: random.whole(1, 14),
    restMinutes: minor ? 600 : 0,
    restKept: minor,
    noticeHash: notice.whole,
    fieldHashes: notice.fields,
    schedule: {
      windows: chosen(random, minor ? MINORS : WINDOWS),
      zone: zoneFrom(random, grantedS),
      ...(random.next() < 0.2 ? { closedDays: [day + random.whole(0, 3)] } : {}),
      ...(trip ? { oneOff: [{ fromMinute: booked, toMinute: booked + random.whole(5, 90) }] } : {}),
    },
  };
}
