import type { JSX } from "preact";
import type { Playing } from "./use-felt.ts";

/** As wide as the pulse is long, between a dot and a bar. */
function widthOf(ms: number): number {
  return Math.min(24, Math.max(8, ms / 30));
}

/** The pulses one by one as they are felt, and what they mean. */
export function FeltLine({ playing }: { playing: Playing | null }): JSX.Element {
  if (playing === null) return <p class="felt none">What the wearer feels appears here.</p>;
  const { felt, pulse, over } = playing;
  const pulses = felt.pulsesMs.filter((_ms, index) => index % 2 === 0);
  return (
    <p class={over ? "felt over" : "felt"} data-number={felt.number}>
      <svg class="pulses" viewBox={`0 0 ${pulses.length * 30} 10`} width={pulses.length * 24} height="8" aria-hidden="true">
        {pulses.map((ms, index) => {
          const width = widthOf(ms);
          return (
            <rect
              key={`${felt.number}-${index}`}
              class={pulse === index ? "on" : ""}
              x={index * 30 + 15 - width / 2}
              y="1"
              width={width}
              height="8"
              rx="4"
            />
          );
        })}
      </svg>
      <span role="status">{felt.words}</span>
    </p>
  );
}
