import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one demonstration, and its removal. Keys and positions in it are made up and end with it. */
export interface DemoHome {
  device: string;
  guardian: string;
  remove(): void;
}

export function makeHome(): DemoHome {
  const root = mkdtempSync(join(tmpdir(), "lychnos-start-"));
  return {
    device: join(root, "device"),
    guardian: join(root, "guardian"),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Random 128 bits as hex: a user name or a password that says nothing. */
export function randomName(): string {
  return randomBytes(16).toString("hex");
}
