import type { Act } from "./act.ts";
import type { Stage } from "./stage.ts";

const HOLD_MS = 2000;
const LOOKS_MS = 500;
/** A row of presses is over when none has come for 600 ms, and the firmware looks twice a second. */
const ROW_ENDS_MS = 1100;

function hold(stage: Stage, ms: number): void {
  stage.byHand(() => stage.house.button.hold(ms, stage.house.clock));
  if (ms >= HOLD_MS) stage.later(HOLD_MS + LOOKS_MS, () => stage.truth.says("withdrawn", stage.nowMs()));
}

/**
 * The wearer feels whether they paused or went on; where the power goes before they feel it, nobody can say that it is still
 * a pause.
 */
function mayGoOn(stage: Stage, ms: number): void {
  const { truth, house } = stage;
  if (!truth.isPaused(stage.nowMs())) return;
  const { pausedUntilMs } = truth;
  house.clock.after(ms + ROW_ENDS_MS, () => {
    if (truth.pausedUntilMs === pausedUntilMs) truth.pausedUntilMs = null;
  });
}

function tap(stage: Stage, count: number): void {
  const { house, truth } = stage;
  let ms = 0;
  stage.byHand(() => {
    ms = house.button.tap(Math.min(count, 20), house.clock);
  });
  if (count === 2 && stage.powered) mayGoOn(stage, ms);
  if (count >= 5) truth.emergency = true;
  if (count === 3) stage.later(ms + ROW_ENDS_MS, () => truth.says("objected", stage.nowMs()));
}

/** What the wearer does with the button, and what people do at the device's screen. */
export const HAND_ACTS: readonly Act[] = [
  { says: "press the button for {duration}", faults: [], act: (stage, [ms]) => hold(stage, ms as number) },
  { says: "press the button {number} times", faults: [], act: (stage, [count]) => tap(stage, count as number) },
  {
    says: "the button jams",
    faults: [31],
    act: (stage) => {
      stage.byHand(() => stage.house.button.press());
      stage.later(HOLD_MS + LOOKS_MS, () => stage.truth.says("withdrawn", stage.nowMs()));
    },
  },
  { says: "the button comes free", faults: [31], act: (stage) => stage.act(() => stage.house.button.release()) },
  {
    says: "the button's contact bounces",
    faults: [31],
    act: (stage) => {
      // Each shorter than a contact's bounce: together they are no press at all, or one.
      for (let i = 0; i < 20; i++) {
        stage.house.clock.after(i * 9, () => stage.house.button.press());
        stage.house.clock.after(i * 9 + 4, () => stage.house.button.release());
      }
    },
  },
  { says: "the wearer agrees", faults: [], act: (stage) => stage.agree() },
  {
    says: "the wearer withdraws",
    faults: [50],
    act: (stage) => {
      stage.byHand(
        () => stage.house.device.withdraw(),
        () => stage.truth.says("withdrawn", stage.nowMs()),
      );
    },
  },
  {
    says: "the wearer objects",
    faults: [],
    act: (stage) => {
      stage.byHand(
        () => stage.house.device.object(),
        () => stage.truth.says("objected", stage.nowMs()),
      );
    },
  },
  {
    says: "the wearer asks for deletion",
    faults: [],
    act: (stage) => {
      stage.byHand(
        () => stage.house.device.deleteData(),
        () => stage.truth.says("withdrawn", stage.nowMs()),
      );
    },
  },
  {
    says: "the wearer pauses for {duration}",
    faults: [],
    act: (stage, [ms]) => {
      stage.byHand(
        () => stage.house.device.pause((ms as number) / 60_000),
        () => {
          stage.truth.pausedUntilMs = stage.nowMs() + (ms as number);
        },
      );
    },
  },
  {
    says: "the wearer ends the pause",
    faults: [],
    act: (stage) => {
      stage.byHand(() => stage.house.device.resume());
      stage.truth.pausedUntilMs = null;
    },
  },
  { says: "the wearer says that they are safe", faults: [], act: (stage) => stage.byHand(() => stage.house.device.safe()) },
  {
    says: "the wearer sends the guardian away",
    faults: [39],
    act: (stage) => stage.byHand(() => stage.house.device.removeGuardian(0)),
  },
  {
    says: "the wearer calls for help",
    faults: [],
    act: (stage) => {
      stage.truth.emergency = true;
      stage.byHand(() => stage.house.device.help());
    },
  },
  {
    says: "the wearer ends the call",
    faults: [],
    act: (stage) => {
      stage.byHand(
        () => stage.house.device.helpOver(),
        () => {
          stage.truth.emergency = false;
        },
      );
    },
  },
  {
    says: "somebody calls an emergency",
    faults: [52],
    act: (stage) => {
      stage.byHand(() => stage.house.device.call("rescuer", "accident"));
      stage.truth.emergency = true;
    },
  },
  {
    says: "the wearer refuses the emergency",
    faults: [],
    act: (stage) => {
      stage.byHand(() => stage.house.device.veto());
    },
  },
  {
    says: "the terms change",
    faults: [35],
    act: (stage) => {
      // A second change would be back to what was agreed to.
      if (stage.truth.will !== "yes") return;
      stage.act(() => stage.house.changeNotice());
      stage.truth.says("notice-changed", stage.nowMs());
    },
  },
];
