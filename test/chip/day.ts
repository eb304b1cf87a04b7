import { secondOf } from "../../simulator/gate/sentences.ts";
import { consentLine, type Recorded, Recorder } from "./script.ts";

const BEGAN_MS = Date.UTC(2026, 2, 9, 6);
const EVERY_MS = 10_000;

/** One fix each ten seconds, every frame acknowledged, for so many fixes. */
export function recordDay(fixes: number): Recorded {
  const recorder = new Recorder();
  const second = (utcMs: number) => String(Math.floor((utcMs - Date.UTC(2026, 0, 1)) / 1000));
  recorder.begin();
  recorder.say(`tick 500 ${second(BEGAN_MS)}`, consentLine(BEGAN_MS, 10), "up");
  for (let fix = 1; fix <= fixes; fix++) {
    const utcMs = BEGAN_MS + fix * EVERY_MS;
    recorder.say(`tick 9500 ${second(utcMs)}`, `bytes ${Buffer.from(secondOf(utcMs, "autonomous")).toString("base64")}`);
    recorder.say(`tick 500 ${second(utcMs)}`);
    recorder.answer(utcMs);
  }
  return recorder.end();
}
