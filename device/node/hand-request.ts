import { closeSync, fsyncSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Running } from "../core/run.ts";
import { VITAL_ACTORS, VITAL_REASONS, type VitalActor, type VitalReason } from "../core/vital-interest.ts";

/**
 * How a command at the device reaches the firmware that is running: a word in the state directory, which only its own
 * user can write, and a signal. A signal without a word withdraws: it is the one act that must never be lost.
 */
export const HAND_SIGNAL = "SIGUSR2";
const FILE = "hand-request";

export type HandWord =
  | "withdraw"
  | "delete"
  | "object"
  | "pause"
  | "resume"
  | "safe"
  | "veto"
  | "call-off"
  | "help"
  | "help-over";
const WORDS: readonly HandWord[] = [
  "withdraw",
  "delete",
  "object",
  "pause",
  "resume",
  "safe",
  "veto",
  "call-off",
  "help",
  "help-over",
];
/** As long as the button's. */
const PAUSE_MINUTES = 60;

/** Somebody calls an emergency at the device. */
export interface Call {
  actor: VitalActor;
  reason: VitalReason;
}

/** The wearer sends one guardian away. */
export interface Removal {
  slot: number;
}

export type Request = HandWord | Call | Removal;

function textOf(request: Request): string {
  if (typeof request === "string") return request;
  return "slot" in request ? `remove ${request.slot}` : `call ${request.actor} ${request.reason}`;
}

/** @returns false when the word could not be left; the caller then says so, and signals nothing. */
export function leaveRequest(directory: string, request: Request): boolean {
  try {
    const fd = openSync(join(directory, FILE), "w", 0o600);
    try {
      writeSync(fd, textOf(request));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return true;
  } catch {
    return false;
  }
}

function callIn(text: string): Call | null {
  const [, actorName, reasonName] = /^call (\S+) (\S+)$/.exec(text) ?? [];
  const actor = VITAL_ACTORS.find((one) => one === actorName);
  const reason = VITAL_REASONS.find((one) => one === reasonName);
  return actor === undefined || reason === undefined ? null : { actor, reason };
}

function removalIn(text: string): Removal | null {
  const slot = /^remove ([0-7])$/.exec(text)?.[1];
  return slot === undefined ? null : { slot: Number(slot) };
}

/** Takes the word away. @returns "withdraw" for whatever is no word. */
export function takeRequest(directory: string): Request {
  const path = join(directory, FILE);
  try {
    const text = readFileSync(path, "utf8");
    unlinkSync(path);
    return WORDS.find((word) => word === text) ?? callIn(text) ?? removalIn(text) ?? "withdraw";
  } catch {
    return "withdraw";
  }
}

/** Does what the word says. */
export function obey(running: Running, request: Request): void {
  if (typeof request !== "string" && "slot" in request) return running.removeGuardian(request.slot);
  if (typeof request !== "string") return running.call(request.actor, request.reason);
  switch (request) {
    case "withdraw":
      return running.withdraw();
    case "delete":
      return running.deleteData();
    case "object":
      return running.object();
    case "pause":
      return running.pause(PAUSE_MINUTES);
    case "resume":
      return running.resume();
    case "safe":
      return running.safe();
    case "veto":
      return running.veto();
    case "call-off":
      return running.callOff();
    case "help":
      return running.help();
    case "help-over":
      return running.helpOver();
  }
}
