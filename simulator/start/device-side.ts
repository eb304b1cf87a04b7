import { type Running, run } from "../../device/core/run.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { fileStore } from "../../device/node/file-store.ts";
import { mqttLink } from "../../device/node/mqtt-link.ts";
import { consentFor } from "../../device/node/notice.ts";
import { type BrokerCredentials, pairedSlots, storePair } from "../../device/node/pairing.ts";
import { serialReceiver } from "../../device/node/serial-receiver.ts";
import type { DemoLamp } from "./demo-lamp.ts";
import { PARENTS_YES, TERMS } from "./school-day.ts";
import type { WorldClock } from "./world-clock.ts";

/** 1 January 2026, as on a real device. */
const BUILT_MS = 1_767_225_600_000;
const BATTERY_PERCENT = 82;

export interface DeviceSide {
  running: Running;
  /** The wearer agrees, to the terms of the school day. */
  agree(): void;
  close(): void;
}

export interface DeviceSideOptions {
  directory: string;
  root: Uint8Array;
  broker: BrokerCredentials;
  serialPath: string;
  clock: WorldClock;
  lamp: DemoLamp;
  say: (line: string) => void;
}

/** The firmware with the adapters of a single-board computer, on a receiver that is only simulated. */
export function startDeviceSide(options: DeviceSideOptions): DeviceSide {
  const { clock, lamp, broker, say } = options;
  const cipher = nodeCipher();
  const store = fileStore(options.directory);
  if (storePair(cipher, store, options.root, broker) === null) throw new Error("the demonstration's keys could not be stored");
  const running = run({
    cipher,
    clock,
    lamp,
    store,
    receiver: serialReceiver({ path: options.serialPath, baudRate: 115_200 }),
    link: mqttLink({ ...broker, onTrouble: say }),
    battery: { percent: () => BATTERY_PERCENT },
    timeSource: "host",
    builtMs: BUILT_MS,
    notice: null,
    onTrouble: (trouble) => say(`the simulated receiver is ${trouble}`),
  });
  return {
    running,
    agree() {
      const number = (running.state.consent?.number ?? 0) + 1;
      running.accept(consentFor(TERMS, pairedSlots(store), number, clock.utcMs(), PARENTS_YES));
    },
    close() {
      running.stop();
      store.close();
    },
  };
}
