import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { serialReceiver } from "../../device/node/serial-receiver.ts";
import { openPty, type Pty } from "../../simulator/pty/pty.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { simReceiver } from "../../simulator/world/sim-receiver.ts";
import { until } from "./poll.ts";
import { receiverContract } from "./receiver.ts";

/** Long enough for several attempts at the pauses that the test gives. */
const SETTLE_MS = 150;

receiverContract("serial port on a pseudo-terminal", async ({ plugged }) => {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-serial-"));
  const path = join(folder, "gps");
  const receiver = serialReceiver({ path, baudRate: 115_200, pauses: { firstMs: 20, longestMs: 40 } });
  let cable: Pty | null = plugged ? await openPty({ link: path }) : null;
  const unplug = async () => {
    await cable?.close();
    cable = null;
  };
  return {
    receiver,
    send: (bytes) => cable?.write(bytes),
    unplug,
    async plug() {
      cable = await openPty({ link: path });
    },
    listened: () => cable?.listened() ?? false,
    until,
    settle: () => pause(SETTLE_MS),
    async close() {
      receiver.stop();
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

receiverContract("simulated", ({ plugged }) => {
  const clock = simClock(null);
  const receiver = simReceiver(clock);
  receiver.setPlugged(plugged);
  return Promise.resolve({
    receiver,
    send: receiver.feed,
    unplug: () => Promise.resolve(receiver.setPlugged(false)),
    plug: () => Promise.resolve(receiver.setPlugged(true)),
    listened: receiver.isOpen,
    until(claim: string, holds: () => boolean) {
      for (let n = 0; n < 100 && !holds(); n++) clock.advance(1000);
      return holds() ? Promise.resolve() : Promise.reject(new Error(`it never held that ${claim}`));
    },
    settle: () => Promise.resolve(clock.advance(120_000)),
    close: () => Promise.resolve(receiver.stop()),
  });
});
