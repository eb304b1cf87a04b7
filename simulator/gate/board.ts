import type { Board } from "../../device/core/run.ts";
import { dayIndex } from "../../device/protocol/topic.ts";
import { GUARDIANS, readFrame } from "./guardians.ts";
import { mayPassNow } from "./judge.ts";
import type { Life } from "./life.ts";
import { quickCipher } from "./quick-cipher.ts";
import { lampAsked, lampSays } from "./seen-lamp.ts";
import { NOTICES } from "./terms.ts";
import { foldBytes, foldNumber, foldText } from "./trace.ts";
import { violate } from "./verdicts.ts";
import { clockSays, lampAnswer, START_MS, worldStore } from "./world.ts";

const BUILT_MS = START_MS - 86_400_000;
/** Acknowledgements that a guardian may owe; more are forgotten, and the device sends again. */
const MOST_OWED = 64;

function published(life: Life, topic: string, frame: Uint8Array): void {
  life.counts.published += 1;
  foldText(life.trace, topic);
  foldBytes(life.trace, frame);
  const days = [dayIndex(life.world.trueMs), ...life.running.state.pairs.map(({ dayFloor }) => dayFloor)];
  const read = readFrame(quickCipher, life.guardians, frame, { topic, days });
  if (read === null) return violate(life, "a frame was published that no guardian can open");
  for (const report of read.reports) if (report.kind === "fix") life.unjudged.push(report.timeS);
  life.owed.push(read);
  if (life.owed.length > MOST_OWED) life.owed.shift();
}

/** The made-up ports; all that the firmware does with them goes into the trace. */
export function boardOf(life: Life): Board {
  const { world } = life;
  return {
    cipher: quickCipher,
    clock: { upMs: () => world.upMs, utcMs: () => clockSays(world.host, world.trueMs) },
    receiver: {
      start: (onBytes) => {
        world.bytes = onBytes;
        foldText(life.trace, "receiver on");
      },
      stop: () => {
        world.bytes = null;
      },
    },
    lamp: {
      show: (pattern) => {
        // A fix may pass and the gate shut in one step: what was right is what was true before it shut.
        if (pattern !== "recording") life.couldPass = mayPassNow(life.referee, world, GUARDIANS);
        world.lampAsked = pattern;
        foldText(life.trace, pattern);
        lampAsked(life.referee.memory, pattern);
      },
      read: () => {
        const answer = lampAnswer(world, life.random);
        lampSays(life.referee.memory, answer);
        return answer;
      },
      close: () => undefined,
    },
    button: {
      start: (onChange) => {
        world.button = onChange;
      },
      stop: () => {
        world.button = null;
      },
    },
    haptic: { play: (pulses) => foldNumber(life.trace, pulses.length), close: () => undefined },
    link: {
      hurry: () => undefined,
      start: (events) => {
        world.link = events;
      },
      publish: (topic, payload) => published(life, topic, payload),
      subscribe: (topics) => foldNumber(life.trace, topics.length),
      stop: () => {
        world.link = null;
      },
    },
    store: worldStore(world, (name, bytes) => {
      foldText(life.trace, name);
      foldNumber(life.trace, bytes === null ? -1 : bytes.length);
    }),
    battery: { percent: () => 70 },
    timeSource: "host",
    steady: true,
    builtMs: BUILT_MS,
    notice: NOTICES[life.notice] ?? null,
    onTrouble: () => undefined,
    onReminder: () => undefined,
  };
}
