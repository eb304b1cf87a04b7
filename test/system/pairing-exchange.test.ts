import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exchangeLine, hearLines, makeLineWatch } from "../../device/protocol/exchange-line.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { startMiddle } from "./pairing-middle.ts";
import { type Between, listenOn, type PairingPlace, pairingPlace, readable, wordsOf } from "./pairing-place.ts";
import { type Program, startProgram, until } from "./processes.ts";

let place: PairingPlace;
let guardianWire: Between;
let deviceWire: Between;
let programs: Program[];

beforeEach(async () => {
  place = pairingPlace();
  guardianWire = await listenOn(place.file("g.sock"));
  deviceWire = await listenOn(place.file("d.sock"));
  programs = [];
});
afterEach(async () => {
  for (const program of programs) await program.end("SIGKILL");
  for (const { server } of [guardianWire, deviceWire]) server.close();
  place.close();
});

function start(): { guardian: Program; device: Program } {
  const guardian = place.guardian("--out", place.file("account.json"), "--exchange", place.file("g.sock"));
  const device = place.device("--exchange", place.file("d.sock"));
  programs = [guardian, device];
  return { guardian, device };
}

/** Carries what each side says to the other, as a cable does. @param change what the middle makes of a message. */
async function join(
  change: (message: Uint8Array, from: "guardian" | "device") => Uint8Array[] = (message) => [message],
): Promise<void> {
  const [one, other] = await Promise.all([guardianWire.socket, deviceWire.socket]);
  const carry = (from: Socket, to: Socket, side: "guardian" | "device"): void => {
    const watch = makeLineWatch();
    from.on("data", (bytes) => {
      for (const message of hearLines(watch, bytes) ?? [])
        for (const changed of change(message, side)) if (to.writable) to.write(exchangeLine(changed));
    });
    from.on("end", () => to.end());
    from.on("error", () => undefined);
  };
  carry(one, other, "guardian");
  carry(other, one, "device");
}

async function ended(program: Program): Promise<number | null> {
  if (program.child.exitCode === null) await once(program.child, "close");
  return program.child.exitCode;
}

async function bothShowWords(guardian: Program, device: Program): Promise<void> {
  device.child.stdin?.write("\n");
  await until("both sides show words", () => wordsOf(guardian) !== "" && wordsOf(device) !== "");
}

describe("P31 R-41 pairing by exchange, between the two real programs", () => {
  it("shows the same words on both sides, and pairs when both hands say yes", async () => {
    const { guardian, device } = start();
    await join();
    await bothShowWords(guardian, device);
    expect(wordsOf(device)).toBe(wordsOf(guardian));
    device.child.stdin?.write("yes\n");
    guardian.child.stdin?.write("yes\n");
    expect([await ended(guardian), await ended(device)]).toEqual([0, 0]);
    expect(place.paired()).toEqual(["pair-0"]);
    expect(readable(guardian)).not.toContain("did not say");
    const account = JSON.parse(readFileSync(place.file("account.json"), "utf8")) as { broker: unknown; root?: string };
    expect(account.root).toBeUndefined();
    expect(JSON.parse(readFileSync(place.file("state/broker.value"), "utf8"))).toEqual(account.broker);
  }, 60_000);

  it.each([
    ["device", "the words were not confirmed", "the device's side ended it"],
    ["guardian", "the guardian's side ended it", "the words were not confirmed"],
  ] as const)(
    "pairs nobody when the %s says no, and each side says what happened",
    async (side, atDevice, atGuardian) => {
      const programsNow = start();
      const { guardian, device } = programsNow;
      await join();
      await bothShowWords(guardian, device);
      programsNow[side].child.stdin?.write("no\n");
      expect([await ended(guardian), await ended(device)]).toEqual([1, 1]);
      expect(readable(device)).toContain(atDevice);
      expect(readable(guardian)).toContain(atGuardian);
      expect(place.paired()).toEqual([]);
      expect(existsSync(place.file("account.json"))).toBe(false);
    },
    60_000,
  );

  it("shows other words on each side when somebody in the middle puts in keys of their own", async () => {
    const { guardian, device } = start();
    const middle = await startMiddle(await guardianWire.socket, await deviceWire.socket);
    await bothShowWords(guardian, device);
    expect(middle.roots()).toHaveLength(2);
    expect(wordsOf(device)).not.toBe(wordsOf(guardian));
    device.child.stdin?.write("no\n");
    guardian.child.stdin?.write("no\n");
    expect([await ended(guardian), await ended(device)]).toEqual([1, 1]);
    expect(place.paired()).toEqual([]);
  }, 60_000);

  it("pairs nobody over a noisy line, and calls it noise", async () => {
    const { guardian, device } = start();
    let damaged = false;
    await join((message, from) => {
      if (from === "guardian" || damaged || message.length < 50) return [message];
      damaged = true;
      message[40] = (message[40] ?? 0) ^ 4;
      return [message];
    });
    device.child.stdin?.write("\n");
    expect([await ended(guardian), await ended(device)]).toEqual([1, 1]);
    expect(readable(guardian)).toContain("damaged on its way");
    expect(place.paired()).toEqual([]);
  }, 60_000);

  it("speaks no word before the wearer's hand, whatever the guardian's side sends", async () => {
    const { device } = start();
    const wire = await deviceWire.socket;
    let heard = "";
    wire.on("data", (bytes) => (heard += bytes.toString("latin1")));
    wire.write(exchangeLine(new Uint8Array(38).fill(1)));
    await until("the device asks for the hand", () => readable(device).includes("Step 1 of 3"));
    expect(heard).toBe("");
    device.child.stdin?.end();
    expect(await ended(device)).toBe(1);
    expect(readable(device)).toContain("nobody pressed");
    expect(heard).toBe("");
  }, 60_000);

  it.skipIf(!havePrograms("socat"))(
    programTitle("pairs over a serial line, whichever side begins first, and lets go of the line", "socat"),
    async () => {
      const [one, two] = [place.file("one"), place.file("two")];
      const cable = startProgram(program("socat") as string, [`pty,raw,echo=0,link=${one}`, `pty,raw,echo=0,link=${two}`]);
      await until("the cable is there", () => existsSync(one) && existsSync(two));
      const device = place.device("--exchange", two);
      device.child.stdin?.write("\n");
      await until("the device waits", () => readable(device).includes("Waiting for the guardian"));
      const guardian = place.guardian("--out", place.file("account.json"), "--exchange", one);
      programs = [guardian, device, cable];
      await until("both sides show words", () => wordsOf(guardian) !== "" && wordsOf(device) !== "");
      expect(wordsOf(device)).toBe(wordsOf(guardian));
      device.child.stdin?.write("yes\n");
      guardian.child.stdin?.write("yes\n");
      expect([await ended(guardian), await ended(device)]).toEqual([0, 0]);
      expect(place.paired()).toEqual(["pair-0"]);
    },
    60_000,
  );
});
