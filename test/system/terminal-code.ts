import { execFileSync } from "node:child_process";

/** Dots of the picture for each module of the code. */
const DOTS = 6;
type Halves = readonly [upper: number, lower: number];
const DARK: Halves = [0, 0];
const LIGHT: Record<string, Halves> = {
  "\u2588": [255, 255],
  "\u2580": [255, 0],
  "\u2584": [0, 255],
  " ": DARK,
};

/** The code as a terminal shows it, light blocks on black, as a picture (PGM). */
export function greyPicture(said: string): Uint8Array {
  const rows = said.split("\n").filter((row) => row.startsWith("\x1b[97;40m"));
  const modules = rows.flatMap((row) => {
    const cells = [...row.slice("\x1b[97;40m".length, -"\x1b[0m".length)].map((cell) => LIGHT[cell] ?? DARK);
    return [cells.map(([upper]) => upper), cells.map(([, lower]) => lower)];
  });
  const width = (modules[0]?.length ?? 0) * DOTS;
  const dots = modules.flatMap((row) => {
    const line = row.flatMap((grey: number) => Array.from({ length: DOTS }, () => grey));
    return Array.from({ length: DOTS }, () => line).flat();
  });
  return Buffer.concat([Buffer.from(`P5 ${width} ${modules.length * DOTS} 255\n`), Uint8Array.from(dots)]);
}

/** What another program reads in the picture. */
export function decodedBy(zbarimg: string, picture: string): string {
  return execFileSync(zbarimg, ["--quiet", "--raw", picture], { encoding: "utf8" }).trim();
}
