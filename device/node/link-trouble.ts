/** What can be wrong with the way to the broker, each with the sentence that says what to do. No address, no secret. */
export const LINK_TROUBLES = {
  unreachable: "the broker cannot be reached; it is tried again with growing pauses",
  "name-unknown": "the broker's name cannot be resolved; check its spelling and the network",
  credentials: "the broker refuses this device's user name or password; pair again, or have its operator add the device",
  certificate: "the broker's certificate cannot be verified; give its authority as broker.caFile, and check the board's date",
  "not-mqtt": "what answers at the broker's address does not speak MQTT 3.1.1; check the port",
  topic: "the broker refuses to let this device listen; nothing sent by the guardian arrives",
  oversized: "the broker sent more than any frame holds; the connection was dropped",
  unacknowledged: "the broker stopped acknowledging; the connection was dropped and is made again",
} as const;

export type LinkTrouble = keyof typeof LINK_TROUBLES;

/** Return codes of MQTT 3.1.1, 3.2.2.3: identifier rejected, bad user name or password, not authorised. */
const REFUSALS = new Set<unknown>([2, 4, 5]);
const CERTIFICATE_CODES = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/;
const NAME_CODES = new Set<unknown>(["ENOTFOUND", "EAI_AGAIN"]);
const PROTOCOL_CODES = /^(EPROTO|ERR_SSL)/;

/** Names an error of the client library. */
export function linkTrouble(error: Error): LinkTrouble {
  const code = "code" in error ? error.code : null;
  if (REFUSALS.has(code)) return "credentials";
  if (NAME_CODES.has(code)) return "name-unknown";
  if (typeof code === "string" && CERTIFICATE_CODES.test(code)) return "certificate";
  if (typeof code === "string" && PROTOCOL_CODES.test(code)) return "not-mqtt";
  return code === 1 ? "not-mqtt" : "unreachable";
}
