/** Who speaks: GPS, GLONASS, Galileo, BeiDou, or a receiver of several systems at once. */
export const TALKERS = ["GP", "GN", "GL", "GA", "GB"] as const;
export type Talker = (typeof TALKERS)[number];
/** Whose satellites they are. */
export type System = Exclude<Talker, "GN">;

/** How finely a receiver writes, and under which talker. */
export interface Voice {
  talker: Talker;
  /** Of a second; 0 to 3. */
  timeDigits: number;
  /** Of a minute of arc. Six are two millimetres, four are eighteen centimetres. */
  minuteDigits: number;
}

export const PLAIN_VOICE: Voice = { talker: "GP", timeDigits: 0, minuteDigits: 6 };

/** Galileo's numbers would be taken for those of GPS in a GSA sentence, so the mixed receiver hears GPS and GLONASS. */
export function systemsOf(talker: Talker): readonly System[] {
  return talker === "GN" ? ["GP", "GL"] : [talker];
}
