import { claimsAt } from "../../device/core/claims.ts";
import { refusalOf } from "../../device/core/gate.ts";
import { utcNow } from "../../device/core/trusted-time.ts";
import { GUARDIANS } from "./guardians.ts";
import { mayBeLit, mayPassNow, mustPassNow, restStillKept } from "./judge.ts";
import type { Life } from "./life.ts";
import { mayBeOpen } from "./unsure.ts";
import { clockSays } from "./world.ts";

const MOST_PERMITTED = 500_000;
const MOST_VIOLATIONS = 20;
/** So many events without a change, before a good fix must pass. */
const CALM = 16;

/** Notes what must not be, with all that the onlooker knows of the moment; positions are not among it. */
export function violate(life: Life, what: string): void {
  if (life.violations.length >= MOST_VIOLATIONS) return;
  const { memory } = life.referee;
  const { host, satellites, lampFault, storeBroken } = life.world;
  const known = JSON.stringify({ ...memory, host, satellites, lampFault, storeBroken });
  life.violations.push(`event ${life.counts.events}: ${what}; the onlooker knows ${known}`);
}

/** A lamp that says "recording" for nothing teaches the wearer not to look. Judged where no clock misleads. */
export function judgeLamp(life: Life): void {
  const { referee, world } = life;
  if (world.lampAsked === "recording" && !mayBeLit(referee, world, GUARDIANS))
    violate(life, "the lamp is lit while nothing may be recorded");
}

/** Positions that were published since the last look are held against what was permitted. */
export function judgePublished(life: Life): void {
  for (const timeS of life.unjudged) {
    if (!life.referee.permitted.has(timeS))
      violate(life, "a position was published that was not permitted, or was withdrawn since");
  }
  life.unjudged = [];
}

const LATE_MS = 2000;

function permitNow(life: Life): void {
  const { referee, world } = life;
  // The write of this very fix failed: it passed the gate and must not leave, so it is not among the permitted.
  if (world.storeBroken && !life.brokenBefore) return;
  const recent = life.spoken.filter((one) => one.good && world.trueMs - one.trueMs <= LATE_MS);
  if (recent.length === 0) violate(life, "a fix passed that was not measured, not whole, or not of now");
  if (!life.couldPass && !mayPassNow(referee, world, GUARDIANS)) violate(life, "a position passed while the rules say no");
  const isMinor = referee.consent !== null && referee.consent.restMinutes > 0;
  // What an emergency used counts towards the day, and is not held against it.
  const mayUseMore = referee.memory.openedAgoMs !== null || mayBeOpen(referee.memory);
  if (isMinor && !restStillKept(referee, world.trueMs) && !mayUseMore)
    violate(life, "a minor was followed for more of a day than may be");
  for (const one of recent) for (const timeS of one.timesS) referee.permitted.add(timeS);
  if (referee.permitted.size > MOST_PERMITTED) referee.permitted.delete(referee.permitted.values().next().value as number);
}

/** The receiver has spoken in each of the last seconds: then the firmware knows when it has told all of one. */
function isInStep({ spoken, world }: Life): boolean {
  return spoken.length === 4 && spoken.every((one, i) => world.trueMs - one.trueMs === (3 - i) * 1000);
}

/** After every event: did a fix pass, and might it, and must it? @param spoke the receiver has just told a good second. */
export function judge(life: Life, spoke: boolean): void {
  const { world, counts } = life;
  const { lastPermittedUpMs, outbox } = life.running.state;
  // Also where the gate shut again in the same step: then only the count of what was told speaks of it.
  const told = outbox.sequence !== life.sequence;
  const passed = told || (lastPermittedUpMs === world.upMs && life.judgedUpMs !== world.upMs);
  life.sequence = outbox.sequence;
  const must = spoke && isInStep(life) && mustPassNow(life.referee, world, GUARDIANS, CALM);
  if (must) counts.expected += 1;
  if (must && !passed) counts.missed += 1;
  if (passed) {
    counts.passed += 1;
    life.judgedUpMs = world.upMs;
    permitNow(life);
  }
  judgePublished(life);
}

/** Why the gate is shut at this moment, for the summary. */
export function countRefusal(life: Life): void {
  const { state } = life.running;
  const utcMs = utcNow(state.time, life.world.upMs, clockSays(life.world.host, life.world.trueMs));
  const why = refusalOf(claimsAt(state, life.world.upMs, utcMs, null)) ?? "open";
  life.referee.refusals.set(why, (life.referee.refusals.get(why) ?? 0) + 1);
}
