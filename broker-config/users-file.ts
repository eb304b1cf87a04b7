import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { credentialProblem } from "./access.ts";
import type { Credentials } from "./credentials.ts";
import { BrokerProblem } from "./problem.ts";

function isCredentials(value: unknown): value is Credentials {
  if (typeof value !== "object" || value === null) return false;
  return "username" in value && typeof value.username === "string" && "password" in value && typeof value.password === "string";
}

function parsed(path: string): unknown {
  try {
    if ((statSync(path).mode & 0o077) !== 0)
      throw new BrokerProblem(`${path} can be read by others on this machine. Run: chmod 600 ${path}`);
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof BrokerProblem) throw error;
    throw new BrokerProblem(`${path} cannot be read. Make it with: lychnos broker user --users ${path}`);
  }
}

/**
 * The users of a broker: a JSON array of {"username", "password"}.
 * @throws BrokerProblem
 */
export function readUsers(path: string): Credentials[] {
  const content = parsed(path);
  if (!Array.isArray(content) || !content.every(isCredentials)) {
    throw new BrokerProblem(`${path} must hold a JSON array of {"username", "password"}.`);
  }
  const users = content.map(({ username, password }) => ({ username, password }));
  const problem = credentialProblem(users);
  if (problem !== null) throw new BrokerProblem(problem);
  return users;
}

/**
 * The account that a pairing file of `lychnos guardian pair` gives its device. The key in it is not looked at.
 * @throws BrokerProblem
 */
export function userOfPairing(path: string): Credentials {
  const content = parsed(path);
  const broker = typeof content === "object" && content !== null && "broker" in content ? content.broker : null;
  if (!isCredentials(broker)) throw new BrokerProblem(`${path} is no pairing file. Make one with: lychnos guardian pair`);
  return { username: broker.username, password: broker.password };
}

/** A name and a password that nobody can guess: 128 and 192 bits from the operating system. */
export function randomUser(): Credentials {
  return { username: randomBytes(16).toString("hex"), password: randomBytes(24).toString("base64url") };
}

/** Adds a user; the file is made when there is none, readable by its owner only. @throws BrokerProblem */
export function addUser(path: string, user: Credentials): void {
  const users = [...(existsSync(path) ? readUsers(path) : []), user];
  const problem = credentialProblem(users);
  if (problem !== null) throw new BrokerProblem(problem);
  const temporary = `${path}.new`;
  writeFileSync(temporary, `${JSON.stringify(users, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}
