/** The parts of Espruino's own interface that the firmware uses, as it documents them; everything here exists in C. */

/** `require("Flash")`. Failures are thrown. */
export interface ChipFlash {
  read(length: number, address: number): Uint8Array;
  write(bytes: Uint8Array, address: number): void;
  erasePage(address: number): void;
  getFree(): ChipArea[];
  getPage(address: number): ChipArea | undefined;
}

export interface ChipArea {
  addr: number;
  length: number;
}

/** `require("crypto")` of the boards that have SHA-256. */
export interface ChipCrypto {
  SHA256(message: Uint8Array): ArrayBuffer;
}

/** The global `E`. */
export interface ChipE {
  CRC32(bytes: Uint8Array): number;
  /** Chance from the chip; on some boards it is none (hw/boards). */
  hwRand(): number;
  getBattery?(): number;
}
