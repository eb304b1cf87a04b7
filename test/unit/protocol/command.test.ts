import { describe, expect, it } from "vitest";
import { decode, encode } from "../../../device/protocol/codec.ts";
import { ACT_NAMES, type Command, decodeCommand, encodeCommand, RESULTS } from "../../../device/protocol/command.ts";
import { SHORT_BODY } from "../../../device/protocol/envelope.ts";

const COMMAND: Command = { act: "set-interval", consent: 65535, sequence: 4294967295, expiresS: 4000000000, value: 4294967294 };

describe("P29 the closed list of commands", () => {
  it.each(ACT_NAMES)("says %s and is read again, in as many bytes as any other", (act) => {
    const command = act === "fence-set" ? { ...COMMAND, act, fence: new Uint8Array(18).fill(9) } : { ...COMMAND, act };
    const body = encodeCommand(command);
    expect(body).toHaveLength(SHORT_BODY);
    expect(decodeCommand(body)).toEqual(command);
    expect(decode(body)).toBeNull();
  });

  it("has no other kind, and no byte where zeros belong", () => {
    const read: number[] = [];
    for (let kind = 0; kind < 256; kind++) {
      const body = encodeCommand(COMMAND);
      body[0] = kind;
      if (decodeCommand(body) !== null) read.push(kind);
    }
    expect(read).toEqual(ACT_NAMES.map((_, i) => 16 + i));
    for (let at = 15; at < SHORT_BODY; at++) {
      const body = encodeCommand(COMMAND);
      body[at] = 1;
      expect(decodeCommand(body)).toBeNull();
    }
    expect(decodeCommand(encodeCommand(COMMAND).subarray(1))).toBeNull();
  });

  it("is answered with every result there is, and with none that there is not", () => {
    for (const result of RESULTS) {
      const answer = { kind: "answer" as const, sequence: 4294967295, result, timeS: 1_800_000_000 };
      expect(decode(encode(answer))).toEqual(answer);
    }
    const body = encode({ kind: "answer", sequence: 1, result: "done", timeS: 0 });
    body[1] = RESULTS.length;
    expect(decode(body)).toBeNull();
  });
});
