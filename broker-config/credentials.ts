import { createHash, timingSafeEqual } from "node:crypto";

/** One user of a broker: a device or a guardian's console. The client id must be the user name. */
export interface Credentials {
  username: string;
  password: string;
}

function digest(text: string | Uint8Array): Buffer {
  return createHash("sha256").update(text).digest();
}

/**
 * @returns a check that takes the same time for an unknown user, a wrong password and a right one. Passwords here are
 * random and live in memory only, so a plain digest is enough.
 */
export function passwordCheck(credentials: readonly Credentials[]): (username: string, password: Uint8Array) => boolean {
  const known = new Map(credentials.map((one) => [one.username, digest(one.password)]));
  const nobody = Buffer.alloc(32);
  return (username, password) => {
    const expected = known.get(username);
    return timingSafeEqual(expected ?? nobody, digest(password)) && expected !== undefined;
  };
}
