import { corpus } from "../corpora.ts";
import { recordings } from "./gpsd-recording.ts";
import { sampleLines } from "./nmea-mutation.ts";

/** Every sentence of the recordings, or the built-in samples on a machine without them. */
export function corpusLines(): string[] {
  const folder = corpus("gpsd");
  if (folder === null) return sampleLines();
  const text = recordings(folder).map((recording) => Buffer.from(recording.bytes).toString("latin1"));
  return text.flatMap((one) => one.split(/\r?\n/)).filter((line) => line.startsWith("$"));
}
