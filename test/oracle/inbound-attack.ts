import type { Mood } from "../../simulator/modem/mood.ts";
import { integer, pick, type Random } from "../random.ts";
import { InboundStand, type Meddle, MOMENTS, type Moment } from "./inbound-stand.ts";
import { inboundText, STRAY_LINES } from "./inbound-texts.ts";
import { TRACKER_COMMANDS } from "./tracker-commands.ts";

export interface InboundTally {
  texts: number;
  lines: number;
  /** Comparisons of all that the device knows and keeps, before and after. */
  compared: number;
  /** Bytes that the driver read while the texts came. */
  heard: number;
  wrong: string[];
}

export function blankInbound(): InboundTally {
  return { texts: 0, lines: 0, compared: 0, heard: 0, wrong: [] };
}

const PUSHES: readonly Mood["pushes"][] = ["as-asked", "pdu", "text"];
/** Texts between two comparisons. */
const TOGETHER = 50;
const A_DEVICE = 250;

/** Everything that a tracker's manual prints, one each way, and chance between. */
function textAt(next: Random, index: number): string {
  return (index % 2 === 0 ? undefined : TRACKER_COMMANDS[(index - 1) / 2]?.text) ?? inboundText(next);
}

/** @param first how many texts came before this place's first one */
function comeIn(tally: InboundTally, at: InboundStand, next: Random, first: number): void {
  if (integer(next, 10) === 0) {
    at.line.feed(new TextEncoder().encode(`\r\n${pick(next, STRAY_LINES)}\r\n`));
    tally.lines += 1;
  } else {
    at.emulator.deliver(String(15_550_100 + integer(next, 900)), textAt(next, tally.texts - first));
    tally.texts += 1;
  }
}

/**
 * Texts arrive at one moment in the driver's life, while the device's time stands still: whatever is different afterwards,
 * the texts did. Then the modem's time goes on, and goes on for a twin to which nobody wrote: both must have told their
 * device the same.
 */
export function attackAt(
  tally: InboundTally,
  { moment, pushes }: { moment: Moment; pushes: Mood["pushes"] },
  count: number,
  next: Random,
  meddle?: Meddle,
): void {
  const name = `${moment}, ${pushes}`;
  const at = new InboundStand(moment, pushes, meddle);
  const twin = new InboundStand(moment, pushes);
  const first = tally.texts;
  let before = at.fingerprint();
  if (before !== twin.fingerprint()) throw new Error("Twins must begin alike.");
  const told = at.told.length;
  const feed = at.line.feed;
  at.line.feed = (bytes) => {
    tally.heard += bytes.length;
    feed(bytes);
  };
  for (let i = 0; i < count; i += TOGETHER) {
    for (let j = i; j < Math.min(count, i + TOGETHER); j++) comeIn(tally, at, next, first);
    tally.compared += 1;
    // Nothing of the device's own is under way there: the modem's time may go on without an outcome.
    if (moment === "ready") at.clock.advance(7000);
    const after = at.fingerprint();
    if (after === before && at.told.length === told) continue;
    tally.wrong.push(`${name}: the device is another after ${i + TOGETHER} texts`);
    before = after;
  }
  for (const one of [at, twin]) one.clock.advance(200_000);
  const [mine, theirs] = [at, twin].map((one) => JSON.stringify(one.told));
  if (mine !== theirs) tally.wrong.push(`${name}: the device was told ${mine}, and ${theirs} where nobody wrote`);
  at.stop();
  twin.stop();
}

/** All moments and all ways of pushing, in turn. */
export function attackEverywhere(tally: InboundTally, count: number, next: Random, progress: (share: number) => void): void {
  const places = MOMENTS.flatMap((moment) => PUSHES.map((pushes) => ({ moment, pushes })));
  // A fresh device after so many: a driver that was once warned believes nothing more, and would be no witness.
  const rounds = Math.max(1, Math.round(count / places.length / A_DEVICE));
  for (let i = 0; i < rounds; i++) {
    for (const place of places) attackAt(tally, place, Math.ceil(count / places.length / rounds), next);
    progress((i + 1) / rounds);
  }
}
