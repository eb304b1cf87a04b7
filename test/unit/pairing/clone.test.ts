import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodePair, makePair, pairName } from "../../../device/core/pair.ts";
import type { Store } from "../../../device/core/ports.ts";
import { boardMark } from "../../../device/node/board-mark.ts";
import { doubtOf, doubtSentence } from "../../../device/node/confirmed-pairs.ts";
import { pairedSlots, refuseUsed, storePair } from "../../../device/node/pairing.ts";
import { deriveKeys } from "../../../device/protocol/keys.ts";
import { alarmsOf } from "../../../guardian/core/alarms.ts";
import { bytes, random } from "../../random.ts";
import { toyCipher as cipher } from "../../toy-cipher.ts";

const BROKER = { url: "mqtts://broker.example", username: "a", password: "b" };

function memory(values: Map<string, Uint8Array> = new Map(), fails: (name: string) => boolean = () => false): Store {
  return {
    load: (name) => values.get(name)?.slice() ?? null,
    replace: (name, value) => {
      if (fails(name)) return false;
      values.set(name, value.slice());
      return true;
    },
    append: () => false,
    erase: (name) => {
      values.delete(name);
      return true;
    },
  };
}

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lychnos-board-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function board(serial: string): Uint8Array {
  const folder = join(root, serial, "sys/firmware/devicetree/base");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "serial-number"), `${serial}\0`);
  return boardMark(cipher, join(root, serial));
}

const secret = (seed: number): Uint8Array => bytes(random(seed), 32);

describe("P59 a device that was made from an image", () => {
  it("is what it says when its wearer confirmed every guardian on this board", () => {
    const store = memory();
    const mark = board("100000001");
    expect(doubtOf(cipher, store, mark)).toBeNull();
    expect(storePair(cipher, store, secret(1), BROKER, mark)).toBe(0);
    expect(storePair(cipher, store, secret(2), BROKER, mark)).toBe(1);
    expect(doubtOf(cipher, store, mark)).toBeNull();
  });

  it("refuses a guardian who was there before any wearer was", () => {
    const store = memory();
    const mark = board("100000001");
    storePair(cipher, store, secret(1), BROKER, mark);
    store.replace(pairName(1), encodePair(makePair(1, deriveKeys(cipher, secret(9)))));
    expect(doubtOf(cipher, store, mark)).toEqual({ kind: "unconfirmed", slot: 1 });
    const image = memory();
    image.replace(pairName(0), encodePair(makePair(0, deriveKeys(cipher, secret(9)))));
    const doubt = doubtOf(cipher, image, mark);
    expect(doubt).toEqual({ kind: "unconfirmed", slot: 0 });
    expect(doubtSentence(doubt ?? { kind: "copied" })).toContain("lychnos roster remove 0");
  });

  it("refuses a confirmed guardian whose keys were exchanged, and a record that is damaged", () => {
    const values = new Map<string, Uint8Array>();
    const mark = board("100000001");
    storePair(cipher, memory(values), secret(1), BROKER, mark);
    memory(values).replace(pairName(0), encodePair(makePair(0, deriveKeys(cipher, secret(2)))));
    expect(doubtOf(cipher, memory(values), mark)).toEqual({ kind: "unconfirmed", slot: 0 });
    values.clear();
    storePair(cipher, memory(values), secret(1), BROKER, mark);
    const record = values.get("pairs-confirmed") as Uint8Array;
    record[20] = (record[20] ?? 0) ^ 1;
    expect(doubtOf(cipher, memory(values), mark)).toEqual({ kind: "unconfirmed", slot: 0 });
  });

  it("knows that its memory is another board's, whole and confirmed as it is", () => {
    const values = new Map<string, Uint8Array>();
    storePair(cipher, memory(values), secret(1), BROKER, board("100000001"));
    expect(doubtOf(cipher, memory(values), board("100000002"))).toEqual({ kind: "copied" });
    expect(doubtSentence({ kind: "copied" })).toContain("empty stateDir");
    // Pairing once more on the copy does not make the other guardian its own.
    storePair(cipher, memory(values), secret(3), BROKER, board("100000002"));
    expect(doubtOf(cipher, memory(values), board("100000002"))).toEqual({ kind: "unconfirmed", slot: 0 });
  });
});

describe("P59 a pairing", () => {
  it("serves once on a device, also after its guardian was sent away", () => {
    const values = new Map<string, Uint8Array>();
    const store = memory(values);
    expect(() => refuseUsed(cipher, store, secret(1))).not.toThrow();
    storePair(cipher, store, secret(1), BROKER);
    expect(() => refuseUsed(cipher, store, secret(1))).toThrow("serves once");
    store.erase(pairName(0));
    expect(() => refuseUsed(cipher, store, secret(1))).toThrow("serves once");
    expect(() => refuseUsed(cipher, store, secret(2))).not.toThrow();
  });

  it("is known by its keys where a power cut came before the note", () => {
    const store = memory(new Map(), (name) => name === "pairings-used");
    expect(storePair(cipher, store, secret(1), BROKER)).toBeNull();
    expect(pairedSlots(store)).toEqual([0]);
    expect(() => refuseUsed(cipher, store, secret(1))).toThrow("serves once");
  });

  it("that nothing could be noted of leaves no guardian behind", () => {
    const store = memory(new Map(), (name) => name === "pairs-confirmed");
    expect(storePair(cipher, store, secret(1), BROKER)).toBeNull();
    expect(pairedSlots(store)).toEqual([]);
  });
});

describe("P59 the guardian's console", () => {
  it("says aloud that a device was copied, and what to do, and nothing while all is well", () => {
    expect(alarmsOf({ clashes: 0, receiptsWentBack: 0 })).toEqual([]);
    expect(alarmsOf({ clashes: 1, receiptsWentBack: 0 })).toEqual([
      expect.stringMatching(/copied or set back: 1 message came.*pair/),
    ]);
    expect(alarmsOf({ clashes: 3, receiptsWentBack: 1 })).toEqual([
      expect.stringContaining("3 messages came"),
      expect.stringContaining("receipts went back"),
    ]);
  });
});
