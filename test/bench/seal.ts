import nacl from "tweetnacl";
import { seal } from "../../device/protocol/envelope.ts";
import { pairToSeal } from "./live-fix.ts";
import { type BenchHow, type Measurement, rateOf } from "./measurement.ts";

/** Sealing the body of a live fix for one guardian, with nonces as each scheme wants them. */
export async function benchSeal({ budgetMs }: BenchHow): Promise<Measurement> {
  const { cipher, place, body } = pairToSeal();
  const theirs = nacl.box.keyPair();
  const mine = nacl.box.keyPair();
  const key = nacl.randomBytes(nacl.secretbox.keyLength);
  let number = 0;
  const ours = rateOf(() => {
    number = (number + 1) & 0xffff;
    seal(cipher, { ...place, number }, body);
  }, budgetMs);
  const box = rateOf(() => nacl.box(body, nacl.randomBytes(nacl.box.nonceLength), theirs.publicKey, mine.secretKey), budgetMs);
  const secretbox = rateOf(() => nacl.secretbox(body, nacl.randomBytes(nacl.secretbox.nonceLength), key), budgetMs);
  return {
    name: "Sealing one live fix for one guardian: a key a frame, synthetic IV, masked header",
    unit: "frames/s",
    ours,
    peers: [
      { name: "tweetnacl box", rate: box },
      { name: "tweetnacl secretbox, bare", rate: secretbox },
    ],
    goal: "at least 200x tweetnacl box",
  };
}
