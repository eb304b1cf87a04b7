import type { Change, DeviceView, StoredFix } from "../../core/view.ts";
import type { Message } from "../messages.ts";
import type { WearerPanelState } from "../wearer-panel.ts";
import { addToTrail } from "./trail.ts";

/** "refused": the server answers but the token of this page is of an earlier start. */
export type Hearing = "connecting" | "heard" | "lost" | "refused";

/** All that the page knows. Replaced, never changed. */
export interface Model {
  hearing: Hearing;
  linkUp: boolean;
  devices: readonly DeviceView[];
  /** By device id, oldest first. */
  trails: Readonly<Record<string, readonly StoredFix[]>>;
  wearer: WearerPanelState | null;
}

export const EMPTY: Model = { hearing: "connecting", linkUp: true, devices: [], trails: {}, wearer: null };

function withDevice(devices: readonly DeviceView[], view: DeviceView): DeviceView[] {
  const known = devices.some((device) => device.id === view.id);
  return known ? devices.map((device) => (device.id === view.id ? view : device)) : [...devices, view];
}

/** Puts fixes into a device's trail, wherever in time they belong. */
export function withFixes(model: Model, deviceId: string, fixes: readonly StoredFix[]): Model {
  const before = Object.hasOwn(model.trails, deviceId) ? (model.trails[deviceId] ?? []) : [];
  return { ...model, trails: { ...model.trails, [deviceId]: addToTrail(before, fixes) } };
}

function newest(view: DeviceView, stored: StoredFix): StoredFix {
  return view.lastFix === null || stored.fix.timeS >= view.lastFix.fix.timeS ? stored : view.lastFix;
}

function without(model: Model, deviceId: string): Model {
  const trails = Object.fromEntries(Object.entries(model.trails).filter(([id]) => id !== deviceId));
  return { ...model, devices: model.devices.filter((view) => view.id !== deviceId), trails };
}

function applyChange(model: Model, change: Change): Model {
  switch (change.kind) {
    case "device":
      return { ...model, devices: withDevice(model.devices, change.view) };
    case "gone":
      return without(model, change.deviceId);
    case "link":
      return { ...model, linkUp: change.up };
    case "fix": {
      const { deviceId, stored } = change;
      const devices = model.devices.map((view) => (view.id === deviceId ? { ...view, lastFix: newest(view, stored) } : view));
      return withFixes({ ...model, devices }, deviceId, [stored]);
    }
  }
}

/** What the page knows after a message of the server. */
export function apply(model: Model, message: Message): Model {
  const heard: Model = model.hearing === "heard" ? model : { ...model, hearing: "heard" };
  switch (message.kind) {
    case "state":
      return { ...heard, linkUp: message.linkUp, devices: message.devices, wearer: message.wearer };
    case "change":
      return applyChange(heard, message.change);
    case "wearer":
      return { ...heard, wearer: message.wearer };
    case "tick":
      return heard;
  }
}
