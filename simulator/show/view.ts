import type { Refusal } from "../../device/core/gate.ts";
import type { LampPattern } from "../../device/core/ports.ts";
import type { Silence } from "../../device/protocol/silence.ts";

/** What the page and the terminal show of one moment; plain data, made anew for each look. Places are degrees (WGS 84). */
export interface ShowView {
  title: string;
  /** The wearer's own clock: "Mon 07:21:05". */
  clock: string;
  sinceMs: number;
  pace: PaceView;
  device: DeviceSide;
  wearer: { place: Place | null; trail: readonly Place[] };
  guardian: GuardianSide;
  /** What left the device, newest first. */
  left: readonly LeftMessage[];
  /** What the receiver told and the device did not let through, newest first, a row a reason. */
  refused: readonly RefusedRow[];
  steps: readonly StepView[];
  switches: readonly { name: string; on: boolean }[];
  /** Invariants of the simulator that broke; always empty, or the firmware is wrong. */
  broken: readonly string[];
}

export interface PaceView {
  running: boolean;
  speed: number;
}

export interface Place {
  latDeg: number;
  lonDeg: number;
}

export interface DeviceSide {
  powered: boolean;
  /** What the wearer sees. */
  lamp: LampPattern;
  lampBroken: boolean;
  /** Null: the gate is open. */
  refusal: Refusal | null;
  sentence: string;
  receiverOpen: boolean;
  linkUp: boolean;
  waiting: number;
  batteryPercent: number | null;
  buttonDown: boolean;
  /** The last pulses of the motor, and how long ago they began; null: none within the last ten seconds. */
  felt: { pulsesMs: readonly number[]; agoMs: number } | null;
}

export interface GuardianSide {
  /** What the device said last of itself; null: it was never heard. */
  account: Silence | null;
  sentence: string;
  place: (Place & { ageS: number }) | null;
  trail: readonly Place[];
  alerts: readonly { words: string; open: boolean }[];
}

export interface LeftMessage {
  clock: string;
  what: string;
  bytes: number;
}

export interface RefusedRow {
  from: string;
  to: string;
  count: number;
  why: string;
}

export interface StepView {
  after: string;
  words: string;
  state: "waits" | "done" | "holds" | "broken";
  instead: string | null;
}
