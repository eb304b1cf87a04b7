import type { FixReport, Flags, StatusReport } from "../../../../device/protocol/report.ts";
import { NO_FLAGS, RECEIPT_HEAD_TOLD } from "../../../../device/protocol/report.ts";
import type { Silence } from "../../../../device/protocol/silence.ts";
import type {
  AskedView,
  Change,
  Console,
  DeviceView,
  Explanation,
  NotAsked,
  PageAct,
  StoredFix,
} from "../../../../guardian/core/view.ts";

/** A console that says what the test wants: a clock set by hand, one device, and changes when told. */
export interface FakeConsole extends Console {
  clockMs: number;
  up: boolean;
  views: DeviceView[];
  fixes: StoredFix[];
  listeners: Set<(change: Change) => void>;
  /** What was asked from the page, in order. */
  asks: { deviceId: string; act: PageAct }[];
  /** What was answered. */
  answers: { deviceId: string; incident: number }[];
  /** What the next question gets instead of being queued. */
  refusal: NotAsked | null;
  emit(change: Change): void;
}

/** A question as the page shows it, asked at noon. */
export function askedAt(change: Partial<AskedView> = {}): AskedView {
  const times = { askedMs: NOON_MS, expiresMs: NOON_MS + 600_000, sentMs: NOON_MS, answeredMs: null };
  return { act: "locate-now", value: 0, result: null, ...times, ...change };
}

/** A Thursday noon, UTC. */
export const NOON_MS = Date.UTC(2026, 10, 19, 12, 0, 0);

export function flags(set: Partial<Flags> = {}): Flags {
  return { ...NO_FLAGS, lampConfirmed: true, windowOpen: true, timeTrusted: true, ...set };
}

export function fixAt(
  timeMs: number,
  latDeg: number,
  lonDeg: number,
  sequence: number,
  more: Partial<FixReport> = {},
): StoredFix {
  const fix: FixReport = {
    kind: "fix",
    flags: flags(),
    timeS: Math.floor(timeMs / 1000),
    latE7: Math.round(latDeg * 1e7),
    lonE7: Math.round(lonDeg * 1e7),
    altitudeM: 80,
    accuracyM: 4,
    speedMps: 1.4,
    courseDeg: 90,
    batteryPercent: 83,
    consent: 7,
    sequence,
    ...more,
  };
  return { fix, receivedMs: timeMs };
}

export function statusAt(
  timeMs: number,
  silence: Silence,
  more: Partial<StatusReport> = {},
): { status: StatusReport; receivedMs: number } {
  const status: StatusReport = {
    kind: "status",
    flags: flags({ lampConfirmed: silence === "tracking" }),
    timeS: Math.floor(timeMs / 1000),
    silence,
    batteryPercent: 82,
    consent: 7,
    sequence: 1,
    lastFixAgeS: 0,
    nextS: 0,
    queued: 0,
    receipts: { count: 12, head: new Uint8Array(RECEIPT_HEAD_TOLD) },
    ...more,
  };
  return { status, receivedMs: timeMs };
}

export function viewOf(explanation: Explanation, more: Partial<DeviceView> = {}): DeviceView {
  return {
    id: "device-1",
    label: "Anna",
    lastFix: fixAt(NOON_MS, 37.9745, 23.735, 1),
    lastStatus: null,
    lastHeardMs: NOON_MS,
    explanation,
    explanationSinceMs: NOON_MS,
    refusedFrames: 0,
    missingFixes: 0,
    deletion: null,
    receiptsWentBack: 0,
    clashes: 0,
    incidents: [],
    asked: [],
    ...more,
  };
}

export function makeFakeConsole(view: DeviceView = viewOf("tracking")): FakeConsole {
  const fake: FakeConsole = {
    clockMs: NOON_MS,
    up: true,
    views: [view],
    fixes: view.lastFix === null ? [] : [view.lastFix],
    listeners: new Set(),
    nowMs: () => fake.clockMs,
    linkUp: () => fake.up,
    devices: () => fake.views,
    trail: (id, sinceMs, limit) =>
      id === view.id ? fake.fixes.filter((stored) => stored.fix.timeS * 1000 >= sinceMs).slice(0, limit) : [],
    asks: [],
    refusal: null,
    ask(deviceId, act) {
      if (fake.refusal !== null) return fake.refusal;
      if (deviceId !== view.id) return { ok: false, reason: "no-device", sentence: "There is no such device." };
      fake.asks.push({ deviceId, act });
      const asked = askedAt({ askedMs: fake.clockMs, expiresMs: fake.clockMs + 600_000, sentMs: fake.clockMs });
      fake.emit({ kind: "device", view: { ...(fake.views[0] ?? view), asked: [asked] } });
      return { ok: true, asked };
    },
    answers: [],
    answer(deviceId, incident) {
      if (fake.refusal !== null) return fake.refusal;
      if (deviceId !== view.id) return { ok: false, reason: "no-device", sentence: "There is no such device." };
      fake.answers.push({ deviceId, incident });
      return { ok: true, asked: askedAt({ act: "panic-ack", value: incident, askedMs: fake.clockMs }) };
    },
    onChange(listener) {
      fake.listeners.add(listener);
      return () => fake.listeners.delete(listener);
    },
    emit(change) {
      if (change.kind === "device") fake.views = fake.views.map((old) => (old.id === change.view.id ? change.view : old));
      if (change.kind === "fix") fake.fixes.push(change.stored);
      if (change.kind === "gone") fake.views = fake.views.filter(({ id }) => id !== change.deviceId);
      if (change.kind === "link") fake.up = change.up;
      for (const listener of fake.listeners) listener(change);
    },
  };
  return fake;
}
