import { decodeBatch } from "../../device/protocol/batch.ts";
import { copyOf } from "../../device/protocol/bytes.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { decode } from "../../device/protocol/codec.ts";
import { isCover } from "../../device/protocol/cover.ts";
import { type FrameHeader, isFrameLength, open, readHeader, SHORT_BODY } from "../../device/protocol/envelope.ts";
import type { AlertReport, AnswerReport, FixReport, Report, StatusReport } from "../../device/protocol/report.ts";
import { afterOpening, type Chain, MAX_AHEAD } from "./chain.ts";
import { EPOCH_FRAMES } from "./command.ts";
import { keyOfEpoch, type Ladder } from "./ladder.ts";

/** What a device may tell its guardian. An answer is taken in like the others, and kept with the command that it answers. */
export type Telemetry = FixReport | StatusReport | AnswerReport | AlertReport;

/** Whether a report is one that a device sends and this console keeps. */
export function isTelemetry(report: Report): report is Telemetry {
  return report.kind !== "delivered";
}

/** One report, as a short frame tells it, and the place in the chain that it was sealed at. */
export interface Part {
  header: FrameHeader;
  /** SHORT_BODY bytes. */
  body: Uint8Array;
  report: Telemetry;
}

/** A frame that is authentic. Whether it is new only the durable rows can say: see guardian/store. */
export interface Opened {
  kind: "opened";
  header: FrameHeader;
  /** The synthetic IV: two bodies under one header differ in it, which is how a cloned device shows. */
  iv: Uint8Array;
  /** What it tells, oldest first: one report, the fixes of a batch, or nothing, if it is a cover. */
  parts: readonly Part[];
  chain: Chain;
}

/**
 * Why a frame changed nothing:
 * length, version: not an L1 frame; number: no device seals that many frames in an epoch; too-old: its key was erased;
 * too-far: more than MAX_AHEAD epochs ahead; forged: tag or synthetic IV do not fit; unreadable: authentic, but of a kind
 * that this console does not know. None of them is acknowledged, so a device keeps what a newer console could read.
 */
export type Refusal = "length" | "version" | "number" | "too-old" | "too-far" | "forged" | "unreadable";

export interface Refused {
  kind: "refused";
  reason: Refusal;
}

function refused(reason: Refusal): Refused {
  return { kind: "refused", reason };
}

function partOf(header: FrameHeader, body: Uint8Array): Part | null {
  const report = decode(body);
  return report === null || !isTelemetry(report) ? null : { header, body, report };
}

/** A batch of n fixes stands for the n frames before it, so a fix has the same place whichever way it came. */
function partsOf(header: FrameHeader, body: Uint8Array): readonly Part[] | null {
  if (isCover(body)) return [];
  const bodies = body.length === SHORT_BODY ? [body] : decodeBatch(body);
  if (bodies === null) return null;
  const first = body.length === SHORT_BODY ? header.number : header.number - bodies.length;
  if (first < 0) return null;
  const parts: Part[] = [];
  for (const [index, each] of bodies.entries()) {
    const part = partOf({ epoch: header.epoch, number: first + index }, each);
    if (part === null) return null;
    parts.push(part);
  }
  return parts;
}

/**
 * Opens one frame of telemetry; cheap tests first, and the chain is never changed, only replaced in what is returned.
 * @param nowMs console's clock.
 */
export function ingest(cipher: Cipher, chain: Chain, ladder: Ladder, frame: Uint8Array, nowMs: number): Opened | Refused {
  if (!isFrameLength(frame.length)) return refused("length");
  const header = readHeader(cipher, chain.headerKey, frame);
  if (header === null) return refused("version");
  // With garbage the unmasked header is as good as random: this line and the next turn away all but one in 2^22.
  if (header.number >= EPOCH_FRAMES) return refused("number");
  if (header.epoch - chain.head.epoch > MAX_AHEAD) return refused("too-far");
  const epochKey = keyOfEpoch(cipher, chain, ladder, header.epoch);
  if (epochKey === null) return refused("too-old");
  const { epoch, number } = header;
  const body = open(cipher, { epoch, number, epochKey, headerKey: chain.headerKey, direction: "telemetry" }, frame);
  if (body === null) return refused("forged");
  const parts = partsOf(header, body);
  if (parts === null) return refused("unreadable");
  return {
    kind: "opened",
    header,
    iv: copyOf(frame, 7, 15),
    parts,
    chain: afterOpening(chain, epoch, epochKey, nowMs),
  };
}
