import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileStore, fileStore, lockHolder } from "../../../device/node/file-store.ts";

const bytes = (...values: number[]) => new Uint8Array(values);
let directory: string;
let store: FileStore | null = null;

function open(): FileStore {
  store = fileStore(directory);
  return store;
}
const file = (name: string) => join(directory, name);
const mode = (path: string) => statSync(path).mode & 0o777;

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "lychnos-files-")), "state");
});
afterEach(() => {
  store?.close();
  store = null;
  rmSync(join(directory, ".."), { recursive: true, force: true });
});

describe("the state directory on a card", () => {
  it("R-40 is readable by its own user only", () => {
    const { replace, append } = open();
    replace("pair-0", bytes(1));
    append("outbox", bytes(2));
    expect(mode(directory)).toBe(0o700);
    expect(mode(file("pair-0.value"))).toBe(0o600);
    expect(mode(file("outbox.value"))).toBe(0o600);
    expect(mode(file("lock"))).toBe(0o600);
  });

  it("R-43 overwrites a value that was replaced or erased, not only its name", () => {
    const { replace, erase } = open();
    replace("pair-0", bytes(7, 7, 7, 7));
    const old = openSync(file("pair-0.value"), "r");
    replace("pair-0", bytes(8, 8));
    const next = openSync(file("pair-0.value"), "r");
    erase("pair-0");
    const left = Buffer.alloc(4, 1);
    readSync(old, left, 0, 4, 0);
    expect([...left]).toEqual([0, 0, 0, 0]);
    readSync(next, left, 0, 2, 0);
    expect([...left.subarray(0, 2)]).toEqual([0, 0]);
  });

  it("P45 sweeps up the half-written value that a power cut left", () => {
    open().close();
    writeFileSync(file("pair-0.value.tmp"), "half a key");
    const left = openSync(file("pair-0.value.tmp"), "r");
    expect(open().load("pair-0")).toBeNull();
    expect(existsSync(file("pair-0.value.tmp"))).toBe(false);
    const content = Buffer.alloc(10, 1);
    readSync(left, content, 0, 10, 0);
    expect([...content]).toEqual(Array(10).fill(0));
  });

  it("F9 a full disk makes replace and append answer false, with the reason, and keeps what was there", () => {
    const { replace, append, load, lastProblem } = open();
    replace("consent", bytes(1));
    expect(lastProblem()).toBeNull();
    symlinkSync("/dev/full", file("consent.value.tmp"));
    symlinkSync("/dev/full", file("outbox.value"));
    expect(replace("consent", bytes(2))).toBe(false);
    expect(lastProblem()).toMatch(/ENOSPC/);
    expect(append("outbox", bytes(2))).toBe(false);
    expect(load("consent")).toEqual(bytes(1));
  });

  it("never throws when the directory is taken away", () => {
    const { replace, append, load, erase, lastProblem } = open();
    append("outbox", bytes(1));
    rmSync(directory, { recursive: true });
    expect(replace("consent", bytes(1))).toBe(false);
    expect(load("consent")).toBeNull();
    expect(append("audit", bytes(2))).toBe(false);
    expect(erase("consent")).toBe(true);
    expect(lastProblem()).toMatch(/ENOENT/);
  });

  it("answers false and null after close", () => {
    const { replace, load, close } = open();
    replace("consent", bytes(1));
    close();
    close();
    expect(replace("consent", bytes(2))).toBe(false);
    expect(load("consent")).toBeNull();
  });

  it("says what to do when it cannot be used", () => {
    writeFileSync(join(directory, "../file"), "");
    expect(() => fileStore(join(directory, "../file/state"))).toThrow(/directory of its own that this user may write/);
    expect(() => fileStore("/proc/lychnos")).toThrow(/directory of its own/);
  });

  it("does not load a value larger than any that the device writes", () => {
    const { load, lastProblem } = open();
    writeFileSync(file("outbox.value"), Buffer.alloc(17 * 1024 * 1024));
    expect(load("outbox")).toBeNull();
    expect(lastProblem()).toMatch(/larger/);
  });
});

describe("two devices on one state directory", () => {
  it("P16 refuses the second while the first lives, and lets it in after", () => {
    const first = open();
    expect(() => fileStore(directory)).toThrow(/Another device is running/);
    expect(lockHolder(directory)).toBe(process.pid);
    first.close();
    expect(lockHolder(directory)).toBeNull();
    expect(open().replace("consent", bytes(1))).toBe(true);
  });

  it("takes over from a device that was killed, and from one of an earlier boot", async () => {
    open().close();
    const dead = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => dead.once("exit", resolve));
    for (const text of [`${dead.pid} 1 boot\n`, `${process.pid} 1 an-earlier-boot\n`, "rubbish", ""]) {
      writeFileSync(file("lock"), text);
      expect(lockHolder(directory)).toBeNull();
      open().close();
    }
  });

  it("leaves no lock and no other trace of a refused start", () => {
    open();
    const before = readFileSync(file("lock"), "utf8");
    expect(() => fileStore(directory)).toThrow();
    expect(readFileSync(file("lock"), "utf8")).toBe(before);
    expect(existsSync(file(`lock.${process.pid}`))).toBe(false);
  });
});
