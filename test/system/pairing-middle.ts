import type { Socket } from "node:net";
import { sharedSecret } from "../../device/node/checked-nacl.ts";
import { beginDevice, deviceHears } from "../../device/node/exchange-side.ts";
import { exchangeLine, hearLines, makeLineWatch } from "../../device/protocol/exchange-line.ts";
import { bareExchange } from "../../device/protocol/exchange-message.ts";
import { beginGuardian, guardianHears } from "../../guardian/core/exchange-side.ts";
import { random } from "../random.ts";
import { toyCipher } from "../toy-cipher.ts";
import { secretsFrom } from "../unit/pairing/two-sides.ts";

/** Somebody in the middle who plays the device to the guardian, and the guardian to the device. */
export interface Middle {
  /** The keys that they agreed on with the two sides so far. */
  roots(): Uint8Array[];
}

function hearEach(socket: Socket, take: (message: Uint8Array) => Uint8Array | null): void {
  const watch = makeLineWatch();
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    for (const message of hearLines(watch, bytes) ?? []) {
      const answer = take(message);
      if (answer !== null && socket.writable) socket.write(exchangeLine(answer));
    }
  });
}

export async function startMiddle(toGuardian: Socket, toDevice: Socket): Promise<Middle> {
  const next = random(23);
  const asDevice = beginDevice(secretsFrom(next));
  const asGuardian = beginGuardian(toyCipher, secretsFrom(next));
  hearEach(toGuardian, (message) => deviceHears(toyCipher, sharedSecret, asDevice, message).send);
  hearEach(toDevice, (message) => guardianHears(toyCipher, sharedSecret, asGuardian, message).send);
  toGuardian.write(exchangeLine(bareExchange("ready")));
  return { roots: () => [asDevice, asGuardian].filter(({ phase }) => phase === "comparing").map(({ root }) => root) };
}
