import type { JSX } from "preact";
import type { WearerPanelState } from "../../wearer-panel.ts";

const RING_RADIUS = 27;
const RING_LENGTH = 2 * Math.PI * RING_RADIUS;

function Lamp({ state }: { state: WearerPanelState }): JSX.Element {
  return (
    <g class={`lens ${state.lamp ?? "mute"}`}>
      <circle class="lens-halo" cx="110" cy="104" r="62" fill="url(#halo)" />
      <circle class="lens-rim" cx="110" cy="104" r="31" />
      <circle class="lens-glass" cx="110" cy="104" r="26" />
      <circle class="lens-light" cx="110" cy="104" r="26" fill="url(#light)" />
      <path class="lens-shine" d="M93 97a19 19 0 0 1 17-12" />
      {state.lampBroken && <path class="crack" d="M98 82l7 12-6 7 10 8-4 9 9 8M109 109l11-4 8 5M105 94l9-5" />}
    </g>
  );
}

/** A pendant with one lamp and one button. While the button is held a ring closes around it. */
export function DeviceDrawing({ state, holding }: { state: WearerPanelState; holding: boolean }): JSX.Element {
  return (
    <svg class="device" viewBox="0 0 220 260" aria-hidden="true">
      <defs>
        <radialGradient id="halo">
          <stop offset="0.3" class="halo-in" />
          <stop offset="1" class="halo-out" />
        </radialGradient>
        <radialGradient id="light" cx="0.5" cy="0.62">
          <stop offset="0" class="light-in" />
          <stop offset="0.55" class="light-mid" />
          <stop offset="1" class="light-out" />
        </radialGradient>
      </defs>
      <path class="cord" d="M98 40C84 24 62 14 40-4M122 40c14-16 36-26 58-44" />
      <rect class="case-loop" x="95" y="28" width="30" height="22" rx="11" />
      <path class="case" d="M110 40c44 0 66 22 66 66v70c0 48-24 72-66 72s-66-24-66-72v-70c0-44 22-66 66-66z" />
      <path class="case-shine" d="M58 104c0-34 17-51 46-53" />
      <Lamp state={state} />
      <g class={holding ? "knob pressed" : "knob"}>
        <circle class="knob-well" cx="110" cy="195" r="31" />
        <circle class="knob-cap" cx="110" cy="195" r="22" />
        <path class="knob-mark" d="M103 195h14" />
      </g>
      <circle
        class={holding ? "ring holding" : "ring"}
        cx="110"
        cy="195"
        r={RING_RADIUS}
        stroke-dasharray={`${RING_LENGTH}`}
        transform="rotate(-90 110 195)"
      />
    </svg>
  );
}
