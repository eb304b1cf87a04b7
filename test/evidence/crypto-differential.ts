import { isSignature, sharedSecret } from "../../device/node/checked-nacl.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { makeDifferentialTally, ready, tryDifferential } from "../oracle/crypto-differential.ts";
import { random } from "../random.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  await ready;
  const cases = quick ? 5000 : 100_000;
  const tally = makeDifferentialTally();
  const next = random(seed);
  for (let i = 0; i < cases; i++) {
    for (const cipher of [nodeCipher(), guardianCipher]) tryDifferential({ cipher, sharedSecret, isSignature }, i, next, tally);
    if (i % 500 === 0) progress(i / cases);
  }
  return {
    count: cases,
    figure:
      `${cases} cases for each of two ciphers: ${tally.boxes} boxes and ${tally.tampered} that were tampered with against @noble/ciphers and libsodium, ` +
      `${tally.macs} HMACs against the standard's own steps, ${tally.agreements} X25519 and ${tally.signatures} Ed25519 against libsodium: ${tally.differ.length} differ`,
    holds: tally.differ.length === 0 && tally.boxes >= cases,
    details: [...new Set(tally.differ)],
  };
}

export const proof: Proof = {
  name: "crypto/differential",
  claim:
    "The device's and the guardian's cryptography equals two independent libraries byte for byte, and refuses what they refuse.",
  run,
};
