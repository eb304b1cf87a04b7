import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openGrowing, replaceFile } from "../../../device/node/durable-file.ts";

/** Calls of the system in order, and what to do to the next write. */
const disk = vi.hoisted(() => ({ calls: [] as string[], tearAt: null as number | null, failSync: false }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const note =
    <A extends unknown[], R>(name: string, act: (...args: A) => R) =>
    (...args: A) => {
      disk.calls.push(name);
      return act(...args);
    };
  return {
    ...real,
    fsyncSync: note("fsync", real.fsyncSync),
    renameSync: note("rename", real.renameSync),
    fdatasyncSync: note("fdatasync", (fd: number) => {
      if (disk.failSync) throw Object.assign(new Error("EIO"), { code: "EIO" });
      real.fdatasyncSync(fd);
    }),
    writeSync: note("write", (fd: number, bytes: Uint8Array, offset: number, length: number, at: number | null) => {
      if (disk.tearAt === null) return real.writeSync(fd, bytes, offset, length, at);
      real.writeSync(fd, bytes, offset, disk.tearAt, at);
      throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    }),
  };
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "lychnos-durable-"));
  disk.calls = [];
  disk.tearAt = null;
  disk.failSync = false;
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

it("P45 replace writes, makes durable, renames, makes the directory durable, and only then zeroes the old value", () => {
  const path = join(folder, "value");
  replaceFile(path, new Uint8Array([1]));
  disk.calls = [];
  replaceFile(path, new Uint8Array([2]));
  expect(disk.calls).toEqual(["write", "fsync", "rename", "fsync", "write", "fdatasync"]);
});

it("P45 an addition is durable before append returns", () => {
  const growing = openGrowing(join(folder, "log"));
  disk.calls = [];
  growing.append(new Uint8Array([1]));
  expect(disk.calls).toEqual(["write", "fdatasync"]);
  growing.close();
});

it.each([
  ["torn by a full disk", () => (disk.tearAt = 2)],
  ["not made durable", () => (disk.failSync = true)],
])("F9 an addition that was %s does not lie in front of the next one", (_title, fault) => {
  const path = join(folder, "log");
  const growing = openGrowing(path);
  growing.append(new Uint8Array([1, 1, 1]));
  fault();
  expect(() => growing.append(new Uint8Array([2, 2, 2]))).toThrow();
  disk.tearAt = null;
  disk.failSync = false;
  growing.append(new Uint8Array([3, 3, 3]));
  expect([...fs.readFileSync(path)]).toEqual([1, 1, 1, 3, 3, 3]);
  growing.close();
});
