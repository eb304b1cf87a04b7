import { readU8 } from "./bytes.ts";
import { SHORT_BODY } from "./envelope.ts";

/** A frame that says nothing: sealed like every other, so that who sees it cannot tell (docs/protocol.md, "Constant rate"). */
export const KIND_COVER = 255;

/** @returns SHORT_BODY bytes. */
export function coverBody(): Uint8Array {
  const body = new Uint8Array(SHORT_BODY);
  body[0] = KIND_COVER;
  return body;
}

/** Strict: the kind and then zeros, so that a cover can carry nothing. */
export function isCover(body: Uint8Array): boolean {
  if (body.length !== SHORT_BODY || readU8(body, 0) !== KIND_COVER) return false;
  for (let i = 1; i < SHORT_BODY; i++) if (readU8(body, i) !== 0) return false;
  return true;
}
