import { pbkdf2Sync, randomBytes } from "node:crypto";
import type { Credentials } from "../credentials.ts";

/** Passwords here are random, and the broker derives anew at each connection while everyone else waits. */
const ITERATIONS = 10_000;
const SALT_BYTES = 12;
const KEY_BYTES = 64;

function client({ username, password }: Credentials): object {
  const salt = randomBytes(SALT_BYTES);
  return {
    username,
    salt: salt.toString("base64"),
    iterations: ITERATIONS,
    password: pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, "sha512").toString("base64"),
    roles: [{ rolename: "party" }],
  };
}

function right(acltype: string, topic: string, allow: boolean): object {
  return { acltype, topic, allow, priority: allow ? 0 : 10 };
}

/**
 * Users and rights as Mosquitto's dynamic security plug-in stores them. Everyone has the same right: to use a topic
 * that they can name. "l1/+" and "l1/#" themselves name none, so listening to everything is refused.
 */
export function mosquittoRights(users: readonly Credentials[]): string {
  const rights = {
    defaultACLAccess: { publishClientSend: false, publishClientReceive: false, subscribe: false, unsubscribe: true },
    clients: users.map(client),
    groups: [],
    roles: [
      {
        rolename: "party",
        acls: [
          right("publishClientSend", "l1/+", true),
          right("publishClientReceive", "l1/+", true),
          right("subscribePattern", "l1/+", true),
          right("subscribeLiteral", "l1/+", false),
          right("subscribeLiteral", "l1/#", false),
        ],
      },
    ],
  };
  return `${JSON.stringify(rights, null, 2)}\n`;
}
