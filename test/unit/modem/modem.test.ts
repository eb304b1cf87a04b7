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
