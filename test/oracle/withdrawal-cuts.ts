import type { Image } from "../../simulator/world/sim-store.ts";
import { openFrame, plunderOf } from "./withdrawal-attack.ts";
import { consentNow, ROOTS, Stand, type Tamper } from "./withdrawal-stand.ts";

export type Ending = "withdraw" | "object" | "deleteData";

/** What was found wrong, and how much was tried. */
export interface CutTally {
  cuts: number;
  interleavings: number;
  failures: number;
  images: number;
  keysTried: number;
  /** Frames read by the guardians while all was well, and positions that the attack opened before the ending: the controls. */
  controlFrames: number;
  controlOpened: number;
  /** Long frames among them. */
  controlBatches: number;
  wrong: string[];
}

export function makeCutTally(): CutTally {
  return {
    cuts: 0,
    interleavings: 0,
    failures: 0,
    images: 0,
    keysTried: 0,
    controlFrames: 0,
    controlOpened: 0,
    controlBatches: 0,
    wrong: [],
  };
}

/** A device with positions under way, a batch that nobody acknowledged, and others that wait because the link went down. */
function prepared(tamper: Tamper): Stand {
  const stand = new Stand(undefined, tamper);
  stand.running.accept(consentNow());
  stand.seconds(6);
  stand.setLink(true);
  stand.seconds(6);
  stand.setLink(false);
  stand.seconds(20);
  stand.setLink(true);
  stand.tick(250);
  stand.setLink(false);
  stand.seconds(12);
  return stand;
}

function positionsIn(frames: readonly Uint8Array[]): number {
  return frames.flatMap((frame) => openFrame(ROOTS, frame)).filter(({ kind }) => kind === "fix").length;
}

function piecesOf(stand: Stand): Uint8Array[] {
  return [...stand.store.surviving().values(), ...stand.shadows];
}

function attack(tally: CutTally, stand: Stand, what: string, thorough: boolean): void {
  const plunder = plunderOf({ pieces: piecesOf(stand), roots: ROOTS }, thorough);
  tally.images += 1;
  tally.keysTried += plunder.keysTried;
  if (plunder.positions > 0) tally.wrong.push(`${what}: ${plunder.positions} queued positions could be opened`);
}

/** Goes on with a working link and good fixes, and looks at what leaves. */
function goOn(tally: CutTally, stand: Stand, what: string): void {
  const before = stand.published.length;
  stand.setLink(true);
  stand.seconds(20);
  const left = positionsIn(stand.published.slice(before));
  if (left > 0) tally.wrong.push(`${what}: ${left} positions left afterwards`);
}

function hasEnded(stand: Stand): boolean {
  const consent = stand.running.state.consent;
  return consent === null || consent.withdrawn || consent.objected;
}

function end(stand: Stand, ending: Ending): void {
  stand.running[ending]();
}

/** How many writes the ending makes, and how long each is. */
function writesOf(ending: Ending, tamper: Tamper): { first: number; count: number; bytes: number[] } {
  const bytes: number[] = [];
  const stand = prepared((board) => {
    const { store } = board;
    return tamper({
      ...board,
      store: {
        ...store,
        replace: (name, value) => {
          bytes.push(value.length);
          return store.replace(name, value);
        },
        append: (name, value) => {
          bytes.push(value.length);
          return store.append(name, value);
        },
        erase: (name) => {
          bytes.push(store.load(name)?.length ?? 0);
          return store.erase(name);
        },
      },
    });
  });
  const first = stand.store.writes();
  bytes.length = 0;
  end(stand, ending);
  return { first, count: stand.store.writes() - first, bytes };
}

/** Cuts the power at one byte of one write of the ending. @returns false when the write was over before. */
function cutAt(tally: CutTally, ending: Ending, write: number, byte: number, tamper: Tamper, thorough: boolean): boolean {
  const stand = prepared(tamper);
  stand.setFault({ kind: "cut", write, byte });
  const before = imageText(stand.store.surviving());
  end(stand, ending);
  if (!stand.store.isCut()) return false;
  const what = `${ending}, power cut at byte ${byte} of write ${write}`;
  const untouched = imageText(stand.store.surviving()) === before;
  tally.cuts += 1;
  stand.restart();
  stand.tick(250);
  // Nothing was written: the device cannot know of it. Once anything was, it stands.
  if (!untouched && !hasEnded(stand)) tally.wrong.push(`${what}: neither ended nor as it was`);
  if (untouched && !readsAll(stand)) tally.wrong.push(`${what}: what waited is gone, and nothing ended`);
  if (hasEnded(stand)) {
    goOn(tally, stand, what);
    attack(tally, stand, what, thorough);
  }
  return true;
}

function imageText(image: Image): string {
  return [...image].map(([name, bytes]) => `${name}=${Buffer.from(bytes).toString("hex")}`).join("\n");
}

function readsAll(stand: Stand): boolean {
  return stand.running.state.outbox.waiting.some((entry) => entry.worth === "fix");
}

export interface CutPlan {
  /** Every so-manieth byte of a write; the first and the last always. */
  everyByte: number;
  /** Every so-manieth image is attacked with all windows of all its bytes. */
  thoroughEvery: number;
}

/** No write of an ending is longer. */
const LONGEST_WRITE = 8192;

/** Cuts the power everywhere in the ending: at each write, before its first byte, and behind so many of the others. */
export function cutEverywhere(tally: CutTally, ending: Ending, plan: CutPlan, tamper: Tamper = (board) => board): void {
  const { first, count, bytes } = writesOf(ending, tamper);
  for (let write = first; write < first + count; write++) {
    const length = Math.min(bytes[write - first] ?? LONGEST_WRITE, LONGEST_WRITE);
    for (let byte = 0; byte <= length; byte += byte === 0 ? 1 : plan.everyByte) {
      const thorough = plan.thoroughEvery > 0 && tally.images % plan.thoroughEvery === 0;
      if (!cutAt(tally, ending, write, byte, tamper, thorough)) break;
    }
  }
}

const STEPS: readonly [string, (stand: Stand) => void][] = [
  ["a burst", (stand) => stand.speak()],
  ["a tick", (stand) => stand.tick(250)],
  ["the link comes up", (stand) => stand.setLink(true)],
  [
    "a burst and a tick",
    (stand) => {
      stand.speak();
      stand.tick(400);
    },
  ],
  ["the link goes down", (stand) => stand.setLink(false)],
  ["a long tick", (stand) => stand.tick(900)],
  ["a burst", (stand) => stand.speak()],
  ["the link comes up again", (stand) => stand.setLink(true)],
  ["a tick", (stand) => stand.tick(250)],
];

/** The ending between any two things that happen on the way of a position. */
export function endBetween(tally: CutTally, ending: Ending, tamper: Tamper = (board) => board): void {
  for (let at = 0; at <= STEPS.length; at++) {
    const stand = prepared(tamper);
    for (const [, step] of STEPS.slice(0, at)) step(stand);
    if (at === 0) {
      tally.controlFrames += positionsIn(stand.published);
      const plunder = plunderOf({ pieces: piecesOf(stand), roots: ROOTS }, false);
      tally.controlOpened += plunder.positions;
      tally.controlBatches += plunder.batches;
    }
    const before = stand.published.length;
    end(stand, ending);
    for (const [, step] of STEPS.slice(at)) step(stand);
    const what = `${ending} before ${STEPS[at]?.[0] ?? "the rest"} (${at})`;
    goOn(tally, stand, what);
    const left = positionsIn(stand.published.slice(before));
    if (left > 0) tally.wrong.push(`${what}: ${left} positions left`);
    if (stand.running.state.outbox.open.length > 0) tally.wrong.push(`${what}: positions are gathered in memory`);
    attack(tally, stand, what, false);
    stand.restart();
    goOn(tally, stand, `${what}, after a restart`);
    tally.interleavings += 1;
  }
}

/** The ending while the flash fails: one write, or every write for a minute; then it works again. */
export function endWhileFailing(tally: CutTally, ending: Ending, tamper: Tamper = (board) => board): void {
  const { first, count } = writesOf(ending, tamper);
  for (let write = first; write < first + count; write++) {
    for (const kind of ["fail-at", "fail-from"] as const) {
      const stand = prepared(tamper);
      stand.setFault({ kind, write });
      end(stand, ending);
      const what = `${ending} with a flash that fails (${kind} ${write})`;
      goOn(tally, stand, what);
      stand.setFault({ kind: "none" });
      stand.seconds(70);
      goOn(tally, stand, `${what}, mended`);
      attack(tally, stand, what, false);
      stand.restart();
      goOn(tally, stand, `${what}, after a restart`);
      tally.failures += 1;
    }
  }
}
