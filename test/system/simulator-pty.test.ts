import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { afterEach, describe, expect, it } from "vitest";
import { playRecording } from "../../simulator/playable.ts";
import { openNativeWire } from "../../simulator/pty/native-wire.ts";
import { openPty, type Pty, ptyOn } from "../../simulator/pty/pty.ts";
import { openSocatWire } from "../../simulator/pty/socat-wire.ts";
import { realTimers } from "../../simulator/real-timers.ts";
import { replay } from "../../simulator/replay.ts";
import { readNmeaRecording } from "../../simulator/trace/nmea-recording.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { until } from "./simulator-until.ts";

const FILE = join(import.meta.dirname, "../../simulator/traces/school-run.nmea");
const open: Array<{ close(): unknown }> = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

describe("a serial port that is none", () => {
  it("hands a real serialport every byte of a journey, at full speed", async () => {
    const native = await openNativeWire();
    expect(native, "the native part of @lydell/node-pty is missing on this platform").not.toBeNull();
    await native?.close();
    await expectLossless(await openPty());
  });

  it.skipIf(!havePrograms("socat"))(programTitle("does the same by way of socat", "socat"), async () => {
    const wire = await openSocatWire();
    if (wire === null) throw new Error("socat did not open a pseudo-terminal");
    await expectLossless(ptyOn(wire, wire.device, null));
  });

  it("keeps what a reader did not come for yet out of its sight", async () => {
    const pty = await openPty();
    open.push(pty);
    pty.write(Buffer.from("said before anybody listened\r\n"));
    const reader = await openReader(pty.path);
    pty.write(Buffer.from("$said after\r\n"));
    await until("the sentence", () => reader.received().length >= 13);
    expect(reader.received().toString("latin1")).toBe("$said after\r\n");
    expect(pty.dropped()).toBe(30);
  });
});

async function expectLossless(pty: Pty): Promise<void> {
  open.push(pty);
  const recording = readNmeaRecording(readFileSync(FILE));
  if (!recording.ok) throw new Error(recording.fault.message);
  const expected = Buffer.concat(recording.value.bursts.map((burst) => burst.bytes));
  const reader = await openReader(pty.path);
  const sink = { write: pty.write, ready: () => pty.backlog() < 32_768 };
  await replay({ playable: playRecording(recording.value, 0), sink, timers: realTimers, pace: "max", baud: null }).ended;
  await until("the last byte", () => reader.received().length >= expected.length);
  expect(reader.received().equals(expected)).toBe(true);
  expect(pty.dropped()).toBe(0);
}

async function openReader(path: string): Promise<{ received(): Buffer }> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  const chunks: Buffer[] = [];
  port.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error === null || error === undefined ? resolve() : reject(error))),
  );
  open.push({ close: () => new Promise<void>((resolve) => port.close(() => resolve())) });
  return { received: () => Buffer.concat(chunks) };
}
