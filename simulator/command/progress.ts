import type { Replay } from "../replay.ts";

const EVERY_MS = 250;

/**
 * Shows how far a replay is, on a terminal only: its share and the time of day it is at. Where it is stays unsaid, since a
 * screen is a log too.
 * @returns ends it and wipes the line
 */
export function showProgress(stream: NodeJS.WriteStream, replay: () => Replay | null): () => void {
  if (!stream.isTTY) return () => undefined;
  const timer = setInterval(() => {
    const line = progressLine(replay());
    if (line !== null) stream.write(`\r\x1b[K${line}`);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    stream.write("\r\x1b[K");
  };
}

/** For example "42 %  05:31:07 UTC"; null before anything is played. */
export function progressLine(replay: Replay | null): string | null {
  if (replay === null) return null;
  const { share, utcMs } = replay.position();
  const time = utcMs === null ? "no time yet" : `${new Date(utcMs).toISOString().slice(11, 19)} UTC`;
  return `${String(Math.floor(share * 100)).padStart(3)} %  ${time}`;
}
