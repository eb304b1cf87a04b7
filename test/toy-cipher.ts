import { createHmac } from "node:crypto";
import nacl from "tweetnacl";
import type { Cipher } from "../device/protocol/cipher.ts";

/** The cipher as plainly as it can be written: what the platforms' own are held against. */
export const toyCipher: Cipher = {
  hmac: (key, message) => new Uint8Array(createHmac("sha256", key).update(message).digest()),
  seal: (body, nonce, key) => nacl.secretbox(body, nonce, key),
  open: (box, nonce, key) => nacl.secretbox.open(box, nonce, key),
};
