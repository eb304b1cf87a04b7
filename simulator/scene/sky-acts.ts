import type { TracePoint } from "../trace/trace.ts";
import type { Act } from "./act.ts";
import type { Stage } from "./stage.ts";

const DEGREES_A_KM = 1 / 111.2;
/** The receiver's count of weeks has ten bits (F14). */
export const ROLLOVER_MS = 1024 * 7 * 86_400_000;
const LONGEST_NOISE_MS = 600_000;

function lies(says: string, faults: readonly number[], lie: (truth: TracePoint, value: number) => TracePoint | null): Act {
  return {
    says,
    faults,
    act: (stage, [value]) => {
      stage.lie = (truth) => lie(truth, typeof value === "number" ? value : 0);
    },
  };
}

function repeatsItself(stage: Stage): void {
  let last: TracePoint | null = null;
  stage.lie = (truth) => {
    last ??= truth;
    return last;
  };
}

/** A little of everything: bytes of no kind, sentences cut short, sentences that never end. */
function nonsense(stage: Stage, ms: number): void {
  const { house, random } = stage;
  for (let at = 0; at < Math.min(ms, LONGEST_NOISE_MS); at += 700) {
    house.clock.after(at, () => {
      const kind = random.whole(0, 2);
      const length = kind === 2 ? 4000 : random.whole(1, 120);
      const bytes = new Uint8Array(length).map(() => (kind === 1 ? random.whole(32, 126) : random.whole(0, 255)));
      if (kind !== 0) bytes[0] = 36;
      house.receiver.feed(bytes);
    });
  }
}

function clockAct(says: string, faults: readonly number[], offMs: (ms: number) => number): Act {
  return {
    says,
    faults,
    act: (stage, [ms]) => {
      stage.house.clockOffMs += offMs(typeof ms === "number" ? ms : 0);
    },
  };
}

/** The receiver and the device's own clock. */
export const SKY_ACTS: readonly Act[] = [
  { says: "the receiver is unplugged", faults: [17], act: (stage) => stage.act(() => stage.house.receiver.setPlugged(false)) },
  { says: "the receiver is plugged in", faults: [17], act: (stage) => stage.act(() => stage.house.receiver.setPlugged(true)) },
  lies("the receiver falls silent", [17], () => null),
  lies("the receiver finds no satellites", [17, 19], (truth) => ({ ...truth, valid: false })),
  lies("the receiver tells a place {number} km away", [15], (truth, km) => ({
    ...truth,
    latDeg: truth.latDeg + km * DEGREES_A_KM,
  })),
  lies("the receiver's time is {duration} ahead", [12, 16], (truth, ms) => ({ ...truth, timeMs: truth.timeMs + ms })),
  lies("the receiver's time is {duration} behind", [13, 16], (truth, ms) => ({ ...truth, timeMs: truth.timeMs - ms })),
  lies("the receiver loses count of the weeks", [14], (truth) => ({ ...truth, timeMs: truth.timeMs - ROLLOVER_MS })),
  { says: "the receiver repeats its last word", faults: [19], act: repeatsItself },
  lies("the receiver is right again", [], (truth) => truth),
  { says: "the receiver talks nonsense for {duration}", faults: [18], act: (stage, [ms]) => nonsense(stage, ms as number) },
  {
    says: "the clock is lost",
    faults: [11],
    act: (stage) => {
      stage.house.clockLost = true;
    },
  },
  clockAct("the clock jumps {duration} ahead", [12], (ms) => ms),
  clockAct("the clock jumps {duration} back", [13], (ms) => -ms),
  {
    says: "the clock gains {number} ms a second",
    faults: [55],
    act: (stage, [gain]) => {
      stage.driftMs = gain as number;
    },
  },
  {
    says: "the clock is right again",
    faults: [],
    act: (stage) => {
      stage.house.clockLost = false;
      stage.house.clockOffMs = 0;
      stage.driftMs = 0;
    },
  },
  {
    says: "the wearer stands still",
    faults: [],
    act: (stage) => {
      stage.house.walks = false;
    },
  },
  {
    says: "the wearer walks on",
    faults: [],
    act: (stage) => {
      stage.house.walks = true;
    },
  },
];
