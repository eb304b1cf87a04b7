import { MAX_WAITING } from "../../device/core/outbox-limits.ts";
import type { TrackerState } from "../../device/core/state.ts";
import { MAX_PASSED } from "../../guardian/core/chain.ts";
import { MAX_RUNGS } from "../../guardian/core/ladder.ts";
import type { DeviceState } from "../../guardian/subscriber/device-state.ts";
import type { Household } from "../../simulator/world/household.ts";
import { placeOf, textOf, type Witness } from "./hostile-witness.ts";

/** All of the device that decides what may be captured, who may know it and where it goes. No message may change it. */
function gateOf(state: TrackerState): string {
  const { consent, permission, lamp, wanted, pairs, outbox, store, time } = state;
  const roster = pairs.map((pair) => [pair.slot, pair.epoch, pair.dayFloor, textOf(pair.epochKey), textOf(pair.topicKey)]);
  // The schedule and the hashes are long and of one piece with the rest: each is known by its own bytes or by its size.
  const agreed =
    consent === null
      ? null
      : { ...consent, schedule: consent.schedule.windows.length, fieldHashes: null, noticeHash: textOf(consent.noticeHash) };
  const { vital, pausedUpMs, pauseMs, notice } = permission;
  const allowed = [vital, pausedUpMs, pauseMs, notice === null ? null : textOf(notice.whole)];
  return JSON.stringify([
    agreed,
    allowed,
    lamp.asked,
    wanted.receiverOn,
    wanted.topicDay,
    roster,
    outbox.sequence,
    store.sound,
    time.floorMs,
  ]);
}

interface DeviceBefore {
  gate: string;
  waiting: Set<string>;
  commands: [number, number];
}

function deviceBefore(state: TrackerState): DeviceBefore {
  const pair = state.pairs[0];
  return {
    gate: gateOf(state),
    waiting: new Set(state.outbox.waiting.map(placeOf)),
    commands: [pair?.commandEpoch ?? -1, pair?.commandNumber ?? -1],
  };
}

function isLater(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

/** Looks at both sides before and after every message that a hostile broker hands them. */
export class Watch {
  /** Messages that changed nothing, as they should. */
  refused = 0;
  /** Messages that were taken in. */
  taken = 0;
  /** The highest command that this life of the device has obeyed. */
  private obeyed: readonly [number, number] = [-1, -1];

  constructor(
    private readonly house: () => Household,
    private readonly witness: Witness,
  ) {}

  private wrong(sentence: string): void {
    this.witness.wrong.push(sentence);
  }

  /** A restarted device begins to count anew within an epoch; its outbox is what keeps an old command from doing anything. */
  deviceStarted(): void {
    this.obeyed = [-1, -1];
  }

  /** @param give hands the message over. */
  toDevice(payload: Uint8Array, give: () => void): void {
    const { device } = this.house();
    // What only time does is done first, so that what changes now was changed by the message.
    device.tick();
    const before = deviceBefore(device.state);
    give();
    const after = deviceBefore(device.state);
    const command = this.witness.fromGuardian.get(textOf(payload));
    if (before.gate !== after.gate) this.wrong("a message changed what decides on capture");
    const moved = isLater(after.commands, before.commands) || isLater(before.commands, after.commands);
    const gone = [...before.waiting].filter((place) => !after.waiting.has(place));
    if (after.waiting.size > before.waiting.size) this.wrong("a message put something into the outbox");
    if (!moved && gone.length === 0) {
      this.refused += 1;
      return;
    }
    this.taken += 1;
    if (command === undefined) this.wrong("the device obeyed what the guardian did not send");
    else if (!isLater([command.epoch, command.number], this.obeyed)) this.wrong("the device obeyed an old command again");
    else this.obeyed = [command.epoch, command.number];
    if (gone.some((place) => !this.witness.acknowledged.has(place))) this.wrong("the device let go of what nobody has");
  }

  /** @param give hands the message over. */
  toGuardian(payload: Uint8Array, give: () => void): void {
    const device = (): DeviceState => this.house().guardian.device();
    const { chain } = device().pair;
    const { hearing, sequences, refusedFrames } = device();
    give();
    const after = device();
    const same = after.pair.chain === chain && after.hearing === hearing && after.sequences === sequences;
    if (same) this.refused += 1;
    else this.taken += 1;
    const told = this.witness.told.get(textOf(payload)) ?? 0;
    if (after.sequences.held > sequences.held + told) this.wrong("one frame became more fixes than it tells");
    const spoken = this.witness.fromDevice.get(textOf(payload));
    if (spoken === undefined && !same) this.wrong("the guardian opened what the device did not seal");
    if (spoken === undefined && after.refusedFrames < refusedFrames) this.wrong("refused frames went uncounted");
  }

  /** Named limits of both sides (docs/architecture.md, invariant 5). */
  limits(): void {
    const { device, guardian, store } = this.house();
    const known = guardian.device();
    if (device.state.outbox.waiting.length > MAX_WAITING) this.wrong("the outbox is over its limit");
    if (known.ladder.rungs.size > MAX_RUNGS) this.wrong("the ladder is over its limit");
    if (known.pair.chain.passed.length > MAX_PASSED) this.wrong("the chain is over its limit");
    // No name is made from anything that comes over the air.
    if (store.surviving().size > 16) this.wrong("the device's store grew new names");
  }
}
