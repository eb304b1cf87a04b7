import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { WearerAction, WearerPanelState } from "../../wearer-panel.ts";
import { sendAction } from "../connection.ts";
import { DeviceDrawing } from "./device-drawing.tsx";
import { useHold } from "./use-hold.ts";
import { consentWords, LAMP_UNHEARD, lampWords } from "./wearer-words.ts";

interface Props {
  state: WearerPanelState;
  /** Without the server no hand reaches the device. */
  reachable: boolean;
}

function ActButton({ text, act, reachable }: { text: string; act: () => void; reachable: boolean }): JSX.Element {
  return (
    <button type="button" onClick={act} disabled={!reachable}>
      {text}
    </button>
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

/** The wearer's side, for trying it out: what the person who carries the device sees, and what their hand can do. */
export function WearerCard({ state, reachable }: Props): JSX.Element {
  const [failed, setFailed] = useState(false);
  const act = (action: WearerAction): void => {
    sendAction(action).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  const agreed = state.consent === "active";
  const hold = useHold(() => act(agreed ? "withdraw" : "grant"));
  return (
    <aside class={reachable ? "wearer" : "wearer unheard"} aria-label="Simulated wearer">
      <header>
        <p class="simulated">Simulated wearer</p>
        <h2>In the wearer's hand</h2>
        <p class="scene">{state.scene}</p>
      </header>
      <div class="device-frame">
        <DeviceDrawing state={reachable ? state : { ...state, lamp: null }} holding={hold.holding} />
        {reachable && <div class="device-press" aria-hidden="true" {...hold.handlers} />}
      </div>
      <p class="lamp-words" aria-live="polite">
        {reachable ? lampWords(state) : LAMP_UNHEARD}
      </p>
      {reachable && <Chips state={state} />}
      <div class="hand">
        {agreed ? (
          <button type="button" class={hold.holding ? "hold holding" : "hold"} disabled={!reachable} {...hold.handlers}>
            <span>Hold 2 s to withdraw consent</span>
          </button>
        ) : (
          <button type="button" class="grant" disabled={!reachable} onClick={() => act("grant")}>
            {state.consent === "none" ? "Give consent" : "Give consent again"}
          </button>
        )}
        {state.lampBroken ? (
          <ActButton text="Mend the lamp" act={() => act("mend-lamp")} reachable={reachable} />
        ) : (
          <ActButton text="Break the lamp" act={() => act("break-lamp")} reachable={reachable} />
        )}
        {state.inHours ? (
          <ActButton text="Skip to closing" act={() => act("skip-to-closing")} reachable={reachable} />
        ) : (
          <ActButton text="Skip to opening" act={() => act("skip-to-opening")} reachable={reachable} />
        )}
      </div>
      {failed && <p class="note urgent">The device was not reached. Try again.</p>}
      <p class="colophon">
        This person and this town are made up. A console in service has no such side: only the wearer's own hand has.
      </p>
    </aside>
  );
}
