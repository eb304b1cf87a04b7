/** A figure that the project claims, as a program that anyone can run: `npm run evidence -- NAME`. */
export interface Proof {
  /** Folder and figure, for example "nmea/gpsd". */
  name: string;
  /** One sentence: what is claimed. */
  claim: string;
  run(how: HowToRun): Promise<Finding>;
}

export interface HowToRun {
  /** True: under a minute, with fewer cases. */
  quick: boolean;
  seed: number;
  /** Called now and then on long work, with a share from 0 to 1. */
  progress(share: number): void;
}

export interface Finding {
  /** How many cases were tried. Zero never passes. */
  count: number;
  /** The figure, in words and numbers: "6,126 of 6,126 positions equal gpsd's, 0 invented". */
  figure: string;
  /** False: the figure falls short of the claim. */
  holds: boolean;
  /** Set instead of a result when something is not on this machine; says what is missing. Never counts as holding. */
  missing?: string;
  /** Lines to print below the figure, for example each listed exception with its reason. */
  details?: string[];
}
