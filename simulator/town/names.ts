/** Nothing here is called what a real street is called: who sees the map must not look for it. */
export const TOWN_NAME = "Lychnopolis (made up)";

/** Streets from south to north. */
export const ROW_NAMES = ["Brook", "Wick", "Ember", "Lantern", "Tallow", "Beacon", "Candle", "Glow", "Taper"].map(
  (name) => `${name} Street`,
);

/** Lanes from west to east. */
export const COLUMN_NAMES = [
  "Moth",
  "Firefly",
  "Spark",
  "Flint",
  "Tinder",
  "Amber",
  "Comet",
  "Dusk",
  "Dawn",
  "Halo",
  "Prism",
  "Mirror",
  "Shade",
  "Noon",
].map((name) => `${name} Lane`);

export const PARK_NAME = "Glow-worm Park";
export const WATER_NAME = "Oil Brook";
export const SCHOOL_NAME = "Lantern School";
export const HOME_NAME = "Home";
