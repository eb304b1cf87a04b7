import type { JSX } from "preact";
import type { WearerPanelState } from "../../wearer-panel.ts";
import { HoldRing } from "./hold-ring.tsx";

/** What the drawing needs to know of a device. */
export type LampSide = Pick<WearerPanelState, "lamp" | "lampBroken">;

function Lamp({ state }: { state: LampSide }): JSX.Element {
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

/** To be seen at both sides while the motor runs. */
function Waves(): JSX.Element {
  return (
    <g class="waves">
      <path d="M38 132a34 34 0 0 0 0 44M30 120a52 52 0 0 0 0 68" />
      <path d="M182 132a34 34 0 0 1 0 44M190 120a52 52 0 0 1 0 68" />
    </g>
  );
}

interface Props {
  state: LampSide;
  pressed: boolean;
  buzzing: boolean;
}

/** A pendant with one lamp and one button. It shakes with each pulse, and a ring closes while the button is held. */
export function DeviceDrawing({ state, pressed, buzzing }: Props): JSX.Element {
  return (
    <svg class={buzzing ? "device buzzing" : "device"} viewBox="14 14 192 240" aria-hidden="true">
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
      <Waves />
      <g class="pendant">
        <path class="cord" d="M98 40C84 24 62 14 40-4M122 40c14-16 36-26 58-44" />
        <rect class="case-loop" x="95" y="28" width="30" height="22" rx="11" />
        <path class="case" d="M110 40c44 0 66 22 66 66v70c0 48-24 72-66 72s-66-24-66-72v-70c0-44 22-66 66-66z" />
        <path class="case-shine" d="M58 104c0-34 17-51 46-53" />
        <Lamp state={state} />
        <g class={pressed ? "knob pressed" : "knob"}>
          <circle class="knob-well" cx="110" cy="192" r="34" />
          <circle class="knob-cap" cx="110" cy="192" r="24" />
          <path class="knob-mark" d="M102 192h16" />
        </g>
        <HoldRing holding={pressed} />
      </g>
    </svg>
  );
}
