import { describe, expect, it } from "vitest";
import type { SmsOutcome } from "../../../device/core/sms.ts";
import { openModem } from "../../../device/node/modem/modem.ts";
import { submitPdu } from "../../../device/node/modem/submit-pdu.ts";
import { makeAir } from "../../../simulator/modem/air.ts";
import { modemEmulator } from "../../../simulator/modem/emulator.ts";
import { goodMood } from "../../../simulator/modem/mood.ts";
import { simModemLine } from "../../../simulator/modem/sim-modem-line.ts";
import { simClock } from "../../../simulator/world/sim-clock.ts";

function bench() {
  const clock = simClock(null);
  const air = makeAir();
  const mood = goodMood();
  const line = simModemLine(clock, (bytes) => emulator.hear(bytes));
  const emulator = modemEmulator({ after: clock.after, send: (bytes) => line.feed(bytes), air, mood });
  const modem = openModem({ line, after: clock.after, powerKey: () => emulator.powerKey(), share: () => 0 });
  return { clock, air, mood, line, emulator, modem };
}

describe("AT modem", () => {
  it("R-07 hands a text over, and says when the network took it", () => {
    const { clock, air, modem } = bench();
    const outcomes: SmsOutcome[] = [];
    modem.start();
    const pdu = submitPdu("+306900000001", "L1:hello");
    if (pdu !== null) modem.submit(pdu, (outcome) => outcomes.push(outcome));
    clock.advance(20_000);
    expect(outcomes).toEqual([{ kind: "accepted", messageReference: 0 }]);
    expect(air.taken).toEqual([{ to: "+306900000001", text: "L1:hello" }]);
  });
});

describe("F26 AT modem in trouble", () => {
  function outcomesOf(prepare: (on: ReturnType<typeof bench>) => void, seconds = 200) {
    const on = bench();
    prepare(on);
    const outcomes: [SmsOutcome, number][] = [];
    on.modem.start();
    on.clock.advance(1);
    const pdu = submitPdu("+15550100001", "L1:hello");
    if (pdu !== null) on.modem.submit(pdu, (outcome) => outcomes.push([outcome, on.clock.upMs()]));
    on.clock.advance(seconds * 1000);
    return { ...on, outcomes };
  }

  it("answers that it hangs in time, and presses its key ever more rarely", () => {
    let presses = 0;
    const on = bench();
    on.line.setPlugged(true);
    on.mood.fate = () => ({ kind: "swallowed" });
    const modem = openModem({ line: on.line, after: on.clock.after, powerKey: () => presses++, share: () => 0 });
    modem.start();
    on.clock.advance(3_600_000);
    expect(presses).toBeGreaterThan(1);
    expect(presses).toBeLessThan(8);
  });

  it("gives no PDU to a modem without a prompt, and frees it with an escape", () => {
    const { air, outcomes } = outcomesOf(({ mood }) => {
      mood.fate = (command) => (command.startsWith("+CMGS") ? { kind: "mute" } : { kind: "answered", pauseMs: 20 });
    });
    expect(air.taken).toEqual([]);
    expect(outcomes.map(([{ kind }]) => kind)).toEqual(["hung"]);
  });

  it("says in doubt when the network's answer is lost, and does not send again by itself", () => {
    const { air, outcomes } = outcomesOf(({ mood }) => {
      mood.fate = (command) => (command === "PDU" ? { kind: "mute" } : { kind: "answered", pauseMs: 20 });
    });
    expect(outcomes.map(([{ kind }]) => kind)).toEqual(["in-doubt"]);
    expect(air.taken).toHaveLength(1);
  });

  it("never sends in text mode, where the length would be taken for a phone number", () => {
    const { air, outcomes } = outcomesOf(({ mood }) => {
      mood.freshTextMode = true;
    });
    expect(outcomes.map(([{ kind }]) => kind)).toEqual(["accepted"]);
    expect(air.taken.map(({ to }) => to)).toEqual(["+15550100001"]);
  });

  it("works with a modem that echoes whatever it is told", () => {
    const { outcomes } = outcomesOf(({ mood }) => {
      mood.echoStuck = true;
    });
    expect(outcomes.map(([{ kind }]) => kind)).toEqual(["accepted"]);
  });

  it("forgets on stop what was not given to the modem", () => {
    const on = bench();
    on.air.covered = false;
    const outcomes: SmsOutcome[] = [];
    on.modem.start();
    const pdu = submitPdu("+15550100001", "L1:hello");
    if (pdu !== null) on.modem.submit(pdu, (outcome) => outcomes.push(outcome));
    on.clock.advance(10_000);
    on.modem.stop();
    on.modem.stop();
    on.air.covered = true;
    on.modem.start();
    on.clock.advance(600_000);
    expect(outcomes).toEqual([]);
    expect(on.air.taken).toEqual([]);
  });

  it("answers at once what is one too many", () => {
    const on = bench();
    on.mood.fate = () => ({ kind: "swallowed" });
    on.modem.start();
    const outcomes: SmsOutcome[] = [];
    const pdu = submitPdu("+15550100001", "L1:hello");
    for (let i = 0; i < 6 && pdu !== null; i++) on.modem.submit(pdu, (outcome) => outcomes.push(outcome));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["hung", "hung"]);
  });
});
