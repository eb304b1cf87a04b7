import { goLive, type LiveShow } from "./live.ts";
import { SPEEDS } from "./pacer.ts";
import type { Show } from "./show.ts";
import { SWITCHES } from "./switches.ts";
import { type Line, type Look, SWITCH_KEYS, terminalLines } from "./terminal-lines.ts";
import { viewOf } from "./view-of.ts";

/** Select Graphic Rendition of ECMA-48. */
const LOOKS: Record<Look, string> = { plain: "0", bold: "1", soft: "2", light: "33", fault: "31" };
const WIDTH = 80;
const CTRL_C = "\u0003";
/** Somebody who reads a log wants a line now and then, not ten a second. */
const LOG_EVERY = 50;

function drawn(line: Line, colours: boolean): string {
  return line.map(({ text, look }) => (colours && look !== "plain" ? `\u001b[${LOOKS[look]}m${text}\u001b[0m` : text)).join("");
}

function tap(show: Show, count: number): string | null {
  return show.say(`press the button ${count} times`);
}

function speedUp({ pacer }: LiveShow, by: 1 | -1): void {
  const at = (SPEEDS as readonly number[]).indexOf(pacer.speed) + by;
  pacer.speed = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))] ?? 1;
}

/** @returns false when it is over. */
export function hearKey(live: LiveShow, key: string): boolean {
  const { show, pacer } = live;
  const at = SWITCH_KEYS.indexOf(key);
  const one = key.length === 1 && at !== -1 ? SWITCHES[at] : undefined;
  if (one !== undefined) show.turn(one.name, !show.switchedOn.has(one.name));
  else if (key === "q" || key === CTRL_C) return false;
  else if (key === " ") pacer.running = !pacer.running;
  else if (key === ".") show.pass(1000);
  else if (key === "+" || key === "-") speedUp(live, key === "+" ? 1 : -1);
  else if (key === "b") tap(show, 1);
  else if (key === "h") tap(show, 5);
  else if (key === "w") show.say("press the button for 3 s");
  else if (key === "g") show.say("the guardian asks where the wearer is");
  else if (key === "a") show.say("the guardian answers the call");
  return true;
}

/** Without a terminal there is nothing to draw over: a line now and then, until somebody ends it. */
function logLine(show: Show, live: LiveShow): string {
  const { clock, device, guardian } = viewOf(show, live.pacer);
  return `${clock}  lamp ${device.lamp}  ${device.sentence}  Guardian: ${guardian.sentence}\n`;
}

/** Shows it in this terminal until somebody ends it. @returns the exit code. */
export function watchShow(show: Show): Promise<number> {
  const { stdin, stdout } = process;
  const colours = stdout.isTTY && (process.env.NO_COLOR ?? "") === "";
  let looks = 0;
  return new Promise((resolve) => {
    const live = goLive(show, () => {
      looks += 1;
      if (!stdout.isTTY) {
        if (looks % LOG_EVERY === 1) stdout.write(logLine(show, live));
        return;
      }
      const width = Math.max(40, stdout.columns ?? WIDTH) - 1;
      const lines = terminalLines(viewOf(show, live.pacer), width).slice(0, (stdout.rows ?? 40) - 1);
      stdout.write(`\u001b[H${lines.map((line) => `${drawn(line, colours)}\u001b[K`).join("\r\n")}\u001b[J`);
    });
    const end = (): void => {
      live.close();
      if (stdin.isTTY) stdin.setRawMode(false);
      stdin.pause();
      if (stdout.isTTY) stdout.write("\u001b[?25h\u001b[?1049l");
      resolve(show.stage.violations.length === 0 ? 0 : 1);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
    if (stdout.isTTY) stdout.write("\u001b[?1049h\u001b[?25l");
    if (!stdin.isTTY) return;
    stdin.setRawMode(true);
    stdin.setEncoding("utf8");
    stdin.on("data", (keys: string) => {
      for (const key of keys) if (!hearKey(live, key)) return end();
      live.look();
      return undefined;
    });
  });
}
