import type { JSX } from "preact";
import type { DeviceView } from "../../../core/view.ts";
import { type Circumstances, isLive } from "../freshness.ts";

interface Props {
  devices: readonly DeviceView[];
  selected: string;
  now: Circumstances;
  choose(id: string): void;
}

/** Picks the device that the page speaks of. */
export function DeviceTabs({ devices, selected, now, choose }: Props): JSX.Element {
  return (
    <nav class="devices" aria-label="Devices">
      {devices.map((view) => (
        <button key={view.id} type="button" aria-pressed={view.id === selected} onClick={() => choose(view.id)}>
          <span class={isLive(view, now) ? "dot live" : "dot"} aria-hidden="true" />
          {view.label}
        </button>
      ))}
    </nav>
  );
}
