import { createInterface } from "node:readline";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import type { DeviceState } from "../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../guardian/subscriber/load-devices.ts";
import { opened, PAIR_ID, START_MS } from "./guardian-store.ts";

/**
 * A console cut down to what a kill may catch it at: frames come as lines of base64, and each place that is durable goes
 * out as a line, written before the next frame is read, as an acknowledgement would be.
 */
const store = opened(process.argv[2] as string);
const devices = new Map<string, DeviceState>();
const loaded = loadDevices(store, devices);
if (!loaded.ok) throw new Error(loaded.sentence);
const device = devices.get(PAIR_ID) as DeviceState;
let waiting: Uint8Array[] = [];

function takeIn(): void {
  const arrived = waiting.map((frame) => ({ device, frame }));
  waiting = [];
  const done = takeInAll(guardianCipher, store, arrived, START_MS);
  if (!Array.isArray(done)) throw new Error(done.sentence);
  for (const { durable } of done) for (const { epoch, number } of durable) process.stdout.write(`${epoch}/${number}\n`);
}

createInterface({ input: process.stdin }).on("line", (line) => {
  if (line === "") takeIn();
  else waiting.push(new Uint8Array(Buffer.from(line, "base64")));
});
