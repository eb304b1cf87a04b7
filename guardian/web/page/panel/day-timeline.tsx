import type { JSX } from "preact";
import type { DayView } from "../../../core/movement/day-view.ts";
import { ticks } from "./movement-words.ts";

const WIDTH = 320;
const BAND_TOP = 2;
const BAND_HEIGHT = 18;
const LABEL_BASE = 33;
/** A trip of a minute must still be seen. */
const LEAST_WIDTH = 2;

interface Props {
  day: DayView;
  chosen: number | null;
}

/** The day from its first to its last minute: stays, trips, and nothing where nobody saw anything. */
export function DayTimeline({ day, chosen }: Props): JSX.Element {
  const x = (ms: number): number => ((ms - day.fromMs) / (day.untilMs - day.fromMs)) * WIDTH;
  const band = (fromMs: number, untilMs: number) => ({
    x: Math.max(0, x(fromMs)),
    width: Math.max(LEAST_WIDTH, Math.min(WIDTH, x(untilMs)) - Math.max(0, x(fromMs))),
    y: BAND_TOP,
    height: BAND_HEIGHT,
  });
  return (
    <svg class="timeline" viewBox={`0 0 ${WIDTH} 36`} role="img" aria-label="The day as a line: stays pale, trips dark">
      <rect class="unseen" x="0" y={BAND_TOP} width={WIDTH} height={BAND_HEIGHT} rx="3" />
      {day.stops.map(({ fromMs, untilMs }) => (
        <rect key={fromMs} class="stayed" {...band(fromMs, untilMs)} />
      ))}
      {day.gaps.map(({ fromMs, untilMs }) => (
        <rect key={fromMs} class="gap" {...band(fromMs, untilMs)} />
      ))}
      {day.trips.map(({ fromMs, untilMs }, n) => (
        <rect key={fromMs} class={n === chosen ? "gone chosen" : "gone"} {...band(fromMs, untilMs)} />
      ))}
      {ticks(day).map(({ share, label }) => (
        <g key={share}>
          <line x1={share * WIDTH} x2={share * WIDTH} y1={BAND_TOP + BAND_HEIGHT} y2={BAND_TOP + BAND_HEIGHT + 3} />
          <text x={share * WIDTH} y={LABEL_BASE}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}
