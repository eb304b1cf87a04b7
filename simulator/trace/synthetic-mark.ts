/** Stands in every file that is written from a made-up trace, and is looked for in every file that is read. */
export const SYNTHETIC_MARK = "SYNTHETIC: made up by the Lychnos simulator. Nobody was here.";
/** The same in an NMEA sentence, which has no colon. */
export const SYNTHETIC_NOTICE = "SYNTHETIC TRACE BY THE LYCHNOS SIMULATOR";

export function saysSynthetic(text: string): boolean {
  return text.trim().startsWith("SYNTHETIC");
}
