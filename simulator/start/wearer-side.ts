import type { WearerAction, WearerPanel, WearerPanelState } from "../../guardian/web/wearer-panel.ts";
import type { SimButton } from "../world/sim-button.ts";
import type { DemoLamp } from "./demo-lamp.ts";
import type { DeviceSide } from "./device-side.ts";
import type { FeltHaptic } from "./felt-haptic.ts";
import { type HeldButton, heldButton } from "./held-button.ts";
import { type Scene, sceneLine, skipToClosing, skipToOpening } from "./scene.ts";
import { SCHOOL_ZONE } from "./school-day.ts";
import { permissionOf } from "./wearer-state.ts";

/** What the panel needs of the demonstration. */
export interface Stage extends Scene {
  lamp: DemoLamp;
  button: SimButton;
  haptic: FeltHaptic;
  device: () => DeviceSide | null;
  town: unknown;
}

export interface WearerSide extends WearerPanel {
  /** Tells the pages if there is anything new. To be called often. */
  poll(): void;
}

function stateOf(stage: Stage, button: HeldButton): WearerPanelState {
  const device = stage.device();
  return {
    lamp: stage.lamp.shown(),
    lampBroken: stage.lamp.broken,
    buttonDown: button.isDown(),
    felt: stage.haptic.felt(),
    ...permissionOf(device?.running ?? null, device?.notice() ?? null, stage.clock),
    timeZone: SCHOOL_ZONE,
    scene: sceneLine(stage),
  };
}

function actionsOf(stage: Stage, button: HeldButton): Record<WearerAction, () => void> {
  return {
    press: button.press,
    release: button.release,
    "turn-page": () => stage.device()?.notice().turn(),
    decline: () => stage.device()?.notice().putAway(),
    grant: () => stage.device()?.agree(),
    "break-lamp": () => {
      stage.lamp.broken = true;
    },
    "mend-lamp": () => {
      stage.lamp.broken = false;
    },
    "skip-to-closing": () => skipToClosing(stage),
    "skip-to-opening": () => skipToOpening(stage),
    "call-emergency": () => stage.device()?.running.call("parent", "missing"),
    "change-notice": () => stage.device()?.changeNotice(),
  };
}

/** The hand on the simulated device, and what others do to it. */
export function wearerSide(stage: Stage): WearerSide {
  const listeners = new Set<() => void>();
  let told = "";
  const button = heldButton(stage.button, stage.clock, () => poll());
  const actions = actionsOf(stage, button);
  function poll(): void {
    const state = JSON.stringify(stateOf(stage, button));
    if (state === told) return;
    told = state;
    for (const listener of listeners) listener();
  }
  return {
    poll,
    state: () => stateOf(stage, button),
    act(action) {
      actions[action]();
      poll();
    },
    pageLeft() {
      // Whose hand it was cannot be told; letting go too early does less than holding on.
      button.release();
      poll();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    town: () => stage.town,
  };
}
