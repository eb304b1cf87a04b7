import type { Fix } from "../../device/core/fix.ts";
import { type GateClaims, pass } from "../../device/core/gate.ts";
import { feed, makeNmea } from "../../device/core/nmea.ts";
import type { ChipCrypto, ChipE } from "../../device/espruino/chip.ts";
import { espruinoCipher } from "../../device/espruino/cipher.ts";
import { nativeSha256 } from "../../device/espruino/sha256.ts";
import { seal } from "../../device/protocol/envelope.ts";

/** Times of single rungs in the interpreter: a sentence, a decision of the gate, a sealed frame, and a loop to compare with. */
declare const boardModule: (name: string) => unknown;
declare const E: ChipE;
declare const print: (line: string) => void;
declare const getTime: () => number;
declare const process: { memory(): { usage: number } };
declare const CLAIMS: GateClaims;
/** Sentences of one second, and one of the next. */
declare const GGA: string;
declare const RMC: string;
declare const NEXT: string;

const TRIES = 15;

/** The shortest of several: what the machine does beside it only ever adds. */
function timed(name: string, act: () => void): void {
  let best = 1000000;
  for (let i = 0; i < TRIES; i++) {
    const began = getTime();
    act();
    best = Math.min(best, getTime() - began);
  }
  print("#figure " + name + " " + best * 1000);
}

/** The loop whose instructions were counted on the board's processor: a checksum over 59 characters. */
const CHECKED = "GPGGA,120000.00,3930.0000,N,02212.0000,E,1,08,1.0,90.0,M,,M";
function checksum(): number {
  let sum = 0;
  for (let i = 0; i < CHECKED.length; i++) sum ^= CHECKED.charCodeAt(i);
  return sum;
}

const gga = E.toUint8Array(GGA);
const rmc = E.toUint8Array(RMC);
const heard: Fix[] = [];
let refused = 0;
const sink = {
  fix: (fix: Fix): void => {
    heard.push(fix);
  },
  refused: (): void => {
    refused += 1;
  },
};
const nmea = makeNmea("decoded");
const key = new Uint8Array(32);
const body = new Uint8Array(33);
const long = new Uint8Array(225);
const cipher = espruinoCipher(nativeSha256(boardModule("crypto") as ChipCrypto));
const place = { epochKey: key, headerKey: key, direction: "telemetry" as const, epoch: 1, number: 1 };

print("#loaded " + process.memory().usage + " 0");
timed("checksum", () => {
  checksum();
});
timed("gga", () => feed(nmea, gga, sink));
timed("rmc", () => feed(nmea, rmc, sink));
feed(nmea, E.toUint8Array(RMC + GGA), sink);
feed(nmea, E.toUint8Array(NEXT), sink);
print("#figure fixes " + heard.length);
const fix = heard[0];
if (fix !== undefined) {
  print("#figure permitted " + (typeof pass(fix, CLAIMS) === "string" ? 0 : 1));
  timed("gate", () => {
    pass(fix, CLAIMS);
  });
}
timed("seal", () => {
  seal(cipher, place, body);
});
timed("seal-long", () => {
  seal(cipher, place, long);
});
print("#figure refused " + refused);
print("#end " + process.memory().usage);
