import { isSignature, sharedSecret } from "../../device/node/checked-nacl.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { CORPORA } from "../corpora.ts";
import { tryCorpora } from "../oracle/crypto-corpora.ts";
import type { Finding, Proof } from "./proof.ts";

async function run(): Promise<Finding> {
  const sides = [nodeCipher(), guardianCipher].map((cipher) => tryCorpora({ cipher, sharedSecret, isSignature }));
  const corpora = sides.flatMap((side) => side ?? []);
  if (corpora.length === 0)
    return { count: 0, figure: "", holds: false, missing: `no corpora wycheproof and nacl in ${CORPORA}` };
  const wrong = corpora.flatMap((one) => one.wrong);
  const device = sides[0] ?? [];
  const told = device.map(
    (one) => `${one.name} ${one.cases} (${one.valid} valid, ${one.invalid} invalid, ${one.acceptable} acceptable)`,
  );
  return {
    count: corpora.reduce((sum, one) => sum + one.cases, 0),
    figure: `${told.join("; ")}; by the device's and by the guardian's cipher: ${wrong.length} judged otherwise than the corpus`,
    holds: wrong.length === 0 && device.length === 5,
    details: wrong.slice(0, 20),
  };
}

export const proof: Proof = {
  name: "crypto/corpora",
  claim:
    "Every case of Wycheproof's X25519, Ed25519, HMAC and HKDF and of NaCl's secretbox vectors is judged as its authors judge it; malleable signatures and secrets that everybody knows are refused.",
  run,
};
