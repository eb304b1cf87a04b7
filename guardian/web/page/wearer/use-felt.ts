import { useEffect, useRef, useState } from "preact/hooks";
import type { Felt } from "../../wearer-panel.ts";

/** So long the words stay: later they would seem to speak of now. */
const SHOWN_MS = 12_000;

/** A vibration as the page plays it. */
export interface Playing {
  felt: Felt;
  /** Which pulse is on now; null: between two, or over. */
  pulse: number | null;
  over: boolean;
}

/** Pulses in turn with their pauses, as a phone that lies in the hand can play them as well. */
function vibratePhone(pulsesMs: number[]): void {
  // Before the first touch a browser refuses, and says so in its log.
  if (navigator.userActivation?.hasBeenActive === true && "vibrate" in navigator) navigator.vibrate(pulsesMs);
}

/** Plays every vibration once, with its very pulses. What was felt before the page came is not played again. */
export function useFelt(felt: Felt | null): Playing | null {
  const [playing, setPlaying] = useState<Playing | null>(null);
  const number = felt?.number ?? 0;
  const seen = useRef(number);
  useEffect(() => {
    if (felt === null || number === seen.current) return undefined;
    seen.current = number;
    vibratePhone(felt.pulsesMs);
    const timers: number[] = [];
    let atMs = 0;
    for (const [index, ms] of felt.pulsesMs.entries()) {
      const isOn = index % 2 === 0;
      timers.push(setTimeout(() => setPlaying({ felt, pulse: isOn ? index / 2 : null, over: false }), atMs));
      atMs += ms;
    }
    timers.push(setTimeout(() => setPlaying({ felt, pulse: null, over: true }), atMs));
    timers.push(setTimeout(() => setPlaying(null), atMs + SHOWN_MS));
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [number]);
  return playing;
}
