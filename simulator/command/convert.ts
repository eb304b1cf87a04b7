import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { formatByEnding, traceOf, WRITTEN_FORMATS, type WrittenFormat, writeTrace } from "../convert.ts";
import { readTraceFile } from "../trace/read-trace-file.ts";

const EXAMPLES = `
IN may be NMEA, GPX, KML, TCX, FIT, GeoJSON, CSV or GeoLife PLT, told by how it begins. OUT is told by its ending: .nmea or
.log, .gpx, .kml, .geojson or .json, .csv. Times stay exact; positions are rounded to a centimetre.

Examples:
  $ lychnos sim convert ride.fit ride.gpx
  $ lychnos sim convert monday.nmea monday.kml
  $ lychnos sim convert ride.tcx - --format csv | less`;

/** `sim convert`: one file of positions into another format. */
export function convertCommand(): Command {
  return new Command("convert")
    .description("write a recording or a track in another format")
    .argument("<in>", "the file to read")
    .argument("<out>", 'the file to write; "-" for standard output, with --format')
    .addOption(new Option("--format <format>", "in place of what the ending of OUT says").choices(WRITTEN_FORMATS))
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(from: string, to: string, { format: told }: { format?: WrittenFormat }): Promise<void> {
  const format = told ?? formatByEnding(to);
  if (format === null)
    return fail(`${to}: its ending names no format that is written. Add --format with one of ${WRITTEN_FORMATS.join(", ")}.`);
  const file = await readTraceFile(from);
  const trace = file.ok ? traceOf(file.value) : file;
  if (!trace.ok) return fail(`${from}: ${trace.fault.message}`);
  const text = writeTrace(trace.value, format);
  if (to === "-") {
    process.stdout.on("error", () => process.exit(0));
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(to, text);
  } catch (error) {
    fail(`${to} cannot be written (${(error as NodeJS.ErrnoException).code}). Name another file.`);
  }
}

function fail(message: string): void {
  process.stderr.write(`lychnos sim convert: ${message}\n`);
  process.exitCode = 1;
}
