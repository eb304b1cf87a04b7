import { boardBattery } from "./battery.ts";
import type { ChipCrypto, ChipE, ChipFlash, ChipNet, ChipPins, ChipSerial, ChipTimers } from "./chip.ts";
import { espruinoCipher } from "./cipher.ts";
import { boardClock } from "./clock.ts";
import { confirmButton } from "./confirm-button.ts";
import { chipFirmware, type Desk } from "./firmware.ts";
import { type ErrorFlags, watchMemory } from "./memory-watch.ts";
import { chipLink } from "./mqtt-link.ts";
import { pinButton } from "./pin-button.ts";
import { pinHaptic } from "./pin-haptic.ts";
import { pinLamp } from "./pin-lamp.ts";
import { rawFlash } from "./raw-flash.ts";
import { chipReceiver } from "./serial-receiver.ts";
import { nativeSha256 } from "./sha256.ts";

/**
 * The firmware of one board: takes the board's own globals, and nothing but this file knows them. `BOARD`, `BOARD_PORT`
 * and `BUILT_MS` are put in by `npm run firmware` from hw/boards.
 */
interface BoardWiring {
  tickMs: number;
  freeVariables: number;
  journal: { address: number; pageBytes: number; pages: number };
  lamp: { out: string; sense: string };
  button: { pin: string; downLevel: number; mode: string };
  haptic: string | null;
  receiver: { rx: string; tx: string; power: string | null; baud: number };
}

declare const BOARD: BoardWiring;
declare const BUILT_MS: number;
declare const boardModule: (name: string) => unknown;
declare const E: ChipE & ErrorFlags & { reboot(): void };
declare const getTime: () => number;
declare const print: (line: string) => void;
declare const process: { memory(): { free: number } };
/** The serial port by its own name: Espruino finds its built-in things by name, and not in `global`. */
declare const BOARD_PORT: ChipSerial;
declare const Pin: new (name: string) => unknown;
declare const pinMode: ChipPins["pinMode"];
declare const digitalWrite: ChipPins["digitalWrite"];
declare const digitalRead: ChipPins["digitalRead"];
declare const setWatch: ChipPins["setWatch"];
declare const clearWatch: ChipPins["clearWatch"];
declare const setTimeout: ChipTimers["setTimeout"];
declare const clearTimeout: ChipTimers["clearTimeout"];
declare const setInterval: (act: () => void, ms: number) => number;
declare const global: Record<string, unknown>;

const PINS: ChipPins = {
  pinMode: pinMode,
  digitalWrite: digitalWrite,
  digitalRead: digitalRead,
  setWatch: setWatch,
  clearWatch: clearWatch,
};
const TIMERS: ChipTimers = { setTimeout: setTimeout, clearTimeout: clearTimeout };
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 120000;
const SILENT_MS = 15000;

function pinNamed(name: string): unknown {
  return new Pin(name);
}

function startBoard(): Desk | null {
  const free = process.memory().free;
  if (free < BOARD.freeVariables) {
    print(
      "lychnos: " + free + " variables are free and " + BOARD.freeVariables + " are needed; take other programs off this board",
    );
    return null;
  }
  const wiring = BOARD;
  const clock = boardClock(getTime);
  return chipFirmware({
    cipher: espruinoCipher(nativeSha256(boardModule("crypto") as ChipCrypto)),
    flash: rawFlash(boardModule("Flash") as ChipFlash, E, wiring.journal),
    clock: clock,
    receiver: chipReceiver(BOARD_PORT, E, PINS, TIMERS, {
      baud: wiring.receiver.baud,
      rx: pinNamed(wiring.receiver.rx),
      tx: pinNamed(wiring.receiver.tx),
      power: wiring.receiver.power === null ? null : pinNamed(wiring.receiver.power),
      silentMs: SILENT_MS,
    }),
    lamp: pinLamp(PINS, TIMERS, { out: pinNamed(wiring.lamp.out), sense: pinNamed(wiring.lamp.sense) }),
    button: confirmButton(pinButton(PINS, pinNamed(wiring.button.pin), wiring.button.downLevel, wiring.button.mode), clock.upMs),
    haptic:
      wiring.haptic === null
        ? { play: () => undefined, close: () => undefined }
        : pinHaptic(PINS, TIMERS, pinNamed(wiring.haptic)),
    battery: boardBattery(E),
    link: (account) =>
      chipLink(boardModule("net") as ChipNet, E, TIMERS, {
        host: account.host,
        port: account.port,
        username: account.username,
        password: account.password,
        firstPauseMs: FIRST_PAUSE_MS,
        longestPauseMs: LONGEST_PAUSE_MS,
        onTrouble: (trouble) => print("lychnos: broker " + trouble),
      }),
    builtMs: BUILT_MS,
    say: (line) => print("lychnos: " + line),
  });
}

const desk = startBoard();
if (desk !== null) {
  // The desk speaks to it over the cable by this name.
  global["lychnos"] = desk;
  const running = desk.running;
  watchMemory(
    E,
    () => {
      const device = running();
      if (device !== null) device.stop();
    },
    () => E.reboot(),
  );
  setInterval(desk.tick, BOARD.tickMs);
}
