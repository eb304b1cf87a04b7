import type { Cipher } from "../../device/protocol/cipher.ts";
import { unveil } from "../../device/protocol/veil.ts";
import type { Chain } from "./chain.ts";
import { ingest, type Opened, type Refusal, type Refused } from "./ingest.ts";
import type { Ladder } from "./ladder.ts";

/** A frame as it came. */
export interface Received {
  frame: Uint8Array;
  /** Day of the topic that it came on. Absent: it came without one, as a text message does, and is never veiled. */
  day?: number | undefined;
}

/** What noise looks like; the others say that bytes made sense, whatever became of them. */
const NOISE: readonly Refusal[] = ["number", "too-far", "forged"];
/** No veil makes a frame of what has another length or version, and what was authentic as it is was not veiled. */
const FINAL: readonly Refusal[] = ["length", "version", "unreadable"];

/**
 * Opens a frame as it is, and else as the form of it that its topic's day has (docs/protocol.md, "Veil"). Only the device
 * knows which of the two it sent; both lead to the same bytes, so a frame that came as both is one frame.
 * @param nowMs console's clock.
 */
export function ingestReceived(
  cipher: Cipher,
  { topicKey, chain }: { topicKey: Uint8Array; chain: Chain },
  ladder: Ladder,
  { frame, day }: Received,
  nowMs: number,
): Opened | Refused {
  const plain = ingest(cipher, chain, ladder, frame, nowMs);
  if (plain.kind === "opened" || day === undefined || FINAL.includes(plain.reason)) return plain;
  const unveiled = ingest(cipher, chain, ladder, unveil(cipher, topicKey, day, frame), nowMs);
  return unveiled.kind === "refused" && NOISE.includes(unveiled.reason) ? plain : unveiled;
}
