import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { nodeCipher } from "../../../../device/node/cipher.ts";
import { receiptsCommand } from "../../../../device/node/receipts-command.ts";
import { keyText } from "../../../../device/node/receipts-key.ts";
import {
  encodeReceipt,
  firstReceiptHead,
  headAfter,
  nextReceiptKey,
  RECEIPT_BYTES,
} from "../../../../device/protocol/receipt.ts";
import { guardianCommand } from "../../../../guardian/cli/guardian.ts";
import { headsTold } from "../../../../guardian/cli/heads.ts";
import { openData } from "../../../../guardian/cli/open-data.ts";
import { Problem } from "../../../../guardian/cli/problem.ts";
import { settingsOf } from "../../../../guardian/cli/settings.ts";
import { makePair } from "../../../../guardian/core/chain.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import type { Store } from "../../../../guardian/store/store.ts";
import type { DeviceState } from "../../../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../../../guardian/subscriber/load-devices.ts";
import { ROOT, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import { ToyDevice } from "../../../oracle/toy-device.ts";

describe("R-15 lychnos guardian heads", () => {
  let place: ReturnType<typeof scratch>;
  let store: Store;
  let out: string;
  let err: string;

  beforeEach(() => {
    place = scratch();
    store = openData(settingsOf({ data: place.file("data") }, {}));
    expect(store.addPair(makePair(guardianCipher, "pair-1", "Nan", ROOT), START_MS).ok).toBe(true);
    out = "";
    err = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      out += String(text);
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      err += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = 0;
    store.close();
    place.clear();
  });

  /** Three receipts of a wearer, the head after each, and the files that the wearer has of them. */
  function receipts(): Uint8Array[] {
    let key = new Uint8Array(32).fill(5);
    let head = firstReceiptHead();
    const log = new Uint8Array(3 * RECEIPT_BYTES);
    const heads: Uint8Array[] = [];
    writeFileSync(place.file("key"), keyText(key));
    (["grant", "window-open", "withdraw"] as const).forEach((kind, number) => {
      const record = encodeReceipt(nodeCipher(), key, head, { kind, number, timeS: START_S, detail: 1 });
      log.set(record, number * RECEIPT_BYTES);
      head = headAfter(record, 0);
      heads.push(head);
      key = new Uint8Array(nextReceiptKey(nodeCipher(), key));
    });
    writeFileSync(place.file("log"), log);
    writeFileSync(place.file("cut"), log.subarray(0, 2 * RECEIPT_BYTES));
    return heads;
  }

  function tell(...told: { count: number; head: Uint8Array }[]): void {
    const devices = new Map<string, DeviceState>();
    loadDevices(store, devices);
    const device = new ToyDevice(guardianCipher, ROOT);
    const state = devices.get("pair-1") as DeviceState;
    const frames = told.map(({ count, head }) => device.status(START_S, { receipts: { count, head: head.slice(0, 8) } }));
    takeInAll(
      guardianCipher,
      store,
      frames.map(({ frame }) => ({ device: state, frame })),
      START_MS,
    );
  }

  const run = async (...args: string[]): Promise<void> => {
    out = "";
    err = "";
    await guardianCommand().parseAsync([...args, "--data", place.file("data")], { from: "user" });
  };

  async function verify(file: string): Promise<number> {
    const heads = out
      .trim()
      .split("\n")
      .flatMap((head) => ["--head", head]);
    process.exitCode = 0;
    await receiptsCommand().parseAsync(["verify", place.file(file), "--key", place.file("key"), ...heads], { from: "user" });
    return Number(process.exitCode);
  }

  test("prints what the wearer's verifier takes: the whole log is sound with it, and a cut-off tail is noticed", async () => {
    const heads = receipts();
    tell(...heads.map((head, index) => ({ count: index + 1, head })));
    await run("heads", "--device", "Nan");
    expect(out).toBe(
      [1, 3].map((n) => `${n}:${Buffer.from((heads[n - 1] as Uint8Array).subarray(0, 8)).toString("hex")}\n`).join(""),
    );
    expect(err).toBe("");
    const printed = out;
    expect(await verify("log")).toBe(0);
    out = printed;
    expect(await verify("cut")).toBe(1);
  });

  test("a head that went back is an alarm on the other stream, in the list too, and both heads are among the lines", async () => {
    const head = (byte: number) => new Uint8Array(8).fill(byte);
    tell({ count: 1, head: head(1) }, { count: 9, head: head(9) }, { count: 4, head: head(4) }, { count: 4, head: head(5) });
    await run("heads", "--device", "pair-1");
    expect(out.split("\n").map((line) => line.split(":")[0])).toEqual(["1", "4", "4", "9", ""]);
    expect(err).toMatch(
      /ALARM: at 2026-\S+ the device told of fewer receipts than before: 9:0909090909090909, then 4:0404040404040404\./,
    );
    expect(err).toMatch(/other receipts than before: 4:0404040404040404, then 4:0505050505050505\./);
    expect(err).not.toContain("Nan");
    await run("list");
    expect(out).toMatch(/ALARM: The wearer's receipts went back.*lychnos guardian heads/);
  });

  test("a device without receipts, and a name that is unknown or not the only one, are answered with what to do", async () => {
    await run("heads", "--device", "Nan");
    expect([out, err]).toEqual(["", "This device has told of no receipts yet.\n"]);
    await run("heads", "--device", "Pop");
    expect(err).toMatch(/no device is called that.*lychnos guardian list/s);
    expect(process.exitCode).toBe(1);
    store.addPair(makePair(guardianCipher, "pair-2", "Nan", new Uint8Array(32).fill(8)), START_MS);
    expect(() => headsTold(store, "Nan")).toThrow(Problem);
    expect(headsTold(store, "pair-2")).toEqual({ lines: [], alarms: [] });
  });
});
