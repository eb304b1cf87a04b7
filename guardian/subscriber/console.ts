import type { Done } from "../store/failure.ts";
import { refuseBroker } from "./broker-options.ts";
import type { DeviceState } from "./device-state.ts";
import { Listening } from "./listening.ts";
import { loadDevices } from "./load-devices.ts";
import type { ConsoleOptions, RunningConsole } from "./running-console.ts";

/**
 * The guardian's console without its page: listens at the broker, opens, stores, and only then acknowledges. It runs from
 * its return on, whether or not the broker is there, and goes on by itself when it comes back.
 */
export async function openConsole(options: ConsoleOptions): Promise<Done<RunningConsole>> {
  const refusal = refuseBroker(options.broker);
  if (refusal !== null) return { ok: false, failure: "failed", sentence: refusal };
  const devices = new Map<string, DeviceState>();
  const loaded = loadDevices(options.store, devices);
  return loaded.ok ? { ok: true, value: new Listening(options, devices) } : loaded;
}
