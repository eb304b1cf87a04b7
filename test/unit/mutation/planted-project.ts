import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A door that opens to one word, and not too late. */
export const DOOR = `export function opens(word: "friend" | "foe", minute: number): boolean {
  if (word !== "friend") return false;
  return minute < 60;
}
`;

const HEAD = `import { expect, it } from "vitest";
import { opens } from "../device/core/door.ts";
`;

/** Tests that find whatever is wrong with the door. */
export const THOROUGH = `${HEAD}
it("opens to a friend in time", () => {
  expect(opens("friend", 59)).toBe(true);
  expect(opens("friend", 60)).toBe(false);
  expect(opens("friend", 61)).toBe(false);
  expect(opens("foe", 0)).toBe(false);
  expect(opens("stranger" as never, 0)).toBe(false);
});
`;

/** A test that runs every line and checks nothing. */
export const EMPTY = `${HEAD}
it("opens", () => {
  opens("friend", 59);
  opens("friend", 61);
  opens("foe", 59);
  expect(true).toBe(true);
});
`;

export const DOOR_FILE = "device/core/door.ts";
export const DOOR_TEST = "test/door.test.ts";
export const DOOR_TARGETS = [{ file: DOOR_FILE, tests: [DOOR_TEST] }];

/** Writes a project of a file and its test. @returns its folder; whoever asked for it removes it. */
export function plantProject(file: string, test: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "lychnos-planted-")));
  for (const [path, text] of [
    [DOOR_FILE, file],
    [DOOR_TEST, test],
  ] as const) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
