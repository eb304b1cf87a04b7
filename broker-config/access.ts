import type { Credentials } from "./credentials.ts";

/** 12 bytes in base64url: what both sides of a pair compute, and nobody else (docs/protocol.md, "Topics and broker"). */
const TOPIC = /^l1\/[A-Za-z0-9_-]{16}$/;
/** A long frame. Nothing that devices or guardians send is longer. */
export const MAX_PAYLOAD_BYTES = 256;
/** A school that watches 250 devices listens to two days and two directions of each. */
export const MAX_TOPICS_PER_CLIENT = 1024;

/** The only topics there are: exact pseudonyms, no wildcards, nothing of the broker's own. */
export function isPseudonym(topic: string): boolean {
  return TOPIC.test(topic);
}

/** Whether a list of users can be used at all. Null when it can; else what to correct. */
export function credentialProblem(credentials: readonly Credentials[]): string | null {
  const seen = new Set<string>();
  for (const { username, password } of credentials) {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(username))
      return "A broker user's name is 1 to 64 letters, digits, dashes and underscores.";
    if (password.length < 12) return "A broker user's password has at least 12 characters.";
    if (seen.has(username)) return "A broker user is listed twice.";
    seen.add(username);
  }
  return null;
}
