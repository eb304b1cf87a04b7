import { createHmac } from "node:crypto";
import nacl from "tweetnacl";
import type { Cipher } from "../../device/protocol/cipher.ts";

/**
 * The guardian's own cipher. It is written apart from the device's, because the two are different trust domains; one
 * contract suite holds both to the same bytes. HMAC is the native one: a console opens thousands of frames a second.
 */
export const guardianCipher: Cipher = {
  hmac(key, message) {
    const digest = createHmac("sha256", key).update(message).digest();
    return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
  },
  seal(body, nonce, key) {
    return nacl.secretbox(body, nonce, key);
  },
  open(box, nonce, key) {
    return nacl.secretbox.open(box, nonce, key);
  },
};
