import type { JSX } from "preact";
import type { WearerAction, WearerPanelState } from "../../wearer-panel.ts";
import { cannotCall } from "./wearer-words.ts";

interface Props {
  state: WearerPanelState;
  nowMs: number;
  reachable: boolean;
  act(action: WearerAction): void;
}

/** What happens to a device without the wearer's hand, for trying it out. */
export function Others({ state, nowMs, reachable, act }: Props): JSX.Element {
  const refusal = cannotCall(state, nowMs);
  const lamp: [WearerAction, string] = state.lampBroken ? ["mend-lamp", "Mend the lamp"] : ["break-lamp", "Break the lamp"];
  const skip: [WearerAction, string] = state.inHours
    ? ["skip-to-closing", "Skip to closing"]
    : ["skip-to-opening", "Skip to opening"];
  const choices: [WearerAction, string, boolean][] = [
    [...lamp, true],
    [...skip, true],
    ["call-emergency", "Somebody calls an emergency", refusal === null && state.emergency === "none"],
    ["change-notice", "The service changes its notice", state.consent !== "notice-changed"],
  ];
  return (
    <section class="others" aria-label="What others do">
      <h3>What others do</h3>
      <div>
        {choices.map(([action, text, possible]) => (
          <button key={text} type="button" disabled={!reachable || !possible} onClick={() => act(action)}>
            {text}
          </button>
        ))}
      </div>
      <p class="refusal">{reachable ? refusal : null}</p>
    </section>
  );
}
