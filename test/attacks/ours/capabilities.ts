import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Ways by which a program on a small computer hears, sees or calls: names of programs, devices, libraries and modem commands. */
const SENSES: readonly RegExp[] = [
  /["'`/](arecord|parecord|ffmpeg|sox|rec|aplay|espeak|fswebcam|raspistill|libcamera\w*|v4l2-ctl|mmcli|gammu)["'`\s]/,
  /\/dev\/(snd|dsp|audio|video)/,
  /getUserMedia|MediaRecorder|createAnalyser|AudioContext|Microphone\b/,
  /from ["'][^"']*(microphone|node-record|mic\b|portaudio|webcam|camera|sip|webrtc|wrtc)[^"']*["']/,
  /\bAT(D[0-9+*#"]|A\b|\+VTS|\+CLCC)/,
  /from ["'](node:)?child_process["']/,
];

/** @returns which of these a source text could use. */
export function sensesIn(source: string): string[] {
  return SENSES.filter((sense) => sense.test(source)).map((sense) => sense.source);
}

/** The AT commands that a source text holds, without their arguments. */
export function modemCommandsIn(source: string): string[] {
  return [...source.matchAll(/["'`](AT(?:[+&^]?[A-Z]*\d?))/g)].map((found) => found[1] ?? "");
}

/** Every TypeScript file below a folder, as text. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

const DEVICE = join(import.meta.dirname, "../../../device");
let known: boolean | null = null;

/** Whether the firmware holds anything to listen, look or call with (P58). */
export function firmwareListens(): boolean {
  known ??= sourcesBelow(DEVICE).some((source) => sensesIn(source).length > 0);
  return known;
}
