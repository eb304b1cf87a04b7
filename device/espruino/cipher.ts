import type { Cipher } from "../protocol/cipher.ts";
import { hmacSha256, type Sha256 } from "./hmac.ts";
import { openBox, sealBox } from "./secretbox.ts";

/** The cipher of a board: SHA-256 in its native code, and secretbox in the dialect, which no board has. */
export function espruinoCipher(sha256: Sha256): Cipher {
  return {
    hmac: (key, message) => hmacSha256(sha256, key, message),
    seal: (body, nonce, key) => sealBox(body, nonce, key),
    open: (box, nonce, key) => openBox(box, nonce, key),
  };
}
