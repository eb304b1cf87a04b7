import { beforeEach, describe, expect, it } from "vitest";
import { PLACE_ONLY } from "../../../device/protocol/command.ts";
import type { FenceCalendar } from "../../../device/protocol/fence.ts";
import type { AlertReport } from "../../../device/protocol/report.ts";
import { fenceParts } from "../../../guardian/core/fence-drawing.ts";
import { latitudeDeg, longitudeDeg } from "../../../simulator/gate/sentences.ts";
import { Asked } from "../../oracle/asked-device.ts";
import { BEGAN_MS, consentNow } from "../../oracle/withdrawal-stand.ts";

const ALWAYS: FenceCalendar = { days: 127, fromMinute: 0, toMinute: 1440 };

let device: Asked;
beforeEach(() => {
  device = new Asked({ intervalS: 5 });
});

/** A circle on the wearer's way north, which takes some 110 m a minute. */
function draw(number: number, minutesAhead: number, radiusM: number, who = 0, calendar = ALWAYS): void {
  const centre = { latDeg: latitudeDeg(device.stand.utcMs + minutesAhead * 60_000), lonDeg: longitudeDeg() };
  for (const part of fenceParts({ number, shape: { kind: "circle", centre, radiusM }, calendar }, number))
    expect(device.result({ act: "fence-set", ...part }, who)).toBe("done");
}

/** Alerts that this guardian hears within the next minutes, each once. */
function walk(minutes: number, who = 0): AlertReport[] {
  const from = device.stand.published.length;
  device.stand.seconds(minutes * 60);
  const heard = device.heard(who, from).flatMap((report) => (report.kind === "alert" ? [report] : []));
  return [...new Map(heard.map((alert) => [`${alert.incident} ${alert.phase}`, alert])).values()];
}

describe("R-04 R-25 a wearer who walks through a fence", () => {
  it("makes the device tell that they came and that they went, in this order and without where", () => {
    draw(3, 8, 200);
    const told = walk(16);
    expect(told.map(({ alert, subject, phase }) => [alert, subject, phase])).toEqual([
      ["fence", 3, "cleared"],
      ["fence", 3, "raised"],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/lat|lon/i);
    // Between coming and going they walked some 400 metres.
    const [came, went] = told;
    expect((went?.raisedS ?? 0) - (came?.raisedS ?? 0)).toBeGreaterThan(150);
  });

  it("who comes back ends the incident that their leaving began", () => {
    // Two arms across the way, half a kilometre apart, joined in the east.
    const arms = [
      [-200, -200],
      [400, -200],
      [400, 1300],
      [-200, 1300],
      [-200, 800],
      [200, 800],
      [200, 300],
      [-200, 300],
    ] as const;
    const vertices = arms.map(([eastM, northM]) => ({
      latDeg: latitudeDeg(device.stand.utcMs) + northM / 111_200,
      lonDeg: longitudeDeg() + eastM / 86_400,
    }));
    for (const part of fenceParts({ number: 4, shape: { kind: "polygon", vertices }, calendar: ALWAYS }, 1))
      expect(device.result({ act: "fence-set", ...part })).toBe("done");
    const [left, came, ...rest] = walk(11);
    expect([left, came, ...rest]).toMatchObject([
      { phase: "raised", subject: 4 },
      { phase: "cleared", subject: 4, incident: left?.incident },
    ]);
  });

  it("is told nothing about by a fence that was drawn round them, or far away", () => {
    draw(0, 0, 5000);
    draw(1, 300, 500);
    expect(walk(10)).toEqual([]);
  });
});

describe("F49 a fence", () => {
  it("of one guardian tells the other nothing, not even when both use the same number", () => {
    draw(1, 4, 150);
    draw(1, 300, 150, 1);
    const from = device.stand.published.length;
    expect(walk(8).map(({ phase }) => phase)).toEqual(["cleared", "raised"]);
    expect(device.heard(1, from).filter((report) => report.kind === "alert")).toEqual([]);
  });

  it("of a guardian who wants no positions tells them nothing", () => {
    draw(1, 4, 150);
    device.ask({ act: "stop" });
    expect(walk(8)).toEqual([]);
  });
});

describe("U15 a guardian who is content with events", () => {
  it("hears of their fence, and not one position", () => {
    draw(1, 4, 150);
    expect(device.result({ act: "set-precision", value: PLACE_ONLY })).toBe("done");
    const from = device.stand.published.length;
    const sinceS = device.stand.utcMs / 1000;
    expect(walk(8).map(({ phase }) => phase)).toEqual(["cleared", "raised"]);
    // What was sealed before still waits and is sent again.
    const points = (who: number) => device.heard(who, from).filter((report) => report.kind === "fix" && report.timeS > sinceS);
    expect(points(0)).toEqual([]);
    expect(points(1).length).toBeGreaterThan(20);
  });
});

describe("R-20 a fence tells no more than positions would", () => {
  it("decides no more often than positions were agreed", () => {
    device = new Asked({ intervalS: 300 });
    draw(1, 12, 600);
    const told = walk(40);
    expect(told.map(({ phase }) => phase)).toEqual(["cleared", "raised"]);
    // Three positions at least, five minutes apart, made it sure.
    expect((told[0]?.raisedS ?? 0) - BEGAN_MS / 1000).toBeGreaterThan(900);
  });

  it("is not watched outside its calendar, and what happened meanwhile is not told afterwards", () => {
    const minute = (ahead: number) => new Date(device.stand.utcMs + ahead * 60_000);
    const minuteOfDay = (ahead: number) => minute(ahead).getUTCHours() * 60 + minute(ahead).getUTCMinutes();
    draw(1, 8, 200, 0, { days: 127, fromMinute: minuteOfDay(14), toMinute: minuteOfDay(60) });
    draw(2, 18, 200, 0, { days: 127, fromMinute: minuteOfDay(14), toMinute: minuteOfDay(60) });
    expect(walk(25).map(({ subject, phase }) => [subject, phase])).toEqual([
      [2, "cleared"],
      [2, "raised"],
    ]);
  });

  it("knows nothing of a pause: who was inside before and is outside after it has not been seen leaving", () => {
    draw(1, 0, 200);
    walk(1);
    device.stand.running.pause(10);
    expect(walk(20)).toEqual([]);
  });

  it("is not watched in an emergency, which takes the place of a consent that speaks of no fence", () => {
    draw(1, 6, 200);
    device.stand.running.pause(60);
    device.stand.running.call("parent", "missing");
    device.stand.seconds(90);
    const { fences, permission } = device.stand.running.state;
    expect(permission.vital.phase).toBe("open");
    expect(walk(14).filter(({ alert }) => alert === "fence")).toEqual([]);
    expect(fences[0]?.pages[0]?.watch.side).toBe("unknown");
  });

  it("tells nothing after a withdrawal", () => {
    draw(1, 4, 150);
    device.stand.running.withdraw();
    expect(walk(10)).toEqual([]);
    device.stand.running.accept(consentNow({ number: 2 }));
    expect(device.stand.running.state.fences).toEqual([]);
  });
});
