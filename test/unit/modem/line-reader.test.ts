import { describe, expect, it } from "vitest";
import { lineReader, MAX_LINE } from "../../../device/node/modem/line-reader.ts";
import { finalOf, isPushedPdu, pushOf, refusalOf, simTrouble } from "../../../device/node/modem/reply.ts";
import { PHONE_NUMBER, submitPdu } from "../../../device/node/modem/submit-pdu.ts";
import { bytes, integer, random } from "../../random.ts";

function read(...chunks: (string | Uint8Array)[]): string[] {
  const reader = lineReader();
  return chunks
    .flatMap((chunk) => reader.feed(typeof chunk === "string" ? Buffer.from(chunk, "latin1") : chunk))
    .map((piece) => (piece.kind === "prompt" ? "(prompt)" : piece.text));
}

describe("R-07 reading a modem's lines", () => {
  it("ends a line at CR, LF or both, and needs no empty ones", () => {
    expect(read("\r\nOK\r\n\r\n+CREG: 0,1\rERROR\n")).toEqual(["OK", "+CREG: 0,1", "ERROR"]);
  });

  it("reads the same in pieces of any length", () => {
    const text = "\r\n+CSQ: 20,99\r\n\r\nOK\r\n\r\n> \r\n+CMGS: 7\r\n";
    const whole = read(text);
    expect(whole).toEqual(["+CSQ: 20,99", "OK", "(prompt)", "+CMGS: 7"]);
    expect(read(...text)).toEqual(whole);
  });

  it("takes '> ' for a prompt only at the beginning of a line", () => {
    expect(read("\r\na> b\r\n")).toEqual(["a> b"]);
    expect(read("\r\n>x\r\n")).toEqual([">x"]);
  });

  it("leaves out bytes that no answer has", () => {
    expect(read(Uint8Array.of(0, 255, 79, 128, 75, 7, 13))).toEqual(["OK"]);
  });

  it("drops a line that does not end, and never holds more than its limit", () => {
    expect(read("x".repeat(MAX_LINE * 50), "\r\nOK\r\n")).toEqual(["OK"]);
  });

  it("survives a million random bytes", () => {
    const next = random(3);
    const reader = lineReader();
    let longest = 0;
    for (let i = 0; i < 2000; i++) {
      for (const piece of reader.feed(bytes(next, integer(next, 1000)))) {
        if (piece.kind === "line") longest = Math.max(longest, piece.text.length);
      }
    }
    expect(longest).toBeGreaterThan(10);
    expect(longest).toBeLessThanOrEqual(MAX_LINE);
  });
});

describe("F27 what an answer means", () => {
  it("knows finals from all other lines", () => {
    expect(finalOf("OK")).toEqual({ kind: "ok" });
    expect(finalOf("+CMS ERROR: 38")).toEqual({ kind: "error", of: "cms", code: 38 });
    expect(finalOf("+CME ERROR: SIM busy")).toEqual({ kind: "error", of: "cme", code: null });
    for (const line of ["OKAY", "+CMGS: 5", "ok", " OK", '+CMTI: "SM",1']) expect(finalOf(line)).toBeNull();
  });

  it.each([
    [1, "number"],
    [8, "barred"],
    [38, "busy"],
    [330, "centre"],
    [304, "format"],
    [500, "unknown"],
    [null, "unknown"],
  ] as const)("+CMS ERROR %s: %s", (code, meaning) => {
    expect(refusalOf(code)).toBe(meaning);
  });

  it("tells a missing SIM from a locked one", () => {
    expect(simTrouble({ kind: "error", of: "cms", code: 310 })).toBe("no-sim");
    expect(simTrouble({ kind: "error", of: "cme", code: 10 })).toBe("no-sim");
    expect(simTrouble({ kind: "error", of: "cms", code: 311 })).toBe("sim-locked");
    expect(simTrouble({ kind: "error", of: "cme", code: 11 })).toBe("sim-locked");
    expect(simTrouble({ kind: "error", of: "cms", code: 38 })).toBeNull();
  });

  it("P57 knows how to pass over what is pushed, and takes anything but a length for plain text", () => {
    expect(pushOf("+CMT: ,24")).toEqual({ kind: "digits", least: 48 });
    expect(pushOf("+CDS: 25")).toEqual({ kind: "digits", least: 50 });
    expect(pushOf('+CMT: "+15550100",,"26/11/23,08:00:00+08"')).toEqual({ kind: "text" });
    expect(pushOf("+CMT:")).toEqual({ kind: "text" });
    expect(pushOf('+CMTI: "SM",1')).toBeNull();
    expect(isPushedPdu({ kind: "digits", least: 4 }, "00aF")).toBe(true);
    expect(isPushedPdu({ kind: "digits", least: 6 }, "00aF")).toBe(false);
    expect(isPushedPdu({ kind: "digits", least: 2 }, "OK")).toBe(false);
  });
});

describe("R-07 what cannot be sent", () => {
  it("is a number that is none", () => {
    for (const number of ["", "112", "0690000000", "+", "+0123456789", "+1234567890123456", "+30 690", "+3069000a"]) {
      expect(PHONE_NUMBER.test(number)).toBe(false);
      expect(submitPdu(number, "hello")).toBeNull();
    }
  });

  it("is a text that one message does not hold: it is never cut", () => {
    expect(submitPdu("+15550100001", "a".repeat(160))).not.toBeNull();
    expect(submitPdu("+15550100001", "a".repeat(161))).toBeNull();
    expect(submitPdu("+15550100001", "α".repeat(70))).not.toBeNull();
    expect(submitPdu("+15550100001", "α".repeat(71))).toBeNull();
  });
});
