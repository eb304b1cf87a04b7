import type { PermissionEvent } from "../../device/core/permission.ts";
import { VITAL_COUNTDOWN_MS, VITAL_LONGEST_MS, VITAL_REST_MS } from "../../device/core/vital-interest.ts";
import type { Limits, Memory } from "../../simulator/gate/memory.ts";
import { type Deed, lookAtClock, passTime, remember, wake } from "../../simulator/gate/onlooker.ts";
import { lampAsked, lampSays } from "../../simulator/gate/seen-lamp.ts";
import {
  answerLamp,
  consentOfAdult,
  EXPIRES_MS,
  isInHours,
  lightLamp,
  type Machine,
  MOMENTS,
  NOTICES,
  PAUSE_MINUTES,
  type Parts,
  restartMachine,
  tell,
} from "./slow-gate-machine.ts";

/** The device beside what an onlooker remembers of the same events. */
export interface Both {
  machine: Machine;
  memory: Memory;
}

export interface SearchEvent {
  name: string;
  happen(both: Both, parts: Parts): void;
}

export const LIMITS: Limits = { countdownMs: VITAL_COUNTDOWN_MS, longestMs: VITAL_LONGEST_MS, restMs: VITAL_REST_MS };
export const PAUSE_MS = PAUSE_MINUTES * 60_000;

function told(name: string, event: (both: Both) => PermissionEvent, deed: (both: Both) => Deed | null): SearchEvent {
  return {
    name,
    happen: (both, parts) => {
      const remembered = deed(both);
      if (remembered !== null) remember(both.memory, remembered);
      tell(both.machine, parts, event(both));
    },
  };
}

function passes(ms: number): SearchEvent {
  return {
    name: `${ms} ms pass`,
    happen: ({ machine, memory }) => {
      machine.upMs += ms;
      passTime(memory, ms, LIMITS);
    },
  };
}

function becomes(name: string, change: (both: Both) => void): SearchEvent {
  return { name, happen: change };
}

const agree: SearchEvent = {
  name: "the wearer agrees",
  happen: (both, parts) => {
    both.machine.consent = consentOfAdult();
    both.machine.permission.notice = NOTICES.same;
    tell(both.machine, parts, { kind: "consent" });
    remember(both.memory, { kind: "agree", expiresMs: EXPIRES_MS });
  },
};

const withdraw: SearchEvent = {
  name: "the wearer withdraws",
  happen: (both, parts) => {
    if (both.machine.consent !== null) both.machine.consent.withdrawn = true;
    tell(both.machine, parts, { kind: "withdraw" });
    remember(both.memory, { kind: "withdraw" });
  },
};

const restart: SearchEvent = {
  name: "the device restarts",
  happen: (both, parts) => {
    restartMachine(both.machine, parts);
    remember(both.memory, { kind: "restart" });
  },
};

function answers(answer: "recording" | "dark" | null): SearchEvent {
  return becomes(`the lamp says ${answer}`, ({ machine, memory }) => {
    answerLamp(machine, answer);
    lampSays(memory, answer);
  });
}

function notice(which: "same" | "changed"): SearchEvent {
  return becomes(`the notice is ${which}`, ({ machine, memory }) => {
    machine.permission.notice = NOTICES[which];
    memory.sameNotice = which === "same";
  });
}

function calls(named: boolean, actor: "parent" | null, reason: "danger" | null): SearchEvent {
  return told(
    `an emergency is called by ${actor} for ${reason}`,
    () => ({ kind: "call", actor, reason }),
    () => ({ kind: "call", named }),
  );
}

const clocks = [null, ...MOMENTS].map((utcMs) =>
  becomes(`the clock says ${utcMs === null ? "nothing" : new Date(utcMs).toISOString()}`, ({ machine }) => {
    machine.utcMs = utcMs;
  }),
);

const spans = [VITAL_COUNTDOWN_MS, VITAL_LONGEST_MS, VITAL_REST_MS, PAUSE_MS].flatMap((span) => [span - 1, span]);

/** What goes on around the wearer. */
export const OUTSIDE_EVENTS: SearchEvent[] = [
  becomes("the store fails or mends", ({ machine }) => {
    machine.store = machine.store === "sound" ? "faulty" : "sound";
  }),
  becomes("the roster empties or fills", ({ machine }) => {
    machine.roster = machine.roster === "named" ? "empty" : "named";
  }),
  becomes("the day's rest is due or over", ({ machine }) => {
    machine.rest = machine.rest === "kept" ? "due" : "kept";
  }),
];

/** Everything that can happen. Each is followed by a tick, as on the device. */
export const EVENTS: SearchEvent[] = [
  agree,
  withdraw,
  restart,
  told(
    "the wearer objects",
    () => ({ kind: "object" }),
    () => ({ kind: "object" }),
  ),
  told(
    "the wearer makes a pause",
    () => ({ kind: "pause", minutes: PAUSE_MINUTES }),
    ({ machine }) => ({ kind: "pause", ms: PAUSE_MS, utcMs: machine.utcMs }),
  ),
  told(
    "the wearer ends the pause",
    () => ({ kind: "resume" }),
    () => ({ kind: "resume" }),
  ),
  told(
    "the wearer vetoes",
    () => ({ kind: "veto" }),
    () => ({ kind: "end-emergency" }),
  ),
  told(
    "the emergency is called off",
    () => ({ kind: "call-off" }),
    () => ({ kind: "end-emergency" }),
  ),
  calls(true, "parent", "danger"),
  calls(false, null, "danger"),
  calls(false, "parent", null),
  answers("recording"),
  answers("dark"),
  answers(null),
  notice("same"),
  notice("changed"),
  ...clocks,
  ...[500, 501, -2000, ...spans].map(passes),
  ...OUTSIDE_EVENTS,
];

/** One event, the tick after it, and the lamp brought in line. */
export function happen(both: Both, event: SearchEvent, parts: Parts): void {
  event.happen(both, parts);
  tell(both.machine, parts, { kind: "tick", sureMs: both.machine.utcMs ?? 0 });
  wake(both.memory);
  lookAtClock(both.memory, both.machine.utcMs);
  const asked = lightLamp(both.machine, parts);
  if (asked !== null) lampAsked(both.memory, asked);
}

export function presentOf({ machine }: Both): {
  utcMs: number | null;
  inHours: boolean;
  storeSound: boolean;
  someoneNamed: boolean;
  restKept: boolean;
} {
  return {
    utcMs: machine.utcMs,
    inHours: isInHours(machine.utcMs),
    storeSound: machine.store === "sound",
    someoneNamed: machine.roster === "named",
    restKept: machine.rest === "kept",
  };
}
