import { Command, CommanderError } from "commander";
import type { OpenTalk } from "./guardian/cli/talk.ts";

/** The one place where the parts meet: the command `lychnos`. */
const VERSION = "0.1.0";
const EXIT_USAGE = 2;

/** A part and the commands it brings. Only the part that is asked for is loaded: a device needs no web server. */
interface Part {
  names: readonly string[];
  load: () => Promise<Command[]>;
}

/** The same wire serves both sides of a pairing; the console itself does not know the device's adapters. */
async function openTalk(path: string): ReturnType<OpenTalk> {
  return (await import("./device/node/wire.ts")).openTalk(path);
}

const PARTS: readonly Part[] = [
  {
    names: ["device", "pair", "consent", "receipts", "emergency", "decode"],
    load: async () => (await import("./device/node/commands.ts")).deviceCommands(),
  },
  { names: ["guardian"], load: async () => [(await import("./guardian/cli/guardian.ts")).guardianCommand(openTalk)] },
  { names: ["broker"], load: async () => [(await import("./broker-config/cli.ts")).brokerCommand()] },
  { names: ["sim"], load: async () => [(await import("./simulator/cli.ts")).simCommand()] },
  { names: ["start"], load: async () => [(await import("./simulator/start/command.ts")).startCommand()] },
];

async function commandsFor(name: string | undefined): Promise<Command[]> {
  const asked = PARTS.filter((part) => name !== undefined && part.names.includes(name));
  const parts = await Promise.all((asked.length > 0 ? asked : PARTS).map((part) => part.load()));
  return parts.flat();
}

// Commander copies exitOverride to commands that it makes itself, not to those that are added.
function exitByThrowing(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitByThrowing(child);
}

async function main(): Promise<void> {
  const program = new Command("lychnos")
    .description("a GPS tracker that cannot track in the dark")
    .version(VERSION)
    .showHelpAfterError("(add --help for what there is)");
  for (const command of await commandsFor(process.argv[2])) program.addCommand(command);
  exitByThrowing(program);
  await program.parseAsync();
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
}
