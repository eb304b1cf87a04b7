import nacl from "tweetnacl";
import { sharedSecret } from "../../../device/node/checked-nacl.ts";
import {
  beginDevice,
  type DeviceSide,
  type DeviceStep,
  deviceHears,
  wearerConfirms,
} from "../../../device/node/exchange-side.ts";
import type { OwnSecrets } from "../../../device/protocol/exchange-keys.ts";
import { bareExchange } from "../../../device/protocol/exchange-message.ts";
import {
  beginGuardian,
  type GuardianSide,
  type GuardianStep,
  guardianConfirms,
  guardianHears,
} from "../../../guardian/core/exchange-side.ts";
import { bytes, type Random } from "../../random.ts";
import { toyCipher } from "../../toy-cipher.ts";

/** Secrets of one side, from a seeded chance. */
export function secretsFrom(next: Random): OwnSecrets {
  const staticSecret = bytes(next, 32);
  const ephemeralSecret = bytes(next, 32);
  const half = {
    staticKey: nacl.scalarMult.base(staticSecret),
    ephemeralKey: nacl.scalarMult.base(ephemeralSecret),
    nonce: bytes(next, 32),
  };
  return { staticSecret, ephemeralSecret, half };
}

/** Both sides of an exchange without a wire between them: a test carries the messages. */
export interface TwoSides {
  guardian: GuardianSide;
  device: DeviceSide;
  commit: Uint8Array;
  toGuardian(message: Uint8Array): GuardianStep;
  toDevice(message: Uint8Array): DeviceStep;
}

export function twoSides(next: Random): TwoSides {
  const guardian = beginGuardian(toyCipher, secretsFrom(next));
  const device = beginDevice(secretsFrom(next));
  const ready = bareExchange("ready");
  return {
    guardian,
    device,
    commit: guardianHears(toyCipher, sharedSecret, guardian, ready).send as Uint8Array,
    toGuardian: (message) => guardianHears(toyCipher, sharedSecret, guardian, message),
    toDevice: (message) => deviceHears(toyCipher, sharedSecret, device, message),
  };
}

/** What has been said up to the moment when both sides show their words. */
export interface Said {
  commit: Uint8Array;
  keys: Uint8Array;
  open: Uint8Array;
}

export function upToWords(sides: TwoSides): Said {
  const keys = sides.toDevice(sides.commit).send as Uint8Array;
  const open = sides.toGuardian(keys).send as Uint8Array;
  sides.toDevice(open);
  return { commit: sides.commit, keys, open };
}

/** Both hands say yes. @returns the device's message. */
export function bothSayYes(sides: TwoSides): Uint8Array {
  guardianConfirms(sides.guardian);
  return wearerConfirms(toyCipher, sides.device).send as Uint8Array;
}
