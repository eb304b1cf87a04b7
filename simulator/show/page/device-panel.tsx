import type { JSX } from "preact";
import { DeviceDrawing } from "../../../guardian/web/page/wearer/device-drawing.tsx";
import { Legend } from "../../../guardian/web/page/wearer/legend.tsx";
import { usePress } from "../../../guardian/web/page/wearer/use-press.ts";
import type { DeviceSide } from "../view.ts";
import type { Request } from "./use-show.ts";

interface Props {
  device: DeviceSide;
  act(request: Request): void;
  reachable: boolean;
}

const LEGEND_ID = "button-legend";
const LAMP: Record<DeviceSide["lamp"], string> = {
  recording: "A steady light: it records.",
  silent: "A short flash: it is on and records nothing.",
  announced: "Quick flashes: an emergency is announced.",
  panic: "Two flashes: a call for help goes out.",
  fault: "Fault: it cannot store.",
  dark: "The lamp is dark.",
};

function isBuzzing({ felt }: DeviceSide): boolean {
  if (felt === null) return false;
  let endMs = 0;
  for (const [i, ms] of felt.pulsesMs.entries()) {
    endMs += ms;
    if (felt.agoMs < endMs) return i % 2 === 0;
  }
  return false;
}

function Facts({ device }: { device: DeviceSide }): JSX.Element {
  const { batteryPercent, linkUp, receiverOpen, waiting } = device;
  const rows = [
    ["Battery", batteryPercent === null ? "not known" : `${batteryPercent} %`],
    ["Receiver", receiverOpen ? "listened to" : "off"],
    ["Broker", linkUp ? "connected" : "not connected"],
    ["Waiting to be acknowledged", String(waiting)],
  ];
  return (
    <dl class="rows">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The device as its wearer sees it, with the button that is really pressed. */
export function DevicePanel({ device, act, reachable }: Props): JSX.Element {
  const press = usePress((action) => act({ ask: "press", down: action === "press" }), reachable);
  const lamp = device.powered ? device.lamp : "dark";
  const pressed = press.pressed || device.buttonDown;
  return (
    <section class="card device-card" aria-label="The device">
      <h2>The device</h2>
      <div class="device-row">
        <div class="device-frame">
          <DeviceDrawing state={{ lamp, lampBroken: device.lampBroken }} pressed={pressed} buzzing={isBuzzing(device)} />
          <button
            type="button"
            class="device-press"
            aria-label="The wearer's button"
            aria-describedby={LEGEND_ID}
            {...press.handlers}
          />
        </div>
        <Legend id={LEGEND_ID} />
      </div>
      <p class="small">While the button is held, time runs as it does for you.</p>
      <p class={device.refusal === null ? "gate open" : "gate"} role="status">
        {device.sentence}
      </p>
      <p class="lamp-said">{LAMP[lamp]}</p>
      <Facts device={device} />
    </section>
  );
}
