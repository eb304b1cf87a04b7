/** A second L1, "SMS". @param frame 64 bytes */
export function smsOf(frame: Uint8Array): string {
  return `L1:${Buffer.from(frame).toString("base64url")}`;
}
