import { openJournal } from "../../device/core/journal.ts";
import type { Store } from "../../device/core/ports.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { readFrame } from "../../simulator/gate/guardians.ts";
import { quickCipher } from "../../simulator/gate/quick-cipher.ts";
import { type FlashShape, type SimFlash, simFlash } from "../../simulator/world/sim-flash.ts";
import { integer, pick, type Random, random } from "../random.ts";
import { makeSurroundings, PowerDevice, pairDevice, type Surroundings, type Tamper } from "./power-device.ts";
import type { TamperFlash } from "./power-run.ts";

export interface ReuseTally {
  boots: number;
  cuts: number;
  rollbacks: number;
  seals: number;
  published: number;
  /** Frames under an epoch and number that a frame with another body had before the flash was rolled back. */
  repeatedPlaces: number;
  wrong: string[];
}

export function makeReuseTally(): ReuseTally {
  return { boots: 0, cuts: 0, rollbacks: 0, seals: 0, published: 0, repeatedPlaces: 0, wrong: [] };
}

export interface LifePlan {
  seed: number;
  boots: number;
  /** Whether somebody puts older images back onto the flash. */
  rollbacks: boolean;
  tamper: Tamper;
  tamperFlash: TamperFlash;
  tamperCipher: (cipher: Cipher) => Cipher;
}

const SHAPE: FlashShape = { pageBytes: 1024, pages: 40 };
const KEPT_IMAGES = 24;
const MOST_WRONG = 20;

/** The power is gone: what the firmware would have done next does not happen. */
class PowerGone extends Error {}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

/** Looks at every seal: one key and one IV belong to one body. */
function watched(cipher: Cipher, tally: ReuseTally, bodies: Map<string, string>): Cipher {
  return {
    hmac: cipher.hmac,
    open: cipher.open,
    seal: (body, nonce, key) => {
      const place = hex(key) + hex(nonce);
      const before = bodies.get(place);
      tally.seals += 1;
      if (before !== undefined && before !== hex(body) && tally.wrong.length < MOST_WRONG) {
        tally.wrong.push("one key and IV sealed two bodies");
      }
      bodies.set(place, hex(body));
      return cipher.seal(body, nonce, key);
    },
  };
}

function untilCut(store: Store, flash: SimFlash): Store {
  function alive<T>(answer: T): T {
    if (flash.isCut()) throw new PowerGone();
    return answer;
  }
  return {
    load: (name) => alive(store.load(name)),
    replace: (name, bytes) => alive(store.replace(name, bytes)),
    append: (name, bytes) => alive(store.append(name, bytes)),
    erase: (name) => alive(store.erase(name)),
  };
}

/** What one boot does until its power goes. */
function live(around: Surroundings, flash: SimFlash, chance: Random, plan: LifePlan): void {
  const store = untilCut(openJournal(plan.tamperFlash(flash)), flash);
  if (flash.isCut()) return;
  try {
    const device = new PowerDevice(around, store, plan.tamper, () => flash.isCut());
    if (device.running.state.consent === null) device.accept({ intervalS: 0 });
    device.setLink(true);
    for (let i = integer(chance, 3); i >= 0; i--) {
      device.pass(500);
      device.fix();
      device.acknowledge(integer(chance, 40));
      if (integer(chance, 40) === 0) device.running.safe();
    }
    device.stop();
  } catch (error) {
    if (!(error instanceof PowerGone)) throw error;
  }
}

/** Frames that left under an epoch and number that another one had. Without rollbacks there is none. */
function judgePlaces(tally: ReuseTally, around: Surroundings, places: Map<string, string>, rolledBack: boolean): void {
  for (const frame of around.published.splice(0)) {
    tally.published += 1;
    const read = readFrame(quickCipher, around.guardians, frame);
    if (read === null) continue;
    const place = `${read.slot}/${read.epoch}/${read.number}`;
    const before = places.get(place);
    places.set(place, hex(frame));
    if (before === undefined || before === hex(frame)) continue;
    tally.repeatedPlaces += 1;
    if (!rolledBack && tally.wrong.length < MOST_WRONG) tally.wrong.push("two frames left under one epoch and number");
  }
}

/** One pairing, and so many boots after it with power cuts anywhere. */
export function liveOn(tally: ReuseTally, plan: LifePlan): void {
  const chance = random(plan.seed);
  const bodies = new Map<string, string>();
  const places = new Map<string, string>();
  const around = makeSurroundings(watched(plan.tamperCipher(quickCipher), tally, bodies));
  const first = simFlash(SHAPE);
  if (!pairDevice(openJournal(plan.tamperFlash(first)), quickCipher, true)) throw new Error("The pairing found no room.");
  let image = first.image();
  const images = [image];
  for (let i = 0; i < plan.boots; i++) {
    const flash = simFlash(SHAPE, image);
    const cut = integer(chance, 10) > 0;
    if (cut) flash.cutAt(integer(chance, 48), integer(chance, 180), chance() < 0.5 ? "in order" : "scattered");
    live(around, flash, chance, plan);
    tally.boots += 1;
    if (flash.isCut()) tally.cuts += 1;
    judgePlaces(tally, around, places, plan.rollbacks);
    image = flash.image();
    images.push(image);
    if (images.length > KEPT_IMAGES) images.shift();
    if (plan.rollbacks && integer(chance, 8) === 0) {
      image = pick(chance, images);
      tally.rollbacks += 1;
    }
    around.utcMs += integer(chance, 20_000);
    around.upMs += 1000;
  }
}
