import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openPty, ptyOn, QUEUE_BYTES } from "../../../../simulator/pty/pty.ts";
import type { Wire } from "../../../../simulator/pty/wire.ts";

/** A wire that takes as much as the test allows. */
function fakeWire() {
  const state = { room: 0, listened: true, closes: 0, sent: "", retry: null as (() => void) | null };
  const wire: Wire = {
    device: "/dev/fake",
    listened: () => state.listened,
    offer(bytes) {
      const taken = Math.min(state.room, bytes.length);
      state.room -= taken;
      state.sent += Buffer.from(bytes.subarray(0, taken)).toString("latin1");
      return taken;
    },
    onHeard: () => undefined,
    whenRoom(retry) {
      state.retry = retry;
    },
    async close() {
      state.closes++;
    },
  };
  return { state, pty: ptyOn(wire, wire.device, null) };
}

describe("a pseudo-terminal", () => {
  it("holds back what the reader has no room for, and sends it in order later", () => {
    const { state, pty } = fakeWire();
    state.room = 3;
    pty.write(Buffer.from("abcdef"));
    pty.write(Buffer.from("ghi"));
    expect([state.sent, pty.backlog()]).toEqual(["abc", 6]);
    state.room = 100;
    state.retry?.();
    expect([state.sent, pty.backlog(), pty.dropped()]).toEqual(["abcdefghi", 0, 0]);
  });

  it("never holds more than its limit: the oldest go, counted", () => {
    const { state, pty } = fakeWire();
    for (let n = 0; n < 1000; n++) pty.write(Buffer.alloc(1000, n % 256));
    expect(pty.backlog()).toBe(QUEUE_BYTES);
    expect(pty.dropped()).toBe(1_000_000 - QUEUE_BYTES);
    state.room = 1;
    state.retry?.();
    // The first byte of the newest 65,536: it belongs to the 935th write.
    expect(state.sent.charCodeAt(0)).toBe(934 % 256);
  });

  it("forgets what is said while nobody listens, as a UART does", () => {
    const { state, pty } = fakeWire();
    state.room = 100;
    state.listened = false;
    pty.write(Buffer.from("unheard"));
    state.listened = true;
    pty.write(Buffer.from("heard"));
    expect([state.sent, pty.dropped()]).toEqual(["heard", 7]);
  });

  it("is closed once however often it is closed, and takes nothing more", async () => {
    const { state, pty } = fakeWire();
    await pty.close();
    await pty.close();
    pty.write(Buffer.from("late"));
    expect([state.closes, state.sent, pty.listened()]).toEqual([1, "", false]);
  });

  it("leaves no device, no link, no descriptor and no listener behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lychnos-pty-"));
    const before = terminalsHeld();
    const listeners = process.listenerCount("exit");
    for (let n = 0; n < 20; n++) {
      const pty = await openPty({ link: join(folder, "gps") });
      expect(existsSync(pty.path)).toBe(true);
      pty.write(Buffer.alloc(200_000, 65));
      await pty.close();
      await pty.close();
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(terminalsHeld()).toEqual(before);
    expect(process.listenerCount("exit")).toBe(listeners);
    rmSync(folder, { recursive: true });
  });
});

/** The terminals that this process has open; empty where the system does not show them. */
function terminalsHeld(): string[] {
  if (!existsSync("/proc/self/fd")) return [];
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return /ptmx|pts/.test(target) ? [target] : [];
    } catch {
      return [];
    }
  });
}
