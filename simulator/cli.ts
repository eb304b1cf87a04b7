import { Command } from "commander";
import { withGate } from "./command/gate.ts";
import { makeCommand } from "./command/make.ts";
import { modemCommand } from "./command/modem.ts";
import { seedOption } from "./command/options.ts";
import { replayCommand } from "./command/replay.ts";

const USAGE_ERROR = 2;

/** `lychnos sim`: plays recorded and made-up journeys as a GPS receiver would tell them. */
export function simCommand(): Command {
  const sim = withGate(
    new Command("sim").description("play a recorded or made-up journey into a serial port, as a GPS receiver would"),
    seedOption,
  );
  for (const command of [sim, replayCommand(), makeCommand(), modemCommand()]) {
    // Commander ends with 1 for a wrong option; whoever calls from a script can tell 2 from a failed run.
    command.exitOverride((end) => process.exit(end.exitCode === 0 ? 0 : USAGE_ERROR)).showSuggestionAfterError();
    if (command !== sim) sim.addCommand(command);
  }
  return sim;
}
