import { nodeCipher } from "../../device/node/cipher.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { encode } from "../../device/protocol/codec.ts";
import type { SealingPlace } from "../../device/protocol/envelope.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import { type FixReport, NO_FLAGS } from "../../device/protocol/report.ts";

/** The position of the OwnTracks booklet's kind, which both sides of a comparison send. Nobody's. */
export const FIX: FixReport = {
  kind: "fix",
  flags: NO_FLAGS,
  timeS: 1_700_000_000,
  latE7: 379_838_100,
  lonE7: 237_275_390,
  altitudeM: 92,
  accuracyM: 5,
  speedMps: 1.1,
  courseDeg: 270,
  batteryPercent: 83,
  consent: 1,
  sequence: 1,
};

/** A pair of device and guardian, ready to seal. */
export interface BenchPair {
  cipher: Cipher;
  topicKey: Uint8Array;
  place: SealingPlace;
  body: Uint8Array;
}

export function pairToSeal(): BenchPair {
  const cipher = nodeCipher();
  const keys = deriveKeys(cipher, new Uint8Array(32).fill(7));
  const place: SealingPlace = { epochKey: keys.telemetry, headerKey: keys.header, direction: "telemetry", epoch: 0, number: 0 };
  return { cipher, topicKey: keys.topic, place, body: encode(FIX) };
}
