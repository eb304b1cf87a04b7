import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromSms, SMS_CHARACTERS, toSms } from "../../../device/protocol/sms-frame.ts";

const frame = fc.uint8Array({ minLength: 64, maxLength: 64 });

describe("a short frame as a text message", () => {
  it("has 89 characters, says it is ours, and is what Node's base64url makes", () => {
    fc.assert(
      fc.property(frame, (bytes) => {
        const text = toSms(bytes);
        expect(text).toBe(`L1:${Buffer.from(bytes).toString("base64url")}`);
        expect(text?.length).toBe(89);
        expect(SMS_CHARACTERS).toBe(89);
        expect(fromSms(text ?? "")).toEqual(bytes);
      }),
    );
  });

  it("takes no frame of another length", () => {
    expect(toSms(new Uint8Array(63))).toBeNull();
    expect(toSms(new Uint8Array(256))).toBeNull();
  });

  it("gives a frame for one text only: each other way to write it is refused", () => {
    const text = toSms(new Uint8Array(64).fill(0xb7)) ?? "";
    const others = [
      text.toLowerCase(),
      ` ${text}`,
      `${text}=`,
      `${text}\n`,
      text.slice(0, -1),
      text.replace("L1:", "l1:"),
      text.replace("L1:", "L2:"),
      `${text.slice(0, -1)}x`,
      text.replaceAll("t", "+"),
      text.replaceAll("t", "\u0100"),
      "",
    ];
    for (const other of others) expect(fromSms(other), JSON.stringify(other)).toBeNull();
    expect(fromSms(text)).not.toBeNull();
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const read = fromSms(text);
        expect(read === null || toSms(read) === text).toBe(true);
        const prefixed = `L1:${text.padEnd(86, "A").slice(0, 86)}`;
        const again = fromSms(prefixed);
        expect(again === null || toSms(again) === prefixed).toBe(true);
      }),
    );
  });
});
