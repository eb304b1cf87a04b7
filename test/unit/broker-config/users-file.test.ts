import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addUser, randomUser, readUsers, userOfPairing } from "../../../broker-config/users-file.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-users-"));
  path = join(folder, "users.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("R-41 adds users, each with a name and a password of its own, in a file that only its owner reads", () => {
  const users = [randomUser(), randomUser()];
  for (const user of users) addUser(path, user);
  expect(readUsers(path)).toEqual(users);
  expect(new Set(users.flatMap(({ username, password }) => [username, password])).size).toBe(4);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it("takes a device's account out of its pairing file", () => {
  const broker = { url: "mqtts://broker.example", username: "0123abcd", password: "a long enough password" };
  writeFileSync(path, JSON.stringify({ version: 1, root: "x", broker }), { mode: 0o600 });
  expect(userOfPairing(path)).toEqual({ username: broker.username, password: broker.password });
});

it("refuses a user twice, a readable file, a missing one and another kind of file, and says what to do", () => {
  const user = randomUser();
  addUser(path, user);
  expect(() => addUser(path, user)).toThrow(/listed twice/);
  expect(() => userOfPairing(path)).toThrow(/no pairing file/);
  chmodSync(path, 0o644);
  expect(() => readUsers(path)).toThrow(/chmod 600/);
  expect(() => readUsers(join(folder, "none"))).toThrow(/lychnos broker user/);
});
