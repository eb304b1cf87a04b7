import { describe, expect, it } from "vitest";
import { publication, takenAt } from "../../../device/core/publishing.ts";
import { dayIndex, topicOf } from "../../../device/protocol/topic.ts";
import { unveil, veil } from "../../../device/protocol/veil.ts";
import { Household } from "../../../simulator/world/household.ts";
import type { Message } from "../../../simulator/world/sim-link.ts";
import { TERMS } from "../../simulation/family.ts";
import { toyCipher } from "../../toy-cipher.ts";

/** Monday 9 March 2026, five minutes before midnight of UTC. */
const START_MS = Date.UTC(2026, 2, 9, 23, 55);
const TODAY = dayIndex(START_MS);
const ALWAYS = [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const, from: "00:00", to: "24:00" }];

interface Seen extends Message {
  day: number;
}

function family(constantRateS?: number): { house: Household; seen: Seen[] } {
  const hours = ALWAYS.map((each) => ({ ...each, days: [...each.days] }));
  const rate = constantRateS === undefined ? {} : { constantRateS };
  const house = new Household({ cipher: toyCipher, startMs: START_MS, terms: { ...TERMS, hours }, ...rate });
  const seen: Seen[] = [];
  house.broker.overhear((message) => seen.push({ ...message, day: dayIndex(house.clock.utcMs() ?? 0) }));
  house.agree();
  return { house, seen };
}

function topicKey(house: Household): Uint8Array {
  const [pair] = house.device.state.pairs;
  if (pair === undefined) throw new Error("the device has no pair");
  return pair.topicKey;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Forms of telemetry by day. */
function formsBy(seen: readonly Seen[], house: Household, day: number): string[] {
  const topic = topicOf(toyCipher, topicKey(house), "telemetry", day);
  return seen.filter((message) => message.topic === topic).map(({ payload }) => hex(payload));
}

const hexUnveiled = (house: Household, day: number, form: string): string =>
  hex(unveil(toyCipher, topicKey(house), day, Buffer.from(form, "hex")));

describe("P26 what is published on the day after", () => {
  it("a frame goes out as it is on its own day, veiled on the next, and arrives once when somebody listens", () => {
    const { house, seen } = family();
    house.killGuardian();
    house.pass(600);
    const waiting = house.device.state.outbox.waiting.map(({ frame }) => hex(frame));
    const [today, tomorrow] = [formsBy(seen, house, TODAY), formsBy(seen, house, TODAY + 1)];
    const crossed = waiting.filter((frame) => today.includes(frame));
    expect(crossed.length).toBeGreaterThan(10);
    expect(today.filter((form) => tomorrow.includes(form))).toEqual([]);
    const told = new Set(tomorrow.map((form) => hexUnveiled(house, TODAY + 1, form)));
    expect(crossed.filter((frame) => !told.has(frame))).toEqual([]);
    const sealed = house.device.state.outbox.sequence;
    house.bootGuardian();
    house.pass(400);
    const held = house.guardianStore.trail("simulated", 0, 1000).map(({ fix }) => fix.sequence);
    expect(new Set(held).size).toBe(held.length);
    expect(held.filter((sequence) => sequence <= sealed).length).toBe(sealed);
    expect(house.guardian.device().refusedFrames).toBe(0);
    expect(house.guardianStore.clashes("simulated")).toBe(0);
  });

  it("is the same bytes each time on one day, also after a restart", () => {
    const { house, seen } = family();
    house.killGuardian();
    house.pass(600);
    const before = new Set(formsBy(seen, house, TODAY + 1));
    const old = house.device.state.outbox.waiting.filter(({ takenS }) => dayIndex(takenS * 1000) === TODAY);
    house.killDevice();
    house.bootDevice();
    const from = seen.length;
    house.pass(120);
    const after = new Set(formsBy(seen.slice(from), house, TODAY + 1));
    const form = (frame: Uint8Array): string => hex(veil(toyCipher, topicKey(house), TODAY + 1, frame));
    expect(old.length).toBeGreaterThan(10);
    for (const { frame } of old) expect([before.has(form(frame)), after.has(form(frame))]).toEqual([true, true]);
  });

  it("has another form on each of three days", () => {
    const { house, seen } = family();
    house.killGuardian();
    house.pass(240);
    house.deviceLink.setReachable(false);
    house.pass(60);
    const first = house.device.state.outbox.waiting[0]?.frame ?? new Uint8Array(0);
    const forms = [TODAY, TODAY + 1, TODAY + 2].map((day, i) => {
      if (i > 0) house.sleep(i === 1 ? 3_600_000 : 86_400_000);
      house.deviceLink.setReachable(true);
      house.pass(120);
      return formsBy(seen, house, day).find((form) => form === hex(first) || hexUnveiled(house, day, form) === hex(first));
    });
    expect(forms[0]).toBe(hex(first));
    expect(new Set(forms).size).toBe(3);
    expect(forms).not.toContain(undefined);
  });

  it("a word without a time goes out as it is on the day on which it was sealed, and veiled on the next", () => {
    const { state } = family().house.device;
    const [pair] = state.pairs;
    if (pair === undefined) throw new Error("the device has no pair");
    pair.dayFloor = TODAY;
    const frame = new Uint8Array(64).fill(1);
    const payloadAt = (utcMs: number | null): string => {
      const effect = publication(state, pair, frame, takenAt(pair, 0), utcMs);
      return effect.kind === "publish" ? hex(effect.payload) : effect.kind;
    };
    const takenS = takenAt(pair, 0);
    expect([payloadAt(null), payloadAt(START_MS)]).toEqual([hex(frame), hex(frame)]);
    const effect = publication(state, pair, frame, takenS, START_MS + 86_400_000);
    expect(effect.kind === "publish" && hex(effect.payload)).toBe(hex(veil(toyCipher, pair.topicKey, TODAY + 1, frame)));
    expect(takenAt(pair, 1_773_034_200)).toBe(1_773_034_200);
  });

  it("is veiled in the constant-rate mode too", () => {
    const { house, seen } = family(5);
    house.killGuardian();
    house.pass(900);
    const [today, tomorrow] = [formsBy(seen, house, TODAY), formsBy(seen, house, TODAY + 1)];
    const waiting = new Set(house.device.state.outbox.waiting.map(({ frame }) => hex(frame)));
    expect(today.filter((form) => tomorrow.includes(form))).toEqual([]);
    expect(tomorrow.filter((form) => waiting.has(hexUnveiled(house, TODAY + 1, form))).length).toBeGreaterThan(0);
  });

  it("a broker that gives each frame of yesterday on a topic of today changes nothing but the time of arrival", () => {
    const { house, seen } = family();
    house.killGuardian();
    house.pass(600);
    const kept = seen.splice(0);
    house.deviceLink.setReachable(false);
    house.bootGuardian();
    house.pass(2);
    const count = (): number => house.guardianStore.trail("simulated", 0, 1000).length;
    const topic = (day: number): string => topicOf(toyCipher, topicKey(house), "telemetry", day);
    // The form of one day under the name of another opens with nothing.
    const misnamed = kept.filter(({ topic: on, payload }) => on === topic(TODAY + 1) && !isOwn(house, payload)).slice(0, 50);
    expect(misnamed.length).toBeGreaterThan(0);
    for (const { payload } of misnamed) house.broker.inject(topic(TODAY), payload);
    house.pass(2);
    expect(count()).toBe(0);
    expect(house.guardian.device().refusedFrames).toBe(misnamed.length);
    // What has its own bytes opens under any name, and once.
    const plain = kept.filter(({ payload }) => isOwn(house, payload));
    for (const day of [TODAY, TODAY + 1]) for (const { payload } of plain) house.broker.inject(topic(day), payload);
    house.pass(2);
    const once = count();
    expect(once).toBeGreaterThan(0);
    for (const { topic: on, payload } of kept) house.broker.inject(on, payload);
    house.pass(2);
    const held = house.guardianStore.trail("simulated", 0, 1000).map(({ fix }) => fix.sequence);
    expect(new Set(held).size).toBe(held.length);
    expect(house.guardianStore.clashes("simulated")).toBe(0);
  });
});

function isOwn(house: Household, payload: Uint8Array): boolean {
  return house.device.state.outbox.waiting.some(({ frame }) => hex(frame) === hex(payload));
}
