import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LISTENING_SOURCE } from "./naive/listening-watch.ts";
import { PlainWatch } from "./naive/plain-watch.ts";
import { modemCommandsIn, sensesIn, sourcesBelow } from "./ours/capabilities.ts";
import { OurLine } from "./ours/our-line.ts";
import { spelled } from "./sms-manuals.ts";
import { obeys, type Target } from "./target.ts";

const FIRMWARE = join(import.meta.dirname, "../../device");

/** Has the device call back without a sound, or record. */
function listensIn(target: Target): boolean {
  const sayings = ["monitor", "record", "call", "snapshot", "rcapture"].flatMap((command) => spelled(command, "+4915550000000"));
  return obeys(target, sayings, (_before, after) => after.listens);
}

/** Looks for anything in the firmware to hear, see or call with: what is not there cannot be switched on. */
function holdsAnEar(sources: readonly string[]): boolean {
  return sources.some((source) => sensesIn(source).length > 0);
}

describe("B12 watches that listen, banned by the Bundesnetzagentur in 2017", () => {
  it("breaks the naive watch: it calls back in silence", () => {
    expect(listensIn(new PlainWatch())).toBe(true);
    expect(holdsAnEar([LISTENING_SOURCE])).toBe(true);
  });

  it("P58 P6 does not break ours: no command listens, and there is nothing in the firmware to listen with", () => {
    expect(listensIn(new OurLine())).toBe(false);
    const sources = sourcesBelow(FIRMWARE);
    expect(sources.length).toBeGreaterThan(100);
    expect(holdsAnEar(sources)).toBe(false);
  });

  it("P58 its modem is told to send, to delete and to be silent, and nothing else: it neither dials, answers nor reads", () => {
    const commands = new Set(sourcesBelow(FIRMWARE).flatMap(modemCommandsIn));
    const known = ["AT", "ATE0", "AT+CMEE", "AT+CPIN", "AT+CMGF", "AT+CNMI", "AT+CMGD", "AT+CREG", "AT+CEREG", "AT+CMGS"];
    expect([...commands].sort()).toEqual(known.sort());
  });
});
