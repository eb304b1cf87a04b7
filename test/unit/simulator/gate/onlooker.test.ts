import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../../simulator/gate/limits.ts";
import { blankMemory, type Memory, type Present } from "../../../../simulator/gate/memory.ts";
import { type Deed, lampMustShow, passTime, remember, wake } from "../../../../simulator/gate/onlooker.ts";

const NOW = Date.UTC(2026, 2, 9, 5);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Outside the hours, so that only an emergency opens. */
const OUTSIDE: Present = { utcMs: NOW, inHours: false, storeSound: true, someoneNamed: true, restKept: true };

function lived(...happened: (Deed | number | "woken")[]): Memory {
  const memory = blankMemory();
  remember(memory, { kind: "agree", expiresMs: NOW + 300 * 24 * HOUR });
  for (const one of happened) {
    if (one === "woken") wake(memory);
    else if (typeof one === "number") passTime(memory, one, LIMITS);
    else remember(memory, one);
  }
  return memory;
}

const CALL: Deed = { kind: "call", named: true };
const HELP: Deed = { kind: "help" };
const OVER: Deed = { kind: "help-over" };

function may(memory: Memory): boolean {
  return lampMustShow(memory, { ...OUTSIDE, wide: true });
}

describe("R-12 what the onlooker makes of calls after a call for help", () => {
  it("a call that opened goes on after another call, which the device may have refused", () => {
    const memory = lived(HELP, OVER, CALL, 2 * MINUTE, CALL, MINUTE / 2);
    expect(may(memory)).toBe(true);
    expect(lampMustShow(memory, OUTSIDE)).toBe(false);
  });

  it("an emergency from before it goes on, for as long as it would have", () => {
    expect(may(lived(CALL, 2 * MINUTE, HELP, OVER, HOUR))).toBe(true);
    expect(may(lived(CALL, MINUTE / 2, HELP, OVER))).toBe(false);
    expect(may(lived(CALL, MINUTE / 2, HELP, OVER, MINUTE / 2))).toBe(true);
    expect(may(lived(CALL, MINUTE, HELP, OVER, 2 * HOUR))).toBe(false);
  });

  it.each([{ kind: "end-emergency" }, { kind: "restart" }, { kind: "pause", ms: MINUTE, utcMs: NOW }] as const)(
    "nothing goes on after the wearer's hand or a restart (%o)",
    (deed) => {
      expect(may(lived(HELP, OVER, CALL, 2 * MINUTE, deed, 5 * MINUTE))).toBe(false);
    },
  );

  it("nothing opens after it without a call, nor by a call of nobody, nor after a no, nor in a rest that is known", () => {
    expect(may(lived(HELP, OVER, 2 * MINUTE))).toBe(false);
    expect(may(lived(HELP, OVER, { kind: "call", named: false }, 2 * MINUTE))).toBe(false);
    expect(may(lived(HELP, OVER, { kind: "withdraw" }, CALL, 2 * MINUTE))).toBe(false);
    const resting: (Deed | number)[] = [CALL, 2 * MINUTE, { kind: "end-emergency" }, HELP];
    expect(may(lived(...resting, 2 * MINUTE))).toBe(false);
    expect(may(lived(...resting, OVER, CALL, 2 * MINUTE))).toBe(false);
    expect(may(lived(...resting, 6 * HOUR))).toBe(true);
  });
});

describe("R-12 the rest after an emergency", () => {
  const RESTING: (Deed | number)[] = [CALL, 2 * MINUTE, { kind: "end-emergency" }];

  it("begins anew at a restart, also when it was over and the device had not been woken to see it", () => {
    expect(may(lived(...RESTING, 6 * HOUR, CALL, 2 * MINUTE))).toBe(true);
    expect(may(lived(...RESTING, 6 * HOUR, "woken", { kind: "restart" }, CALL, 2 * MINUTE))).toBe(true);
    expect(may(lived(...RESTING, 6 * HOUR, { kind: "restart" }, CALL, 2 * MINUTE))).toBe(false);
  });
});

describe("R-14 a pause whose end the device may not know", () => {
  const asked = (noted: boolean): Deed => ({ kind: "pause", ms: 10 * MINUTE, utcMs: NOW, noted });

  it("is waited for as long as the longest, anew at each restart, and until the wearer's hand", () => {
    expect(lived(asked(true)).pauseHeldMs).toBe(0);
    expect(lived(asked(true), { kind: "restart" }).pauseHeldMs).toBe(30 * MINUTE);
    expect(lived(asked(false)).pauseHeldMs).toBe(25 * HOUR + 20 * MINUTE);
    expect(lived(asked(false), HOUR, { kind: "restart" }).pauseHeldMs).toBe(25 * HOUR + 20 * MINUTE);
    expect(lived(asked(false), 26 * HOUR).pauseHeldMs).toBe(0);
    for (const hand of [{ kind: "resume" }, { kind: "agree", expiresMs: NOW + HOUR }, asked(true)] as const) {
      expect(lived(asked(false), hand)).toMatchObject({ pauseHeldMs: 0, pauseWasHeld: false });
    }
  });
});
