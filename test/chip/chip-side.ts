import { openJournal } from "../../device/core/journal.ts";
import type { ChipCrypto, ChipE, ChipFlash } from "../../device/espruino/chip.ts";
import { espruinoCipher } from "../../device/espruino/cipher.ts";
import { rawFlash } from "../../device/espruino/raw-flash.ts";
import { nativeSha256 } from "../../device/espruino/sha256.ts";
import { play } from "./player.ts";

/** The player on the interpreter's own flash, hashes and base64; it is put into the bundle that runs there. */
/** The board's own `require`, which the bundler would take for its own: hw/firmware/bundle.ts. */
declare const boardModule: (name: string) => unknown;
declare const E: ChipE & { toString(bytes: Uint8Array): string; openFile(path: string, mode: string): ChipFile };
declare const print: (line: string) => void;
declare const atob: (text: string) => string;
declare const btoa: (text: string) => string;
declare const process: { memory(): { usage: number; total: number } };
/** How often chance was asked for; only where the script before the firmware counts it. */
declare const CHANCE: number | undefined;
declare const getTime: () => number;
declare const CHIP: { script: string; address: number; pageBytes: number; pages: number };

interface ChipFile {
  read(length: number): string | undefined;
  close(): void;
}

function lineReader(path: string): () => string | null {
  const file = E.openFile(path, "r");
  let rest = "";
  let ended = false;
  return () => {
    while (rest.indexOf("\n") < 0 && !ended) {
      const more = file.read(512);
      if (more === undefined || more === "") ended = true;
      else rest += more;
    }
    const end = rest.indexOf("\n");
    if (end < 0) return null;
    const line = rest.substring(0, end);
    rest = rest.substring(end + 1);
    return line;
  };
}

function bytesOf(text: string): Uint8Array {
  return E.toUint8Array(atob(text));
}

const flash = rawFlash(boardModule("Flash") as ChipFlash, E, CHIP);
const next = lineReader(CHIP.script);
let line = "";
let began = getTime();
let most = 0;

function measured(): string | null {
  if (line !== "") {
    const passed = Math.round((getTime() - began) * 1000000);
    print("#time " + passed + " " + process.memory().usage + " " + line.split(" ")[0]);
  }
  const read = next();
  line = read === null ? "" : read;
  began = getTime();
  return read;
}

print("#loaded " + process.memory().usage + " " + process.memory().total);
play({
  next: measured,
  // In the midst of a step, when most is held at once.
  say: (said) => {
    most = Math.max(most, process.memory().usage);
    print("#" + said);
  },
  bytesOf: bytesOf,
  textOf: (bytes) => btoa(E.toString(bytes)),
  crc32: (bytes) => E.CRC32(bytes),
  cipher: espruinoCipher(nativeSha256(boardModule("crypto") as ChipCrypto)),
  openStore: () => openJournal(flash),
});
print("#figure most " + most);
if (typeof CHANCE !== "undefined") print("#figure chance " + CHANCE);
for (let page = 0; page < flash.pages; page++) {
  print("#page " + flash.crc32(flash.read(page * flash.pageBytes, flash.pageBytes)));
}
print("#end " + process.memory().usage);
