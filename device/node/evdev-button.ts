import type { Button } from "../core/ports.ts";
import { type Backoff, makeBackoff, type Pauses } from "./backoff.ts";
import {
  EV_KEY,
  EV_SYN,
  type InputEvent,
  type InputEventReader,
  inputEventReader,
  recordBytes,
  SYN_DROPPED,
} from "./input-event.ts";
import { openWaitingFile, type WaitingFile } from "./waiting-file.ts";

export interface EvdevOptions {
  /** For example /dev/input/by-path/platform-button@11-event, from `dtoverlay=gpio-key,gpio=17,keycode=256`. */
  device: string;
  /** Code of the key; every other key of the device is passed over. */
  key: number;
  /** Told once of each kind of trouble until the button is heard again, in words that say what to do. */
  onTrouble?: (line: string) => void;
  /** Between attempts to open; another than the default only in tests. */
  pauses?: Pauses;
  /** Another than this machine's only in tests. */
  arch?: string;
}

/** Short at the longest: while the button is away, its wearer cannot withdraw with it. */
export const BUTTON_PAUSES: Pauses = { firstMs: 250, longestMs: 5000 };
/** Read at once; a button that chatters leaves room for everything else in between. */
const EVENTS_AT_ONCE = 64;

const DOWN = 1;
const UP = 0;

type ButtonTrouble = "absent" | "denied" | "lost" | "failed";

const WORDS: Record<ButtonTrouble, string> = {
  absent: "there is no button at the configured path; connect it, or mend button.device",
  denied: "this user may not read the button; add it to the group input",
  lost: "the button was unplugged; it is heard again when it returns",
  failed: "the button cannot be read; name an input device of the kernel in button.device (ls /dev/input/by-path)",
};

/** One life of the button, from `start` to `stop`. */
interface Hearing {
  onChange: (down: boolean) => void;
  buffer: Uint8Array;
  reader: InputEventReader;
  backoff: Backoff;
  file: WaitingFile | null;
  timer: NodeJS.Timeout | null;
  down: boolean;
  told: ButtonTrouble | null;
  over: boolean;
}

function openTrouble(error: unknown): ButtonTrouble {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENODEV" || code === "ENXIO") return "absent";
  return code === "EACCES" || code === "EPERM" ? "denied" : "failed";
}

function tell(hearing: Hearing, down: boolean): void {
  if (hearing.over || down === hearing.down) return;
  hearing.down = down;
  hearing.onChange(down);
}

function letGo(hearing: Hearing): void {
  if (hearing.timer !== null) clearTimeout(hearing.timer);
  hearing.timer = null;
  const file = hearing.file;
  hearing.file = null;
  file?.close();
}

function failed(options: EvdevOptions, hearing: Hearing, trouble: ButtonTrouble): void {
  letGo(hearing);
  // A button that is lost is not one that is held.
  tell(hearing, false);
  // Whoever was told may have stopped listening.
  if (hearing.over) return;
  hearing.timer = setTimeout(() => open(options, hearing), hearing.backoff.nextMs());
  if (trouble === hearing.told) return;
  hearing.told = trouble;
  options.onTrouble?.(WORDS[trouble]);
}

function take(options: EvdevOptions, hearing: Hearing, event: InputEvent): void {
  if (event.type === EV_SYN && event.code === SYN_DROPPED) tell(hearing, false);
  if (event.type !== EV_KEY || event.code !== options.key) return;
  // Any other value is the kernel's own repetition of a key that is held.
  if (event.value === DOWN || event.value === UP) tell(hearing, event.value === DOWN);
}

/** Hands on what is there, then waits for more. */
function hear(options: EvdevOptions, hearing: Hearing, file: WaitingFile): void {
  let count: number | null;
  try {
    count = file.read(hearing.buffer);
  } catch {
    failed(options, hearing, "lost");
    return;
  }
  if (count !== null) {
    hearing.backoff.reset();
    hearing.told = null;
    for (const event of hearing.reader.read(hearing.buffer.subarray(0, count))) take(options, hearing, event);
  }
  if (hearing.file !== file) return;
  file.whenReadable((error) => {
    if (hearing.file !== file) return;
    if (error === null) hear(options, hearing, file);
    else failed(options, hearing, "lost");
  });
}

function open(options: EvdevOptions, hearing: Hearing): void {
  hearing.timer = null;
  // Half a record of a device that was unplugged belongs to nothing.
  hearing.reader = inputEventReader(options.arch ?? process.arch);
  try {
    hearing.file = openWaitingFile(options.device);
  } catch (error) {
    failed(options, hearing, openTrouble(error));
    return;
  }
  hear(options, hearing, hearing.file);
}

/**
 * A button on a pin, driven by the kernel's `gpio-keys`, or any key of any input device. The kernel tells changes; a button
 * that is down when the device is opened is told where its driver reports it then, as `gpio-keys` does.
 */
export function evdevButton(options: EvdevOptions): Button {
  const arch = options.arch ?? process.arch;
  let hearing: Hearing | null = null;
  return {
    start(onChange) {
      if (hearing !== null) return;
      hearing = {
        onChange,
        buffer: new Uint8Array(recordBytes(arch) * EVENTS_AT_ONCE),
        reader: inputEventReader(arch),
        backoff: makeBackoff(options.pauses ?? BUTTON_PAUSES),
        file: null,
        timer: null,
        down: false,
        told: null,
        over: false,
      };
      open(options, hearing);
    },
    stop() {
      if (hearing === null) return;
      hearing.over = true;
      letGo(hearing);
      hearing = null;
    },
  };
}
