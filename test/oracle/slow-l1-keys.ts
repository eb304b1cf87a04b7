import { hmac, number } from "./slow-l1-bytes.ts";

/**
 * The first piece of a second L1, written to be read, from docs/protocol.md and not from the code of the product; it
 * shares no line with it. The other pieces are the slow-l1-*.ts beside this file. Here: "Keys" and "Topics".
 */
export type SlowDirection = "telemetry" | "command";

export interface SlowPairing {
  /** EK[0], CK[0], TK and HP of "Keys". */
  telemetry: Buffer;
  command: Buffer;
  topic: Buffer;
  header: Buffer;
}

/** "Keys": what is made of the root key. */
export function pairingOf(root: Uint8Array): SlowPairing {
  return {
    telemetry: hmac(root, "lychnos telemetry"),
    command: hmac(root, "lychnos command"),
    topic: hmac(root, "lychnos topic"),
    header: hmac(root, "lychnos header"),
  };
}

/** "Keys": EK[e] or CK[e], counted up from 0 each time. */
export function epochKeyOf(pairing: SlowPairing, direction: SlowDirection, epoch: number): Buffer {
  let key = pairing[direction];
  for (let e = 0; e < epoch; e++) key = hmac(key, "epoch");
  return key;
}

/** "Topics". */
export function topicAt(pairing: SlowPairing, direction: SlowDirection, day: number): string {
  const label = direction === "telemetry" ? "t" : "c";
  const name = hmac(pairing.topic, label, number(4, day)).subarray(0, 12);
  return `l1/${name.toString("base64url")}`;
}
