import { openPty } from "../pty/pty.ts";
import type { Air } from "./air.ts";
import { makeAir } from "./air.ts";
import { type ModemEmulator, modemEmulator } from "./emulator.ts";
import { goodMood, type Mood } from "./mood.ts";

/** A simulated modem behind a serial port that any program can open. */
export interface ModemOnPty {
  path: string;
  modem: ModemEmulator;
  air: Air;
  mood: Mood;
  close(): Promise<void>;
}

/**
 * @param options.link a path for a symbolic link to the port, so that programs can be told a name that stays
 * @throws PtyFault
 */
export async function modemOnPty(options: { link?: string; mood?: Mood } = {}): Promise<ModemOnPty> {
  const pty = await openPty(options.link === undefined ? {} : { link: options.link });
  const air = makeAir();
  const mood = options.mood ?? goodMood();
  const planned = new Set<NodeJS.Timeout>();
  const modem = modemEmulator({
    after: (ms, act) => {
      const timer = setTimeout(() => {
        planned.delete(timer);
        act();
      }, ms);
      planned.add(timer);
    },
    send: pty.write,
    air,
    mood,
  });
  pty.hear((bytes) => modem.hear(bytes));
  return {
    path: pty.path,
    modem,
    air,
    mood,
    async close() {
      for (const timer of planned) clearTimeout(timer);
      await pty.close();
    },
  };
}
