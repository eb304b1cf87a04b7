import { civilTime } from "../core/movement/civil-day.ts";

/** Figures in words and bars for a terminal. */

const BAR_WIDTH = 24;
/** Eighths of a cell, from none to seven. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const MINUTE_MS = 60_000;

/** A bar of at most `width` cells. @param share from 0 to 1. */
export function bar(share: number, width = BAR_WIDTH): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return ("█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]).padEnd(width);
}

export function lengthText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}

export function timeText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

export function speedText(mps: number | null): string {
  return mps === null ? "–" : `${(mps * 3.6).toFixed(mps * 3.6 < 9.95 ? 1 : 0)} km/h`;
}

export function minuteText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

export function clock(ms: number, zone: string): string {
  return minuteText(civilTime(ms, zone).minute);
}
