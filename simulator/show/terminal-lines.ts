import { metresBetween } from "./plane.ts";
import { SWITCHES } from "./switches.ts";
import type { DeviceSide, ShowView } from "./view.ts";

/** How a part of a line looks, where the terminal has colours. */
export type Look = "plain" | "bold" | "soft" | "light" | "fault";

/** A piece of text in one look. */
export interface Piece {
  text: string;
  look: Look;
}

export type Line = readonly Piece[];

const LAMP: Record<DeviceSide["lamp"], Piece> = {
  recording: { text: "(*) steady: it records", look: "light" },
  silent: { text: "(.) a short flash: on, records nothing", look: "soft" },
  announced: { text: "(!) quick flashes: an emergency is announced", look: "light" },
  panic: { text: "(!) two flashes: a call for help", look: "fault" },
  fault: { text: "(x) fault: it cannot store", look: "fault" },
  dark: { text: "( ) dark", look: "soft" },
};
/** Keys of the switches, in their order. */
export const SWITCH_KEYS = "lnrsdukmjec0";
const LEFT_SHOWN = 6;
const REFUSED_SHOWN = 3;
const STEPS_SHOWN = 5;

const STEP_LOOKS = { waits: "soft", done: "plain", holds: "plain", broken: "fault" } as const;

const plain = (text: string): Piece => ({ text, look: "plain" });
const soft = (text: string): Piece => ({ text, look: "soft" });
const bold = (text: string): Piece => ({ text, look: "bold" });

function whereabouts({ wearer, guardian }: ShowView): Line {
  const { place } = guardian;
  if (place === null) return [plain("          has no position")];
  const off = wearer.place === null ? 0 : Math.round(metresBetween(wearer.place, place));
  return [plain(`          last position ${place.ageS} s old, ${off} m from where the wearer is`)];
}

function stepLines({ steps }: ShowView): Line[] {
  if (steps.length === 0) return [];
  const next = steps.findIndex(({ state }) => state === "waits");
  const from = Math.max(0, (next === -1 ? steps.length : next) - STEPS_SHOWN + 2);
  const marks = { waits: "  ", done: "> ", holds: "ok", broken: "NO" };
  return [
    [],
    [bold("scene")],
    ...steps.slice(from, from + STEPS_SHOWN).map(({ state, after, words, instead }): Line => {
      const look = STEP_LOOKS[state];
      return [{ text: `  ${marks[state]} ${after.padEnd(12)} ${words}${instead === null ? "" : `: but ${instead}`}`, look }];
    }),
  ];
}

function switchLine({ switches }: ShowView): Line {
  return SWITCHES.flatMap(({ name }, i): Piece[] => {
    const on = switches.find((one) => one.name === name)?.on === true;
    return [{ text: `${SWITCH_KEYS[i]} ${name}`, look: on ? "fault" : "soft" }, soft(i === SWITCHES.length - 1 ? "" : "  ")];
  });
}

/** The show as lines of a terminal, the most needed first; none is wider than was asked for. */
export function terminalLines(view: ShowView, width: number): Line[] {
  const { device, guardian, pace } = view;
  const pulses =
    device.felt === null
      ? ""
      : `  felt ${device.felt.pulsesMs
          .filter((_ms, i) => i % 2 === 0)
          .map((ms) => (ms > 400 ? "=" : "-"))
          .join(" ")}`;
  const lines: Line[] = [
    [bold(view.title), soft(`  ${view.clock}  ${pace.running ? `x${pace.speed}` : "paused"}`)],
    [],
    [bold("device    "), LAMP[device.lamp], plain(device.buttonDown ? "  button down" : ""), plain(pulses)],
    [plain("          "), { text: device.sentence, look: device.refusal === null ? "light" : "soft" }],
    [
      soft(
        `          battery ${device.batteryPercent ?? "?"} %  receiver ${device.receiverOpen ? "on" : "off"}  broker ${device.linkUp ? "up" : "down"}  waiting ${device.waiting}`,
      ),
    ],
    [bold("guardian  "), plain(guardian.sentence)],
    whereabouts(view),
    ...guardian.alerts
      .slice(0, 2)
      .map(({ words, open }): Line => [{ text: `          ${words}`, look: open ? "fault" : "soft" }]),
    ...view.broken.map((sentence): Line => [{ text: `This must never be: ${sentence}`, look: "fault" }]),
    [],
    [bold("left the device")],
    ...view.left
      .slice(0, LEFT_SHOWN)
      .map(({ clock, what, bytes }): Line => [soft(`  ${clock}  `), plain(what), soft(`  ${bytes} bytes`)]),
    [bold("kept back")],
    ...view.refused
      .slice(0, REFUSED_SHOWN)
      .map(({ from, count, why }): Line => [soft(`  ${from}  `), plain(why), soft(`  ${count} s`)]),
    ...stepLines(view),
    [],
    ...wrapped(switchLine(view), width),
    [soft("space pause  . one second  + - speed  b button  h help  w hold to withdraw  g ask  a answer  q end")],
  ];
  return lines.map((line) => cut(line, width));
}

function wrapped(line: Line, width: number): Line[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const piece of line) {
    if (used + piece.text.length > width && piece.text.trim() !== "") {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(piece);
    used += piece.text.length;
  }
  return lines;
}

function cut(line: Line, width: number): Line {
  let left = width;
  return line.map(({ text, look }) => {
    const shown = text.slice(0, Math.max(0, left));
    left -= shown.length;
    return { text: shown, look };
  });
}
