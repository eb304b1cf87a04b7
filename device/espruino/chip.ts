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

/** The global `E`. Texts are strings of bytes. */
export interface ChipE {
  CRC32(bytes: Uint8Array): number;
  /** Chance from the chip; on some boards it is none (hw/boards). */
  hwRand(): number;
  toUint8Array(text: string): Uint8Array;
  toString(bytes: Uint8Array): string;
  /** Percent; of boards that know their battery. */
  getBattery?(): number;
}

/** A pin is whatever the board calls it by; it is handed back and never looked into. */
export type Pin = unknown;

/** The global functions of pins and time. */
export interface ChipPins {
  pinMode(pin: Pin, mode: string): void;
  digitalWrite(pin: Pin, level: number): void;
  digitalRead(pin: Pin): number;
  setWatch(told: (event: { state: boolean | number }) => void, pin: Pin, how: WatchHow): number;
  clearWatch(watch: number): void;
}

export interface WatchHow {
  repeat: boolean;
  edge: string;
}

export interface ChipTimers {
  setTimeout(act: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

/** A serial port, `Serial1` for example. */
export interface ChipSerial {
  setup(baud: number, pins: { rx: Pin; tx: Pin }): void;
  unsetup(): void;
  on(event: "data", told: (text: string) => void): void;
  removeAllListeners(event: "data"): void;
}

/** A connection of `require("net")`. */
export interface ChipSocket {
  write(text: string): void;
  end(): void;
  on(event: "data", told: (text: string) => void): void;
  on(event: "close" | "error", told: () => void): void;
}

export interface ChipNet {
  connect(address: { host: string; port: number }, connected: () => void): ChipSocket;
}
