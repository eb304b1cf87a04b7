import { random } from "../random.ts";
import { pause, until } from "../system/processes.ts";
import { makeRealLine, type RealLine } from "../system/real-line.ts";
import { countWhole } from "../system/whole.ts";
import { program } from "../system-part.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

const OUTAGE_MS = { quick: 3000, full: 60_000 };
const DEVICE_KILLS = { quick: 2, full: 20 };

async function outages(line: RealLine, outageMs: number, progress: (share: number) => void): Promise<void> {
  await line.killBroker();
  await pause(outageMs);
  await line.startBroker();
  progress(0.3);
  await pause(2000);
  await line.killConsole();
  await pause(outageMs);
  await line.startConsole();
  progress(0.6);
}

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const broker = program("mosquitto") === null ? "embedded" : "mosquitto";
  const line = await makeRealLine({ broker });
  const next = random(seed);
  try {
    await line.startBroker();
    await line.startConsole();
    await line.startReceiver();
    line.startDevice();
    await until("the first fixes arrive", () => line.trail().length >= 2);
    await outages(line, quick ? OUTAGE_MS.quick : OUTAGE_MS.full, progress);
    const kills = quick ? DEVICE_KILLS.quick : DEVICE_KILLS.full;
    for (let kill = 0; kill < kills; kill++) {
      await pause(1000 + next() * 3000);
      await line.killDevice();
      line.startDevice();
      progress(0.6 + (0.35 * kill) / kills);
    }
    await pause(2500);
    const { sent, lost, doubled } = await countWhole(line);
    return {
      count: sent,
      figure: `${sent} fixes, ${lost} lost, ${doubled} stored twice; broker (${broker}) and console killed for ${(quick ? OUTAGE_MS.quick : OUTAGE_MS.full) / 1000} s each, device killed ${kills} times`,
      holds: lost === 0 && doubled === 0,
    };
  } finally {
    await line.close();
  }
}

export const proof: Proof = {
  name: "line/kills",
  claim: "Kill broker, console or device at any moment: no fix that the device let leave is lost, none is stored twice.",
  run,
};
