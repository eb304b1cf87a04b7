import type { ChipCrypto } from "./chip.ts";
import type { Sha256 } from "./hmac.ts";

/** SHA-256 in the board's native code, about a millisecond; in the dialect it would be minutes of battery a day. */
export function nativeSha256(crypto: ChipCrypto): Sha256 {
  return (bytes) => new Uint8Array(crypto.SHA256(bytes));
}
