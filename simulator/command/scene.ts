import { Command } from "commander";
import { seedOption } from "./options.ts";
import type { RunFlags } from "./scene-run.ts";

const EXAMPLES = `
Examples:
  $ lychnos sim run withdrawn-on-the-bus
  $ lychnos sim run my-scene.yaml --seed 7 --minimise

It ends with 0 when all is as expected, with 1 when it is not, and with 2 when the file cannot be understood.`;

// Loaded when it is asked for: who replays a journey needs no household.
const load = () => import("./scene-run.ts");

export function runCommand(): Command {
  return new Command("run")
    .description("play a scene in virtual time, and see whether everything is as it expects")
    .argument("<scene>", "a file, or the name of a scene that is shipped")
    .option("--seed <number>", "of the chance in it", seedOption, 1)
    .option("--minimise [file]", "when it fails: leave out what is not needed, and write the rest")
    .addHelpText("after", EXAMPLES)
    .action(async (nameOrFile: string, flags: RunFlags) => {
      process.exitCode = (await load()).runScene(nameOrFile, flags);
    });
}

export function scenesCommand(): Command {
  return new Command("scenes")
    .description("list the scenes that are shipped")
    .option("--words", "list everything that a scene can do and expect")
    .action(async ({ words }: { words?: true }) => (await load()).listScenes(words === true));
}
