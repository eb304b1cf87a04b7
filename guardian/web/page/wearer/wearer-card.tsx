import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { WearerPanelState } from "../../wearer-panel.ts";
import { DeviceDrawing } from "./device-drawing.tsx";
import { FeltLine } from "./felt-line.tsx";
import { Legend } from "./legend.tsx";
import { NoticeDialog } from "./notice-dialog.tsx";
import { Others } from "./others.tsx";
import { useFelt } from "./use-felt.ts";
import { type Hand, useHand } from "./use-hand.ts";
import { usePress } from "./use-press.ts";
import { consentWords, holdWords, LAMP_UNHEARD, lampWords, standingWords } from "./wearer-words.ts";

interface Props {
  state: WearerPanelState;
  nowMs: number;
  /** Without the server no hand reaches the device. */
  reachable: boolean;
}

const LEGEND_ID = "button-legend";
const UNREACHED = "The device was not reached. Try again.";

/** The drawing and, above its knob, the button that is really pressed. */
function Device({ state, reachable, hand, buzzing }: Omit<Props, "nowMs"> & { hand: Hand; buzzing: boolean }): JSX.Element {
  const press = usePress(hand.act, reachable);
  const pressed = reachable && (press.pressed || state.buttonDown);
  return (
    <div class="device-frame">
      <DeviceDrawing state={reachable ? state : { ...state, lamp: null }} pressed={pressed} buzzing={buzzing} />
      {reachable && (
        <button
          type="button"
          class="device-press"
          aria-label="The wearer's button"
          aria-describedby={LEGEND_ID}
          {...press.handlers}
        />
      )}
    </div>
  );
}

function Chips({ state }: { state: WearerPanelState }): JSX.Element {
  return (
    <p class="chips">
      <span class={state.consent === "active" ? "chip yes" : "chip"}>{consentWords(state)}</span>
      <span class={state.inHours ? "chip yes" : "chip"}>{state.inHours ? "Within the hours" : "Outside the hours"}</span>
    </p>
  );
}

/** Every line has its place whether or not there is something to say, so that nothing moves under a hand. */
function Telling({ state, nowMs, reachable, failed }: Props & { failed: boolean }): JSX.Element {
  const standing = failed ? UNREACHED : (holdWords(state) ?? standingWords(state, nowMs));
  return (
    <>
      <p class="lamp-words" aria-live="polite">
        {reachable ? lampWords(state) : LAMP_UNHEARD}
      </p>
      <p class={failed ? "standing failed" : "standing"} aria-live="polite">
        {reachable ? standing : null}
      </p>
    </>
  );
}

/** The wearer's side, for trying it out: what the person who carries the device sees, and what their hand can do. */
export function WearerCard({ state, nowMs, reachable }: Props): JSX.Element {
  const hand = useHand();
  const playing = useFelt(state.felt);
  const [reading, setReading] = useState(false);
  const { notice } = state;
  const asked = notice?.asked === true;
  useEffect(() => {
    // Agreed: what is asked some other day is opened by hand again.
    if (!asked) setReading(false);
  }, [asked]);
  return (
    <aside class={reachable ? "wearer" : "wearer unheard"} aria-label="Simulated wearer">
      <header>
        <h2>In the wearer's hand</h2>
        <p class="simulated">Simulated</p>
        <p class="scene">{state.scene}</p>
      </header>
      <div class="device-row">
        <Device state={state} reachable={reachable} hand={hand} buzzing={playing !== null && playing.pulse !== null} />
        <Legend id={LEGEND_ID} />
      </div>
      <Chips state={state} />
      <Telling state={state} nowMs={nowMs} reachable={reachable} failed={hand.failed} />
      <FeltLine playing={playing} />
      <button
        type="button"
        class={asked ? "ask asked" : "ask"}
        disabled={!reachable || notice === null}
        onClick={() => setReading(true)}
      >
        Read what it is about
      </button>
      {reading && notice !== null && (
        <NoticeDialog notice={notice} reachable={reachable} act={hand.act} close={() => setReading(false)} />
      )}
      <Others state={state} nowMs={nowMs} reachable={reachable} act={hand.act} />
      <p class="colophon">
        This person and this town are made up. A console in service has no such side: only the wearer's own hand has.
      </p>
    </aside>
  );
}
