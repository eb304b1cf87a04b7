import type { JSX } from "preact";

const [X, Y, RADIUS] = [110, 192, 30];
const LENGTH = 2 * Math.PI * RADIUS;
/** The whole ring is the longer hold; docs/security.md names both. */
const [FIRST_MARK_S, WHOLE_S] = [2, 10];

function markAt(seconds: number): string {
  const angle = (seconds / WHOLE_S) * 2 * Math.PI - Math.PI / 2;
  const at = (radius: number): string => `${X + radius * Math.cos(angle)} ${Y + radius * Math.sin(angle)}`;
  return `M${at(RADIUS - 5)}L${at(RADIUS + 5)}`;
}

/** How long the button is held, with marks where a hold begins to mean something. It decides nothing. */
export function HoldRing({ holding }: { holding: boolean }): JSX.Element {
  return (
    <g class={holding ? "ring holding" : "ring"}>
      <circle class="ring-way" cx={X} cy={Y} r={RADIUS} />
      <circle class="ring-gone" cx={X} cy={Y} r={RADIUS} stroke-dasharray={`${LENGTH}`} transform={`rotate(-90 ${X} ${Y})`} />
      <path class="ring-marks" d={`${markAt(FIRST_MARK_S)}${markAt(WHOLE_S)}`} />
    </g>
  );
}
