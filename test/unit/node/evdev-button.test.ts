import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { type EvdevOptions, evdevButton } from "../../../device/node/evdev-button.ts";
import { type FakeInput, fakeInput, inputRecord, KEY } from "../../contract/fake-input.ts";
import { until } from "../../contract/poll.ts";

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

function plugged(isPlugged = true): FakeInput {
  const input = fakeInput(isPlugged);
  endings.push(() => input.close());
  return input;
}

function listen(device: string, options: Partial<EvdevOptions> = {}) {
  const heard: boolean[] = [];
  const troubles: string[] = [];
  const pauses = { firstMs: 10, longestMs: 20 };
  const button = evdevButton({ device, key: KEY, arch: "x64", pauses, onTrouble: (line) => troubles.push(line), ...options });
  button.start((down) => heard.push(down));
  endings.push(() => button.stop());
  return { heard, troubles, button };
}

describe("R-14 the button on a pin", () => {
  it("hears its own key, and no other key or movement", async () => {
    const input = plugged();
    const { heard } = listen(input.path);
    for (const [type, code] of [
      [1, KEY + 1],
      [1, KEY - 256],
      [2, KEY],
      [0, 0],
      [4, 4],
    ] as const)
      input.write(inputRecord(8, type, code, 1));
    input.key(KEY, 1);
    await until("its key is heard", () => heard.length > 0);
    expect(heard).toEqual([true]);
  });

  it("takes the kernel's repetitions for nothing, and not for a press", async () => {
    const input = plugged();
    const { heard } = listen(input.path);
    for (const value of [2, 2, 1, 2, 2, 2, 0, 2, -1, 7, 1, 0]) input.key(KEY, value);
    await until("all is heard", () => heard.length >= 4);
    expect(heard).toEqual([true, false, true, false]);
  });

  it.each([
    ["arm", 4],
    ["ia32", 4],
    ["x64", 8],
    ["arm64", 8],
    ["riscv64", 8],
  ] as const)("reads the records of %s, also when they come a byte at a time", async (arch, wordBytes) => {
    const input = plugged();
    const { heard } = listen(input.path, { arch });
    const records = [1, 0, 1].map((value) => inputRecord(wordBytes, 1, KEY, value));
    for (const byte of Buffer.concat(records)) {
      input.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until("all is heard", () => heard.length >= 3);
    expect(heard).toEqual([true, false, true]);
  });

  it("F31 hears every change of a chattering contact, and the last state is the true one", async () => {
    const input = plugged();
    const { heard } = listen(input.path);
    for (let i = 0; i < 5000; i++) {
      input.key(KEY, i % 2 === 0 ? 1 : 0);
      if (i % 200 === 199) await until("the pipe is empty", () => heard.length > i);
    }
    await until("all is heard", () => heard.length >= 5000);
    expect(heard.length).toBe(5000);
    expect(heard.at(-1)).toBe(false);
  });

  it("does not take a change for missing that the kernel says it has dropped: the button is up until it is pressed anew", async () => {
    const input = plugged();
    const { heard } = listen(input.path);
    input.key(KEY, 1);
    input.write(inputRecord(8, 0, 3, 0));
    input.key(KEY, 1);
    await until("it is down again", () => heard.length >= 3);
    expect(heard).toEqual([true, false, true]);
  });
});

describe("F31 a button that comes and goes", () => {
  it("R-14 is up when it is unplugged while it is down, and is heard again by itself", async () => {
    const input = plugged();
    const { heard, troubles } = listen(input.path);
    input.key(KEY, 1);
    await until("it is down", () => heard.length === 1);
    input.unplug();
    await until("it is up", () => heard.length === 2);
    expect(heard).toEqual([true, false]);
    await until("it is missed", () => troubles.length === 2);
    expect(troubles).toEqual([expect.stringContaining("unplugged"), expect.stringContaining("button.device")]);
    input.plug();
    input.key(KEY, 1);
    await until("it is heard again", () => heard.length === 3);
    expect(heard).toEqual([true, false, true]);
  });

  it("forgets half a record of the device that was unplugged", async () => {
    const input = plugged();
    const { heard } = listen(input.path);
    input.key(KEY, 1);
    input.write(inputRecord(8, 1, KEY, 0).subarray(0, 11));
    await until("it is down", () => heard.length === 1);
    input.unplug();
    await until("it is up", () => heard.length === 2);
    input.plug();
    input.key(KEY, 1);
    await until("it is down again", () => heard.length === 3);
  });

  it("is missed in one line, however often it is looked for, and is heard once it is there", async () => {
    const input = plugged(false);
    const { heard, troubles } = listen(input.path);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(troubles.length).toBe(1);
    input.plug();
    input.key(KEY, 1);
    await until("it is heard", () => heard.length === 1);
  });

  it("is looked for no more after a stop", async () => {
    const input = plugged(false);
    const { heard, button } = listen(input.path);
    button.stop();
    input.plug();
    input.key(KEY, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toEqual([]);
  });
});

describe("a path that is no button", () => {
  it("says so for a directory and for a plain file, and harms neither", () => {
    const folder = mkdtempSync(join(tmpdir(), "lychnos-input-"));
    endings.push(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "file");
    writeFileSync(file, inputRecord(8, 1, KEY, 1));
    for (const path of [folder, file]) {
      const { heard, troubles } = listen(path);
      expect(troubles.length).toBe(1);
      expect(troubles[0]).toMatch(/cannot be read|may not read|unplugged/);
      expect(heard).toEqual([]);
    }
  });

  it.runIf(process.getuid?.() !== 0)("names the group that may read it (skipped: root may read everything)", () => {
    const input = plugged();
    chmodSync(input.path, 0);
    expect(listen(input.path).troubles[0]).toContain("group input");
  });
});

it("R-14 a program that has stopped its button ends, without waiting for one more press", async () => {
  const input = plugged();
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["test/launch.mjs", "test/unit/node/ending-button.ts", input.path], {
    timeout: 60_000,
  });
  expect(stdout).toContain("nothing is left to do");
});
