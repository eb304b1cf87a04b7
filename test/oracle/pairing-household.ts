import { beginDevice, type DeviceSide, deviceHears } from "../../device/node/exchange-side.ts";
import { allCheckWords, checkWords } from "../../device/protocol/check-words.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { OwnSecrets } from "../../device/protocol/exchange-keys.ts";
import { bareExchange } from "../../device/protocol/exchange-message.ts";
import { beginGuardian, type GuardianSide, guardianHears } from "../../guardian/core/exchange-side.ts";
import { bytes, type Random } from "../random.ts";
import { toyCipher } from "../toy-cipher.ts";
import { nativeAgree, nativePublic } from "./native-x25519.ts";

/** How the two sides of this household are built; a planted fault changes one. */
export interface Build {
  deviceCipher: Cipher;
  guardianCipher: Cipher;
  /** How many bits of the words people compare; 32 in truth. */
  bits: number;
  /** The attacker sees the guardian's half before it is opened. */
  leaks: boolean;
}

export const SOUND: Omit<Build, "bits"> = { deviceCipher: toyCipher, guardianCipher: toyCipher, leaks: false };

/** One attempt of a guardian and a wearer to pair. Whoever sits between carries the messages, or others. */
export interface Attempt {
  build: Build;
  guardian: GuardianSide;
  device: DeviceSide;
  /** Says that a device is ready, and gets the commitment. */
  commit: Uint8Array;
  /** Null: that side said nothing, or ended. */
  toGuardian(message: Uint8Array): Uint8Array | null;
  toDevice(message: Uint8Array): Uint8Array | null;
}

export function secretsOf(next: Random, staticSecret: Uint8Array = bytes(next, 32)): OwnSecrets {
  const ephemeralSecret = bytes(next, 32);
  const half = { staticKey: nativePublic(staticSecret), ephemeralKey: nativePublic(ephemeralSecret), nonce: bytes(next, 32) };
  return { staticSecret: staticSecret.slice(), ephemeralSecret, half };
}

export function makeAttempt(build: Build, guardianSecrets: OwnSecrets, deviceSecrets: OwnSecrets): Attempt {
  const guardian = beginGuardian(build.guardianCipher, guardianSecrets);
  const device = beginDevice(deviceSecrets);
  const toGuardian = (message: Uint8Array) => guardianHears(build.guardianCipher, nativeAgree, guardian, message).send;
  const toDevice = (message: Uint8Array) => deviceHears(build.deviceCipher, nativeAgree, device, message).send;
  const commit = toGuardian(bareExchange("ready")) as Uint8Array;
  return { build, guardian, device, commit, toGuardian, toDevice };
}

const WORDS = allCheckWords("en");

/** The first bits of the words that this key shows, read back from the words themselves. */
export function shownBits(root: Uint8Array, bits: number): number {
  const shown = checkWords(toyCipher, root, "en").split(" ");
  let value = 0;
  for (const word of shown) value = value * 256 + WORDS.indexOf(word);
  return Math.floor(value / 2 ** (32 - bits));
}

/** Both people see words, and they are the same. */
export function wordsAgree({ build, guardian, device }: Attempt): boolean {
  if (guardian.phase !== "comparing" || device.phase !== "comparing") return false;
  return shownBits(guardian.root, build.bits) === shownBits(device.root, build.bits);
}
