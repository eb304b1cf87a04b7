import { describe, expect, it } from "vitest";
import { RECEIPT_KEY, RECEIPTS } from "../../device/core/receipts.ts";
import { RECEIPT_BYTES } from "../../device/protocol/receipt.ts";
import { verifyReceipts } from "../../device/protocol/receipt-verify.ts";
import { headsOf } from "../../guardian/core/told-head.ts";
import { type Household, RECEIPT_ROOT } from "../../simulator/world/household.ts";
import { simStore } from "../../simulator/world/sim-store.ts";
import { toyCipher } from "../toy-cipher.ts";
import { family } from "./family.ts";

function heads(house: Household) {
  const done = house.guardianStore.heads("simulated");
  if (!done.ok) throw new Error(done.sentence);
  return done.value;
}

/** What the wearer's verifier says of a log, with the heads that the guardian's console was told. */
function verdict(house: Household, log: Uint8Array) {
  return verifyReceipts(toyCipher, RECEIPT_ROOT.slice(), log, headsOf(heads(house)));
}

const log = (house: Household): Uint8Array => house.store.load(RECEIPTS) ?? new Uint8Array(0);

/** A pause that came and went: four receipts, all told. */
function paused(house: Household): void {
  house.device.pause(5);
  house.pass(600);
}

describe("R-15 what the guardian was told of the wearer's receipts", () => {
  it("verifies against the wearer's own log, and shows that its end was cut off", () => {
    const house = family();
    house.agree();
    house.pass(60);
    paused(house);
    const whole = log(house);
    expect(heads(house).findings).toEqual([]);
    expect(headsOf(heads(house)).at(-1)?.count).toBe(whole.length / RECEIPT_BYTES);
    expect(verdict(house, whole)).toMatchObject({ sound: true });
    const cut = whole.subarray(0, whole.length - RECEIPT_BYTES);
    expect(verifyReceipts(toyCipher, RECEIPT_ROOT.slice(), cut, [])).toMatchObject({ sound: true });
    expect(verdict(house, cut)).toMatchObject({ sound: false, fault: "cut" });
  });

  it.each(["withdraw", "object", "deleteData"] as const)("agrees with the log after %s, at once and without a restart", (act) => {
    const house = family();
    house.agree();
    house.pass(60);
    house.device[act]();
    house.pass(60);
    expect(verdict(house, log(house))).toMatchObject({ sound: true });
  });

  it("is contradicted by a device whose receipts were put back to an earlier state, and the console keeps that", () => {
    const house = family();
    house.agree();
    house.pass(60);
    const early = house.store.surviving();
    paused(house);
    house.killDevice();
    const image = new Map(house.store.surviving());
    for (const name of [RECEIPT_KEY, RECEIPTS]) image.set(name, early.get(name) as Uint8Array);
    house.store = simStore(image);
    house.bootDevice();
    house.pass(60);
    expect(heads(house).findings[0]).toMatchObject({ before: { count: 4 }, after: { count: 2 } });
    expect(verdict(house, log(house))).toMatchObject({ sound: false, fault: "cut" });
  });

  it("stays after a deletion, because it holds no position and is the wearer's own proof", () => {
    const house = family();
    house.agree();
    house.pass(60);
    paused(house);
    const told = headsOf(heads(house));
    house.device.deleteData();
    house.pass(60);
    expect(headsOf(heads(house))).toEqual(expect.arrayContaining(told));
  });
});
