import { beforeEach, describe, expect, it } from "vitest";
import { decodeAlerts, encodeAlerts } from "../../../device/core/alert-record.ts";
import { clear, raise, tellAgain, trouble } from "../../../device/core/alerting.ts";
import type { Effect, Moment } from "../../../device/core/event.ts";
import type { AlertReport } from "../../../device/protocol/report.ts";
import { Asked } from "../../oracle/asked-device.ts";

let device: Asked;

beforeEach(() => {
  device = new Asked();
});

function moment(): Moment {
  return { upMs: device.stand.upMs, hostUtcMs: device.stand.utcMs, batteryPercent: 40 };
}

/** Does something to the device's state between two ticks, and lets it send. @returns what one guardian then heard of alerts. */
function told(act: (effects: Effect[]) => void, who = 0): AlertReport[] {
  const from = device.stand.published.length;
  act([]);
  device.stand.seconds(2);
  return device.heard(who, from).flatMap((report) => (report.kind === "alert" ? [report] : []));
}

function raiseNow(alert: "panic" | "fall" | "low-battery", measure: number | null = null): (effects: Effect[]) => void {
  return (effects) => void raise(device.stand.running.state, trouble(alert, measure), moment(), device.stand.utcMs, effects);
}

describe("R-04 an incident", () => {
  it("is told once to each guardian, with numbers of their own, and never where", () => {
    const [first] = told(raiseNow("low-battery", 12));
    expect(first).toMatchObject({ alert: "low-battery", phase: "raised", measure: 12, subject: 255, times: 0 });
    expect(first?.incident).toBeGreaterThan(0);
    expect(told(raiseNow("low-battery", 11))).toEqual([]);
    expect(JSON.stringify(first)).not.toMatch(/lat|lon/);
  });

  it("keeps its number when it is told again and when it is over, and the next one has another", () => {
    const state = device.stand.running.state;
    const [first] = told(raiseNow("fall"));
    const again = told((effects) => {
      // Nothing of it waits any more: it was delivered, and nobody answered.
      state.outbox.waiting = [];
      const active = state.alerts[0];
      if (active !== undefined) tellAgain(state, active, moment(), device.stand.utcMs, effects);
    });
    const over = told((effects) => void clear(state, trouble("fall", null), "cancelled", moment(), device.stand.utcMs, effects));
    expect([...again, ...over]).toMatchObject([
      { incident: first?.incident, phase: "raised", times: 1 },
      { incident: first?.incident, phase: "cancelled" },
    ]);
    const [next] = told(raiseNow("fall"));
    expect(next?.incident).not.toBe(first?.incident);
  });

  it("goes on after a restart under the same number", () => {
    const [first] = told((effects) => {
      raiseNow("fall")(effects);
      for (const effect of effects) if (effect.kind === "replace") device.stand.store.replace(effect.name, effect.bytes);
    });
    device.stand.restart();
    device.stand.seconds(4);
    expect(device.stand.running.state.alerts).toMatchObject([{ alert: "fall" }]);
    expect(device.stand.running.state.alerts[0]?.incidents).toContain(first?.incident);
  });

  it("is not told after a withdrawal, and nothing of it stays; a call for help goes on (F50)", () => {
    told(raiseNow("fall"));
    told(raiseNow("panic"));
    device.stand.running.withdraw();
    expect(told(raiseNow("low-battery"))).toEqual([]);
    expect(device.stand.running.state.alerts.map(({ alert }) => alert)).toEqual(["panic"]);
  });

  it("is answered by one guardian: the wearer feels it and the other guardian is told", () => {
    const [first] = told(raiseNow("panic"));
    const from = device.stand.published.length;
    expect(device.result({ act: "panic-ack", value: first?.incident ?? 0 })).toBe("done");
    expect(device.stand.running.state.alerts[0]?.answered).toBe(true);
    expect(device.heard(1, from)).toMatchObject([{ kind: "alert", phase: "acknowledged" }]);
    const second = device.stand.published.length;
    expect(device.result({ act: "panic-ack", value: first?.incident ?? 0 }, 1)).toBe("done");
    expect(device.heard(0, second)).toEqual([]);
  });

  it("is not answered by a number that nobody was told, and no answer raises anything", () => {
    const [first] = told(raiseNow("panic"));
    for (const incident of [0, (first?.incident ?? 0) + 1, 4_000_000_000]) {
      expect(device.result({ act: "panic-ack", value: incident })).toBe("done");
      expect(device.stand.running.state.alerts).toMatchObject([{ alert: "panic", answered: false }]);
    }
  });
});

describe("the record of what is wrong", () => {
  it("reads back what was written, and nothing from any changed bit", () => {
    told(raiseNow("panic"));
    told(raiseNow("low-battery", 9));
    const alerts = device.stand.running.state.alerts;
    const bytes = encodeAlerts(alerts);
    expect(decodeAlerts(bytes)).toEqual(alerts);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(decodeAlerts(changed)).toEqual([]);
    }
  });
});
