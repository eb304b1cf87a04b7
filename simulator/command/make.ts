import { writeFile } from "node:fs/promises";
import { Argument, Command, Option } from "commander";
import { WRITTEN_FORMATS } from "../convert.ts";
import { DEFAULT_RUN, JOURNEYS, type Journey, type JourneyFile, journeyFile, STARTS_MS } from "../people/bundled.ts";
import { seedOption, startOption } from "./options.ts";

interface MakeOptions {
  seed: number;
  start?: number;
  trip: JourneyFile["trip"];
  format: JourneyFile["format"];
  output?: string;
}

const EXAMPLES = `
Examples:
  $ lychnos sim make school-run -o monday.nmea
  $ lychnos sim make school-run --seed 7 --start 2027-01-11T05:30:00Z --format gpx -o january.gpx
  $ lychnos sim make night-walk --seed 3 -o lost.nmea           an old person who wanders off at ten past two
  $ lychnos sim make home --format csv | less                   twelve hours in and around one house
  $ lychnos sim make school-run --trip way-home --start 2026-11-23T11:40:00Z | less

The same seed and start always give the same bytes. Every file says that it is synthetic.`;

/** `sim make`: writes a made-up journey to a file. */
export function makeCommand(): Command {
  return new Command("make")
    .description("make up a journey in a town that does not exist, and write it as a file")
    .addArgument(new Argument("<what>", "the journey").choices(JOURNEYS))
    .option("--seed <n>", "another number makes another town and another day", seedOption, DEFAULT_RUN.seed)
    .addOption(
      new Option("--start <time>", "when it begins, UTC (default: 2026-11-23 at a time that goes with it)").argParser(
        startOption,
      ),
    )
    .addOption(
      new Option("--trip <which>", "of the school run: there or back")
        .choices(["to-school", "way-home"])
        .default(DEFAULT_RUN.trip),
    )
    .addOption(new Option("--format <format>", "what to write").choices(WRITTEN_FORMATS).default(DEFAULT_RUN.format))
    .option("-o, --output <file>", "where to write it (default: standard output)")
    .addHelpText("after", EXAMPLES)
    .action(make);
}

async function make(what: Journey, { seed, start, trip, format, output }: MakeOptions): Promise<void> {
  const text = journeyFile({ what, seed, startMs: start ?? STARTS_MS[what], trip, format });
  if (output === undefined) {
    process.stdout.on("error", () => process.exit(0));
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(output, text);
  } catch (error) {
    process.stderr.write(
      `lychnos sim make: ${output} cannot be written (${(error as NodeJS.ErrnoException).code}). Name another file.\n`,
    );
    process.exitCode = 1;
  }
}
