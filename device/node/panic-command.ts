import { Command } from "commander";
import { ALERTS, decodeAlerts, isRaisedIn } from "../core/alert-record.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { lockHolder, peek } from "./file-store.ts";
import { HAND_SIGNAL, leaveRequest } from "./hand-request.ts";

const LOOK_MS = 50;
const LOOKS = 60;

function isCalling(directory: string): boolean {
  return isRaisedIn(decodeAlerts(peek(directory, ALERTS)), "panic");
}

async function becomes(directory: string, calling: boolean): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if (isCalling(directory) === calling) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

async function tell(config: DeviceConfig, over: boolean): Promise<number> {
  const holder = lockHolder(config.stateDir);
  if (holder === null) throw new ConfigProblem("the device is not running, so nobody can be called. Start it: lychnos device");
  if (!leaveRequest(config.stateDir, over ? "help-over" : "help"))
    throw new ConfigProblem("the call could not be left in the state directory. Run this as the device's own user.");
  process.kill(holder, HAND_SIGNAL);
  if (await becomes(config.stateDir, !over)) {
    process.stdout.write(
      over ? "The call is over.\n" : "Your call for help goes out, again and again, until somebody answers.\n",
    );
    return 0;
  }
  process.stderr.write(
    over
      ? "lychnos: the call goes on. Try again.\n"
      : "lychnos: nobody could be called: no guardian is paired, or the store is broken. Look for another way.\n",
  );
  return 1;
}

/**
 * `lychnos panic`: the wearer's call for help from a screen or a shell, as five presses make it.
 * @param finish runs an action, and turns a ConfigProblem into a sentence and an exit code.
 */
export function panicCommand(
  finish: (work: () => Promise<number>) => Promise<void>,
  read: (path: string) => DeviceConfig,
): Command {
  return new Command("panic")
    .description("call for help, at any hour; or say that it is over")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .option("--over", "help is not wanted any more")
    .action((options: { config: string; over?: true }) => finish(() => tell(read(options.config), options.over === true)));
}
