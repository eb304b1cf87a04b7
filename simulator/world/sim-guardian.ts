import type { Cipher } from "../../device/protocol/cipher.ts";
import type { FrameHeader } from "../../device/protocol/envelope.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import type { Pair } from "../../guardian/core/chain.ts";
import { mustStep, sealCommand, stepCommand } from "../../guardian/core/command.ts";
import { deliveredReports } from "../../guardian/core/delivered.ts";
import type { Store } from "../../guardian/store/store.ts";
import type { DeviceState } from "../../guardian/subscriber/device-state.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { loadDevices } from "../../guardian/subscriber/load-devices.ts";
import type { SimClock } from "./sim-clock.ts";
import type { SimLink } from "./sim-link.ts";

/** The guardian's console in virtual time: the same opening, storing and acknowledging, without sockets and timers. */
export interface SimGuardian {
  device(): DeviceState;
  /** Takes the console away, as a power cut does; the database stays. */
  stop(): void;
}

function topicsOf(cipher: Cipher, pair: Pair, utcMs: number): string[] {
  const today = dayIndex(utcMs);
  return [today - 1, today, today + 1].map((day) => topicOf(cipher, pair.topicKey, "telemetry", day));
}

/** @param store holds one pair. */
export function simGuardian(cipher: Cipher, clock: SimClock, link: SimLink, store: Store): SimGuardian {
  const devices = new Map<string, DeviceState>();
  loadDevices(store, devices);
  const [first] = devices.values();
  if (first === undefined) throw new Error("the simulated guardian needs one pair in its store");
  let device = first;
  let running = true;

  function acknowledge(headers: FrameHeader[]): void {
    for (const report of deliveredReports(headers)) {
      if (mustStep(device.pair.command)) {
        const command = stepCommand(cipher, device.pair.command);
        if (!store.saveCommand(device.pair.id, command).ok) return;
        device = { ...device, pair: { ...device.pair, command } };
      }
      const sealed = sealCommand(cipher, device.pair.chain.headerKey, device.pair.command, report);
      if (sealed === null) return;
      device.pair = { ...device.pair, command: sealed.command };
      link.publish(topicOf(cipher, device.pair.topicKey, "command", dayIndex(clock.utcMs() ?? 0)), sealed.frame);
    }
  }

  link.subscribe(topicsOf(cipher, device.pair, clock.utcMs() ?? 0));
  link.start({
    up: () => undefined,
    down: () => undefined,
    message(_topic, frame) {
      if (!running) return;
      const taken = takeInAll(cipher, store, [{ device, frame }], clock.utcMs() ?? 0);
      if (!Array.isArray(taken)) return;
      for (const each of taken) acknowledge(each.durable);
    },
  });
  return {
    device: () => device,
    stop() {
      running = false;
      link.stop();
    },
  };
}
