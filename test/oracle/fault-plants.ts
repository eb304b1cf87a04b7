import type { LampPattern } from "../../device/core/ports.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { SHORT_BODY } from "../../device/protocol/envelope.ts";
import type { Stage } from "../../simulator/scene/stage.ts";
import type { Never } from "../../simulator/watch/invariants.ts";
import type { SimStore } from "../../simulator/world/sim-store.ts";
import type { MixPlant } from "./fault-household.ts";
import { PLANTS } from "./hostile-plants.ts";

/** A bug, and the promise that it breaks. */
export interface PlantedBug {
  bug: string;
  plant: MixPlant;
  breaks: Never;
}

/** A board that answers what it was asked for, as if asking were lighting. */
function echoes({ house: { lamp } }: Stage): void {
  const { show, read } = lamp;
  let asked: LampPattern = "dark";
  lamp.show = (pattern) => {
    asked = pattern;
    show(pattern);
  };
  lamp.read = () => {
    read();
    return asked;
  };
}

/** Does it now, and to the store of every later start. */
function everyStore(stage: Stage, spoil: (store: SimStore) => void): void {
  const boot = stage.bootDevice.bind(stage);
  stage.bootDevice = () => {
    boot();
    spoil(stage.house.store);
  };
  spoil(stage.house.store);
}

/** A flash that says "done" to a key that moved on, and keeps the old one. */
function keepsOldKeys(stage: Stage): void {
  everyStore(stage, (store) => {
    const { replace } = store;
    store.replace = (name, bytes) => name.startsWith("pair") || replace(name, bytes);
  });
}

/** A flash that says "done" to the outbox and keeps nothing of it. */
function keepsNoOutbox(stage: Stage): void {
  everyStore(stage, (store) => {
    const { append, replace } = store;
    store.append = (name, bytes) => name.startsWith("outbox") || append(name, bytes);
    store.replace = (name, bytes) => name === "outbox" || replace(name, bytes);
  });
}

function forgetsNo({ house }: Stage): void {
  const { consent } = house.device.state;
  if (consent === null) return;
  consent.withdrawn = false;
  consent.objected = false;
  consent.deletionAsked = false;
}

function forgetsPause({ house }: Stage): void {
  const { consent, permission } = house.device.state;
  if (consent !== null) consent.pausedUntilS = 0;
  permission.pausedUpMs = null;
}

function forgetsHours({ house }: Stage): void {
  const { consent } = house.device.state;
  if (consent === null) return;
  consent.restMinutes = 0;
  for (const window of consent.schedule.windows) {
    window.days = 127;
    window.fromMinute = 0;
    window.toMinute = 1440;
  }
}

function forgetsTerms({ house }: Stage): void {
  const { consent, permission } = house.device.state;
  if (consent !== null) permission.notice = { fields: consent.fieldHashes, whole: consent.noticeHash };
}

function forgetsCalls({ house }: Stage): void {
  const { state } = house.device;
  state.alerts = [];
  state.outbox.waiting = state.outbox.waiting.filter(({ worth }) => worth !== "alert");
}

/** What the broker has taken counts as delivered. */
function believesBroker({ house }: Stage): void {
  const { outbox } = house.device.state;
  outbox.waiting = outbox.waiting.filter(({ sentUpMs }) => sentUpMs === null);
}

/** Frames are as long as what is in them. */
function longer({ house: { deviceLink } }: Stage): void {
  const publish = deviceLink.publish.bind(deviceLink);
  deviceLink.publish = (topic, payload) => publish(topic, new Uint8Array([...payload, payload.length]));
}

/** A cipher on a board whose memory turns a bit of a position over after its seal was computed. */
function turnsBits(cipher: Cipher): Cipher {
  return {
    ...cipher,
    seal: (body, nonce, key) => {
      const spoilt = body.slice();
      // The second byte of the latitude, in a fix alone.
      if (body.length === SHORT_BODY && body[0] === 1) spoilt[7] = (spoilt[7] as number) ^ 4;
      return cipher.seal(spoilt, nonce, key);
    },
  };
}

function moves({ house }: Stage): void {
  const { sky } = house;
  house.sky = (truth) => {
    const said = sky(truth);
    return said === null ? null : { ...said, latDeg: said.latDeg + 0.01 };
  };
}

function driverOf(name: string): MixPlant {
  const found = PLANTS.find((plant) => plant.name === name);
  if (found?.plant.openDriver === undefined) throw new Error(`there is no such plant any more: ${name}`);
  return { openDriver: found.plant.openDriver };
}

/** What the checks of sim/faults must find. */
export const BUGS: readonly PlantedBug[] = [
  { bug: "the lamp answers what it was asked", plant: { begin: echoes }, breaks: "a position without a lit lamp" },
  { bug: "the flash keeps an old key", plant: { begin: keepsOldKeys }, breaks: "one place of the chain used twice" },
  { bug: "the flash keeps no outbox", plant: { begin: keepsNoOutbox }, breaks: "a position lost" },
  { bug: "a no is forgotten", plant: { meanwhile: forgetsNo }, breaks: "a position after a no" },
  { bug: "a pause is forgotten", plant: { meanwhile: forgetsPause }, breaks: "a position without consent" },
  { bug: "the hours are forgotten", plant: { meanwhile: forgetsHours }, breaks: "a position outside the hours" },
  { bug: "changed terms are overlooked", plant: { meanwhile: forgetsTerms }, breaks: "a position without consent" },
  { bug: "a call is forgotten", plant: { meanwhile: forgetsCalls }, breaks: "a call for help lost" },
  { bug: "PUBACK counts as delivery", plant: { meanwhile: believesBroker }, breaks: "a position lost" },
  { bug: "frames of any length", plant: { begin: longer }, breaks: "a frame of another length" },
  { bug: "bits turn over between sealing and sending", plant: { cipher: turnsBits }, breaks: "words that no key opens" },
  { bug: "the serial driver moves every place", plant: { begin: moves }, breaks: "a position that nobody measured" },
  {
    bug: "acknowledged before it is stored",
    plant: driverOf("acknowledged before it is stored"),
    breaks: "an acknowledged position lost",
  },
  { bug: "the guardian keeps everything twice", plant: driverOf("no dedupe at the guardian"), breaks: "a position held twice" },
];
