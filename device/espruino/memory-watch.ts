/** The part of `E` that tells of errors. */
export interface ErrorFlags {
  on(event: "errorFlag", told: (flags: string[]) => void): void;
}

/**
 * Out of variables, the interpreter breaks off whatever ran, in the midst of it (F33). Nothing of such a life is worth going
 * on with: the light goes out, and the board starts anew from its journal, where every epoch steps before a frame is sealed.
 */
export function watchMemory(e: ErrorFlags, stop: () => void, reboot: () => void): void {
  let over = false;
  e.on("errorFlag", (flags) => {
    if (over || flags.indexOf("MEMORY") < 0) return;
    over = true;
    stop();
    reboot();
  });
}
