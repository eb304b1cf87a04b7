import type { ActName, Result } from "../../device/protocol/command.ts";
import type { FixReport, StatusReport } from "../../device/protocol/report.ts";
import type { Silence } from "../../device/protocol/silence.ts";
import type { Incident } from "./incidents.ts";

/** A stored fix: what the device reported, and when this console wrote it down. */
export interface StoredFix {
  fix: FixReport;
  receivedMs: number;
}

/** A stored status report. */
export interface StoredStatus {
  status: StatusReport;
  receivedMs: number;
}

/** Why the map stands still, or that it does not. The device's own account, or what the console can see by itself. */
export type Explanation = Silence | "never-heard" | "overdue" | "broker-unreachable";

/** The wearer's "delete my data", heard and carried out here. */
export interface DeletionView {
  /** The consent that it ended: no position of it, or of an earlier one, may be shown any more. */
  consent: number;
  askedMs: number;
  /** When everything was erased; null while the disk has not confirmed it. */
  doneMs: number | null;
}

/** Something was wrong, or is. Times are UTC milliseconds. */
export interface IncidentView extends Omit<Incident, "newest"> {
  /** When somebody pressed "answer" here; null: nobody did. */
  answeredMs: number | null;
}

/** What was asked of the device, and how it fared. */
export interface AskedView {
  act: ActName;
  /** Seconds, or decimals of a degree; 0 for what takes none. */
  value: number;
  askedMs: number;
  /** After which the device does not obey it any more. */
  expiresMs: number;
  /** When it first left this console. */
  sentMs: number | null;
  answeredMs: number | null;
  result: Result | null;
}

/** Everything the page shows of one device. Times are UTC milliseconds on the console's clock unless said otherwise. */
export interface DeviceView {
  /** Random, local to this console; never on the wire. */
  id: string;
  label: string;
  lastFix: StoredFix | null;
  lastStatus: StoredStatus | null;
  /** When the last frame of any kind was opened. */
  lastHeardMs: number | null;
  explanation: Explanation;
  /** Since when the explanation holds. */
  explanationSinceMs: number | null;
  /** Frames that did not open or were forged, since the console started. */
  refusedFrames: number;
  /** Fixes known to be missing between the first and the last sequence number stored. */
  missingFixes: number;
  /** The last time that the wearer asked for deletion; null when they never did. */
  deletion: DeletionView | null;
  /** How often the device told of fewer or other receipts than before; anything but 0 is an alarm. */
  receiptsWentBack: number;
  /** Places in its chain that came twice with different contents: a copied device; anything but 0 is an alarm. */
  clashes: number;
  /** What the device told of what is wrong, newest first. */
  incidents: readonly IncidentView[];
  /** What was asked last, newest first. */
  asked: readonly AskedView[];
}

/** Pushed to the page as it happens. */
export type Change =
  | { kind: "device"; view: DeviceView }
  | { kind: "fix"; deviceId: string; stored: StoredFix }
  /** This console has left the device and forgotten it. */
  | { kind: "gone"; deviceId: string }
  | { kind: "link"; up: boolean };

/** What may be asked from the page; all else takes the command line, where nobody presses it by mistake. */
export const PAGE_ACTS = ["locate-now"] as const;
export type PageAct = (typeof PAGE_ACTS)[number];

/** Why nothing was asked. not-now: it would be refused, or the same waits for its answer. */
export interface NotAsked {
  ok: false;
  reason: "no-device" | "not-now" | "failed";
  /** For people; says what to do. */
  sentence: string;
}

export type AskedOrNot = { ok: true; asked: AskedView } | NotAsked;

/** What the web server needs of the console; the store and the subscriber stand behind it. */
export interface Console {
  nowMs(): number;
  linkUp(): boolean;
  devices(): DeviceView[];
  /** Oldest first, at most `limit`, only fixes at or after `sinceMs` by the device's own time. */
  trail(deviceId: string, sinceMs: number, limit: number): StoredFix[];
  /** Asks the device; the answer comes as a change of the device. */
  ask(deviceId: string, act: PageAct): AskedOrNot;
  /** Tells the wearer that somebody has heard; the device and this console agree on the incident's number. */
  answer(deviceId: string, incident: number): AskedOrNot;
  /** @returns a function that stops listening. */
  onChange(listener: (change: Change) => void): () => void;
}
