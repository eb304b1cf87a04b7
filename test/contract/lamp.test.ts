import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledLamp } from "../../device/node/led-lamp.ts";
import { terminalLamp } from "../../device/node/terminal-lamp.ts";
import { simLamp } from "../../simulator/world/sim-lamp.ts";
import { fakeLed } from "./fake-led.ts";
import { lampContract } from "./lamp.ts";
import { openTerminal } from "./terminal.ts";

lampContract("kernel LED", () => {
  const root = mkdtempSync(join(tmpdir(), "lychnos-led-"));
  const led = fakeLed(root, "lychnos");
  const lamp = ledLamp({ root, name: "lychnos" });
  return {
    // The kernel marks the trigger in force with brackets; files do not, so this stands in for it after each request.
    lamp: {
      show: (pattern) => {
        lamp.show(pattern);
        led.settle();
      },
      read: lamp.read,
      close: lamp.close,
    },
    takeAway: () => rmSync(led.folder, { recursive: true }),
    close: () => rmSync(root, { recursive: true, force: true }),
  };
});

lampContract("terminal", async () => {
  const terminal = await openTerminal();
  return { lamp: terminalLamp(terminal.stream), takeAway: terminal.hangUp, close: terminal.close };
});

lampContract("simulated", () => {
  const lamp = simLamp();
  return { lamp, takeAway: () => lamp.setFault("broken"), close: () => undefined };
});
