import {
  agree,
  broken,
  call,
  chosen,
  clockFault,
  DAY,
  end,
  garbage,
  HOUR,
  hold,
  link,
  MINUTE,
  message,
  pauseFor,
  restartLater,
  SECOND,
  setClock,
  setLamp,
  setNotice,
  sleep,
  speakBadly,
  speakSecond,
  tick,
} from "./acts.ts";
import { GUARDIANS } from "./guardians.ts";
import { watchOpening } from "./judge.ts";
import { acknowledgeOne, type Life, speak, type Tamper } from "./life.ts";
import { remember } from "./onlooker.ts";
import { judgeLamp, judgePublished } from "./verdicts.ts";
import { SOUND } from "./world.ts";

/** Something that may happen. `calm` events change nothing that decides about the gate. */
export interface Happening {
  name: string;
  weight: number;
  calm?: boolean;
  happen(life: Life, tamper: Tamper): void;
}

/** Everything that may happen, and how often beside the others. */
export const HAPPENINGS: readonly Happening[] = [
  { name: "a second", weight: 300, calm: true, happen: speakSecond },
  { name: "a tick", weight: 300, calm: true, happen: (life) => tick(life, 250) },
  { name: "a message is acknowledged", weight: 120, calm: true, happen: acknowledgeOne },
  { name: "a slow tick", weight: 6, happen: (life) => tick(life, chosen(life, [700, 999, 1000, 1001, 2500])) },
  { name: "the link is up", weight: 10, calm: true, happen: (life) => link(life, true) },
  { name: "the link is down", weight: 0.4, calm: true, happen: (life) => link(life, false) },
  {
    name: "a fix that was not measured",
    weight: 0.8,
    happen: (life) => speakBadly(life, chosen(life, ["estimated", "manual", "simulated"]), null),
  },
  {
    name: "a fix of another time",
    weight: 0.8,
    happen: (life) =>
      speakBadly(life, "autonomous", life.world.trueMs + chosen(life, [-DAY, -HOUR, -11 * MINUTE, 11 * MINUTE, HOUR])),
  },
  { name: "a broken sentence", weight: 0.6, happen: broken },
  { name: "garbage", weight: 0.6, happen: (life) => speak(life, garbage(life), null, false) },
  { name: "a message of nobody", weight: 0.6, calm: true, happen: message },
  { name: "consent", weight: 0.3, happen: agree },
  { name: "withdrawal", weight: 0.12, happen: (life) => end(life, "withdraw", () => life.running.withdraw()) },
  { name: "deletion", weight: 0.06, happen: (life) => end(life, "withdraw", () => life.running.deleteData()) },
  { name: "objection", weight: 0.1, happen: (life) => end(life, "object", () => life.running.object()) },
  { name: "a hold of the button", weight: 0.1, happen: hold },
  {
    name: "pause",
    weight: 0.2,
    happen: (life) => {
      const minutes = chosen(life, [1, 10, 60, 1440]);
      pauseFor(life, minutes, () => life.running.pause(minutes));
    },
  },
  {
    name: "end of the pause",
    weight: 0.3,
    happen: (life) => {
      remember(life.referee.memory, { kind: "resume" });
      life.running.resume();
    },
  },
  {
    name: "safe",
    weight: 0.1,
    calm: true,
    happen: (life) => {
      life.referee.permitted.clear();
      life.running.safe();
    },
  },
  { name: "a call", weight: 0.25, happen: (life) => call(life, true) },
  { name: "a call by nobody", weight: 0.1, happen: (life) => call(life, false) },
  {
    name: "a call for help",
    weight: 0.02,
    happen: (life) => {
      remember(life.referee.memory, { kind: "help" });
      life.running.help();
    },
  },
  {
    name: "help is not wanted any more",
    weight: 0.5,
    happen: (life) => {
      if (!life.referee.memory.helping) return;
      life.running.helpOver();
      remember(life.referee.memory, { kind: "help-over" });
    },
  },
  {
    name: "veto",
    weight: 0.1,
    happen: (life) => {
      remember(life.referee.memory, { kind: "end-emergency" });
      life.running.veto();
    },
  },
  {
    name: "calling off",
    weight: 0.1,
    happen: (life) => {
      remember(life.referee.memory, { kind: "end-emergency" });
      life.running.callOff();
    },
  },
  { name: "another notice", weight: 0.1, happen: (life) => setNotice(life, 1 - life.notice) },
  {
    name: "a lamp's fault",
    weight: 0.5,
    happen: (life) => setLamp(life, chosen(life, ["broken", "stuck", "mute", "flicker", "wrong"])),
  },
  {
    name: "a mended lamp",
    weight: 4,
    happen: (life) => {
      if (life.world.lampFault !== "none") setLamp(life, "none");
    },
  },
  { name: "a wrong host clock", weight: 0.25, happen: (life) => setClock(life, "host", clockFault(life)) },
  { name: "a wrong receiver clock", weight: 0.25, happen: (life) => setClock(life, "satellites", clockFault(life)) },
  {
    name: "right clocks",
    weight: 3,
    happen: (life) => {
      if (life.world.host !== SOUND || life.world.satellites !== SOUND) setClock(life, "host", SOUND);
    },
  },
  {
    name: "a failing store",
    weight: 0.15,
    happen: (life) => {
      life.world.storeFails = true;
    },
  },
  {
    name: "a mended store",
    weight: 4,
    happen: (life) => {
      life.world.storeFails = false;
    },
  },
  { name: "minutes without a tick", weight: 1, happen: (life) => sleep(life, chosen(life, [MINUTE, 10 * MINUTE, HOUR])) },
  { name: "hours without a tick", weight: 1, happen: (life) => sleep(life, chosen(life, [3 * HOUR, 8 * HOUR, DAY])) },
  { name: "a restart", weight: 0.4, happen: restartLater },
];

// A made-up life in which nothing is ever agreed to again would prove little: what is missing comes back soon.
const RECOVERY = 0.01;
/** It has happened by then; what follows from it is judged as after any other event. */
const RECOVERED: Happening = { name: "a recovery", weight: 0, happen: () => undefined };

function recover(life: Life): boolean {
  const { memory } = life.referee;
  const over =
    memory.agreed === null || memory.agreed.withdrawn || memory.agreed.objected || memory.agreed.expiresMs < life.world.trueMs;
  if ((over || !memory.sameNotice) && life.random.next() < RECOVERY) {
    agree(life);
    return true;
  }
  const shut = !life.referee.spans.some((span) => span.fromMs <= life.world.trueMs && span.toMs > life.world.trueMs);
  const next = life.referee.spans.find((span) => span.fromMs > life.world.trueMs);
  if (shut && next !== undefined && life.random.next() < RECOVERY) {
    sleep(life, next.fromMs - life.world.trueMs + life.random.whole(0, 20) * SECOND);
    return true;
  }
  return false;
}

const TOTAL = HAPPENINGS.reduce((sum, one) => sum + one.weight, 0);

function pick(life: Life): Happening {
  let left = life.random.next() * TOTAL;
  for (const one of HAPPENINGS) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return HAPPENINGS[0] as Happening;
}

/** One event of the life. @returns its name. */
export function live(life: Life, tamper: Tamper): string {
  life.counts.events += 1;
  life.brokenBefore = life.world.storeBroken;
  life.couldPass = false;
  const one = recover(life) ? RECOVERED : pick(life);
  one.happen(life, tamper);
  judgePublished(life);
  judgeLamp(life);
  watchOpening(life.referee, life.world, GUARDIANS);
  life.referee.calm = one.calm === true ? life.referee.calm + 1 : 0;
  return one.name;
}
