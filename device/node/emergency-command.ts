import { Command, Option } from "commander";
import { VITAL_ACTORS, VITAL_REASONS } from "../core/vital-interest.ts";
import { VITAL } from "../core/vital-store.ts";
import { ConfigProblem, type DeviceConfig } from "./config.ts";
import { lockHolder, peek } from "./file-store.ts";
import { type Call, HAND_SIGNAL, leaveRequest, type Request } from "./hand-request.ts";

const LOOK_MS = 50;
const LOOKS = 60;

async function changes(directory: string, before: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if (Buffer.from(peek(directory, VITAL) ?? []).toString("hex") !== before) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

async function ask(config: DeviceConfig, request: Request): Promise<boolean> {
  const holder = lockHolder(config.stateDir);
  if (holder === null) throw new ConfigProblem("the device is not running, so nobody could be told where the wearer is.");
  const before = Buffer.from(peek(config.stateDir, VITAL) ?? []).toString("hex");
  if (!leaveRequest(config.stateDir, request))
    throw new ConfigProblem("the request could not be left in the state directory. Run this as the device's own user.");
  process.kill(holder, HAND_SIGNAL);
  return changes(config.stateDir, before);
}

async function call(config: DeviceConfig, request: Call): Promise<number> {
  if (await ask(config, request)) {
    process.stdout.write(
      "Called. The wearer is being told by lamp and vibration, and may refuse. It opens in a minute, for two hours at most.\n",
    );
    return 0;
  }
  process.stderr.write(
    "lychnos: not taken. One was called in the last hours already, or the wearer has withdrawn or objected; see: lychnos receipts show\n",
  );
  return 1;
}

async function callOff(config: DeviceConfig): Promise<number> {
  const ended = await ask(config, "call-off");
  process.stdout.write(ended ? "The emergency is called off.\n" : "There was none to call off.\n");
  return 0;
}

/**
 * `lychnos emergency`: the exception for vital interest, by somebody at the device, with a name for who and why.
 * @param finish runs an action, and turns a ConfigProblem into a sentence and an exit code.
 */
export function emergencyCommand(
  finish: (work: () => Promise<number>) => Promise<void>,
  read: (path: string) => DeviceConfig,
): Command {
  const emergency = new Command("emergency").description(
    "when the wearer cannot consent and is in danger; every call is in the receipts",
  );
  emergency
    .command("call")
    .description("tell the wearer, wait a minute for a refusal, then tell the guardians for two hours at most")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .addOption(new Option("--actor <who>", "who calls it").choices(VITAL_ACTORS).makeOptionMandatory())
    .addOption(new Option("--reason <why>", "why").choices(VITAL_REASONS).makeOptionMandatory())
    .action((options: { config: string } & Call) =>
      finish(() => call(read(options.config), { actor: options.actor, reason: options.reason })),
    );
  emergency
    .command("off")
    .description("end it now")
    .requiredOption("--config <file>", "device configuration (JSON)")
    .action((options: { config: string }) => finish(() => callOff(read(options.config))));
  return emergency;
}
