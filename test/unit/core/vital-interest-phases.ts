import {
  hearVital,
  makeVitalWatch,
  VITAL_COUNTDOWN_MS,
  VITAL_LONGEST_MS,
  type VitalWatch,
} from "../../../device/core/vital-interest.ts";

export const CALL = { kind: "call", actor: "guardian", reason: "missing" } as const;
export const TICK = { kind: "tick" } as const;
export const START = 10_000;
export const OPENS = START + VITAL_COUNTDOWN_MS;
export const ENDS = OPENS + VITAL_LONGEST_MS;

export function announced(): VitalWatch {
  const watch = makeVitalWatch();
  hearVital(watch, CALL, START);
  return watch;
}

export function open(): VitalWatch {
  const watch = announced();
  hearVital(watch, TICK, OPENS);
  return watch;
}

export function closed(): VitalWatch {
  const watch = open();
  hearVital(watch, TICK, ENDS);
  return watch;
}

export const NAMED = { actor: "guardian", reason: "missing" } as const;
