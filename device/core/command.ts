import { copyOf, zeroise } from "../protocol/bytes.ts";
import type { Cipher } from "../protocol/cipher.ts";
import { decode } from "../protocol/codec.ts";
import { type Command, decodeCommand } from "../protocol/command.ts";
import { open, readHeader } from "../protocol/envelope.ts";
import { nextEpochKey } from "../protocol/keys.ts";
import type { DeliveredReport } from "../protocol/report.ts";
import { topicOf } from "../protocol/topic.ts";
import type { Effect, Moment } from "./event.ts";
import { obey } from "./obey.ts";
import { encodeOutbox, OUTBOX, wantsRewrite } from "./outbox.ts";
import { takeOut } from "./outbox-delivered.ts";
import { encodePair, type Pair, pairName } from "./pair.ts";
import type { TrackerState } from "./state.ts";

/**
 * A guardian's chain may be at most this far ahead: it steps once a start of the console and once in 1,024 commands. The
 * limit also bounds the work that a forged header can cause.
 */
export const MAX_COMMAND_EPOCHS_AHEAD = 1024;

function chainKeyAt(cipher: Cipher, pair: Pair, epoch: number): Uint8Array {
  let key = copyOf(pair.commandKey, 0, pair.commandKey.length);
  for (let e = pair.commandEpoch; e < epoch; e++) {
    const next = nextEpochKey(cipher, key);
    zeroise(key);
    key = next;
  }
  return key;
}

/** What a guardian may say at all. */
type Heard = DeliveredReport | { kind: "command"; command: Command };

function heardIn(body: Uint8Array): Heard | null {
  const command = decodeCommand(body);
  if (command !== null) return { kind: "command", command: command };
  const report = decode(body);
  return report !== null && report.kind === "delivered" ? report : null;
}

/** Opens a command with a copy of the chain; what does not open, or is not newer, changes nothing (F24, F36, F37). */
function openCommand(state: TrackerState, pair: Pair, payload: Uint8Array, effects: Effect[]): Heard | null {
  const header = readHeader(state.cipher, pair.headerKey, payload);
  if (header === null || header.epoch < pair.commandEpoch) return null;
  if (header.epoch > pair.commandEpoch + MAX_COMMAND_EPOCHS_AHEAD) return null;
  if (header.epoch === pair.commandEpoch && header.number <= pair.commandNumber) return null;
  const epochKey = chainKeyAt(state.cipher, pair, header.epoch);
  const place = {
    epochKey: epochKey,
    headerKey: pair.headerKey,
    direction: "command" as const,
    epoch: header.epoch,
    number: header.number,
  };
  const body = open(state.cipher, place, payload);
  const heard = body === null ? null : heardIn(body);
  if (heard === null) {
    zeroise(epochKey);
    return null;
  }
  if (header.epoch > pair.commandEpoch) {
    zeroise(pair.commandKey);
    pair.commandKey = epochKey;
    pair.commandEpoch = header.epoch;
    effects.push({ kind: "replace", name: pairName(pair.slot), bytes: encodePair(pair) });
  }
  pair.commandNumber = header.number;
  return heard;
}

/** Whether a topic is one that this pair listens to now. */
function isOurs(state: TrackerState, pair: Pair, topic: string): boolean {
  for (let day = pair.dayFloor - 1; day <= pair.dayFloor + 1; day++) {
    if (topicOf(state.cipher, pair.topicKey, "command", day) === topic) return true;
  }
  return false;
}

/** A guardian made frames durable: they need not wait any more. */
function hearDelivered(state: TrackerState, pair: Pair, report: DeliveredReport, effects: Effect[]): void {
  const record = takeOut(state.cipher, state.outbox, pair.slot, report);
  if (record === null) return;
  // Behind a torn record nothing would be found again: then, and when most of the log is done with, it is written anew.
  if (wantsRewrite(state.outbox))
    effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.cipher, state.outbox) });
  else effects.push({ kind: "append", name: OUTBOX, bytes: record });
}

/** Takes a message from the network. Whatever is not from a guardian, new and on the closed list changes nothing. */
export function hearMessage(
  state: TrackerState,
  topic: string,
  payload: Uint8Array,
  moment: Moment,
  utcMs: number | null,
  effects: Effect[],
): void {
  const pairs = state.pairs;
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i];
    if (pair === undefined || !isOurs(state, pair, topic)) continue;
    const heard = openCommand(state, pair, payload, effects);
    if (heard === null) continue;
    if (heard.kind === "delivered") hearDelivered(state, pair, heard, effects);
    else obey(state, pair, heard.command, moment, utcMs, effects);
  }
}
