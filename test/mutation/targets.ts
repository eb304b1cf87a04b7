/** A file whose faults must be found, and the tests that must find them; paths from the project's folder. */
export interface Target {
  file: string;
  tests: string[];
}

const UNIT = "test/unit/core";

/** What decides whether a position may leave, the gate itself first. */
export const GATE_FILES: Target[] = [
  { file: "device/core/gate.ts", tests: [`${UNIT}/gate.test.ts`] },
  { file: "device/core/claims.ts", tests: [`${UNIT}/gate-claims.test.ts`] },
  { file: "device/core/lamp-watch.ts", tests: [`${UNIT}/gate-lamp.test.ts`] },
  { file: "device/core/permission.ts", tests: [`${UNIT}/permission.test.ts`, `${UNIT}/permission-precedence.test.ts`] },
  { file: "device/core/vital-interest.ts", tests: [`${UNIT}/vital-interest.test.ts`, `${UNIT}/vital-interest-restart.test.ts`] },
];
