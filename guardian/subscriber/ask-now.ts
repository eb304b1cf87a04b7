import type { ActName } from "../../device/protocol/command.ts";
import { consentHeard } from "../core/asking.ts";
import type { LinkState } from "../core/explain.ts";
import type { AskedOrNot, PageAct } from "../core/view.ts";
import { whyNotAsk } from "../core/why-not-ask.ts";
import { failed } from "../store/failure.ts";
import type { Store } from "../store/store.ts";
import { ASKED_KEPT, askedView, type DeviceState, viewOf } from "./device-state.ts";

/**
 * Queues what the page asks for, unless it could only be refused: nothing would come of it but a line in the list. The
 * device decides all the same. A device of null is one that this console does not have.
 */
export function askNow(store: Store, device: DeviceState | null, link: LinkState, act: PageAct, nowMs: number): AskedOrNot {
  if (device === null) return { ok: false, reason: "no-device", sentence: failed("no-device").sentence };
  const { explanation, asked } = viewOf(device, link, nowMs);
  const why = whyNotAsk(explanation, asked, nowMs);
  if (why !== null) return { ok: false, reason: "not-now", sentence: why };
  return queue(store, device, act, 0, nowMs);
}

function queue(store: Store, device: DeviceState, act: ActName, value: number, nowMs: number): AskedOrNot {
  const done = store.ask(device.pair.id, { act, value, consent: consentHeard(device.hearing) ?? 0 }, nowMs);
  if (!done.ok) return { ok: false, reason: "failed", sentence: done.sentence };
  device.asked = [done.value, ...device.asked].slice(0, ASKED_KEPT);
  return { ok: true, asked: askedView(done.value) };
}

const NO_INCIDENT = "The device told of no such incident, or it is more than fourteen days ago.";

/** Answers one incident: the wearer feels it, and the other guardians are told. A second answer is no harm. */
export function answerNow(store: Store, device: DeviceState | null, incident: number, nowMs: number): AskedOrNot {
  if (device === null) return { ok: false, reason: "no-device", sentence: failed("no-device").sentence };
  if (!device.incidents.some((one) => one.incident === incident)) return { ok: false, reason: "not-now", sentence: NO_INCIDENT };
  const done = queue(store, device, "panic-ack", incident, nowMs);
  if (done.ok) device.answered = [{ incident, askedMs: nowMs }, ...device.answered];
  return done;
}
