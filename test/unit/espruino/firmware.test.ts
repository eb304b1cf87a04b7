import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { encodeConsent } from "../../../device/core/consent.ts";
import { loadAccount } from "../../../device/espruino/account.ts";
import { espruinoCipher } from "../../../device/espruino/cipher.ts";
import { confirmButton } from "../../../device/espruino/confirm-button.ts";
import { chipFirmware, type Desk } from "../../../device/espruino/firmware.ts";
import { INJECTED_BYTES } from "../../../device/espruino/inject.ts";
import { simButton } from "../../../simulator/world/sim-button.ts";
import { simClock } from "../../../simulator/world/sim-clock.ts";
import { type SimFlash, simFlash } from "../../../simulator/world/sim-flash.ts";
import { simHaptic } from "../../../simulator/world/sim-haptic.ts";
import { simLamp } from "../../../simulator/world/sim-lamp.ts";
import { simBroker } from "../../../simulator/world/sim-link.ts";
import { simReceiver } from "../../../simulator/world/sim-receiver.ts";
import { simStore } from "../../../simulator/world/sim-store.ts";
import { BEGAN_MS, consentNow } from "../../oracle/withdrawal-stand.ts";
import { bytes, random } from "../../random.ts";

const cipher = espruinoCipher((of) => new Uint8Array(createHash("sha256").update(of).digest()));
const SHAPE = { pageBytes: 4096, pages: 16 };
const ACCOUNT = { host: "broker.example", port: 1883, username: "device", password: "a password" };
const CONSENT = encodeConsent(consentNow({ guardians: 1 }));

function desk(flash: SimFlash): { desk: Desk; press(): void; pass(ms: number): void } {
  const clock = simClock(BEGAN_MS);
  const finger = simButton();
  const started = chipFirmware({
    cipher,
    flash,
    clock,
    receiver: simReceiver(clock),
    lamp: simLamp(),
    button: confirmButton(finger, clock.upMs),
    haptic: simHaptic(clock),
    battery: { percent: () => 60 },
    link: () => simBroker(clock).link(),
    builtMs: BEGAN_MS - 86_400_000,
    say: () => undefined,
  });
  return {
    desk: started,
    press() {
      finger.press();
      finger.release();
    },
    pass(ms) {
      clock.advance(ms);
      started.tick();
    },
  };
}

function paired(): SimFlash {
  const flash = simFlash(SHAPE);
  const { desk: first } = desk(flash);
  expect(first.pair(bytes(random(1), INJECTED_BYTES))).toContain("Paired in slot 0");
  expect(first.account(ACCOUNT)).toContain("runs");
  first.running()?.stop();
  return simFlash(SHAPE, flash.image());
}

test("R-40: a board that was never paired does nothing but wait for the desk", () => {
  const { desk: waiting } = desk(simFlash(SHAPE));
  expect(waiting.running()).toBeNull();
  expect(waiting.propose(CONSENT)).toBe("Pair the device first.");
});

test("R-16: a consent that the desk proposes counts only when the wearer presses the button", () => {
  const { desk: started, press, pass } = desk(paired());
  expect(started.running()?.state.pairs).toHaveLength(1);
  expect(started.propose(CONSENT)).toContain("one press");
  pass(1000);
  expect(started.running()?.state.consent).toBeNull();
  press();
  expect(started.running()?.state.consent?.withdrawn).toBe(false);
});

test("R-16: no answer within the minute is a no, and a press later says nothing", () => {
  const { desk: started, press, pass } = desk(paired());
  started.propose(CONSENT);
  pass(61_000);
  press();
  expect(started.running()?.state.consent).toBeNull();
});

test("what the desk sends that is no consent asks nothing of the wearer", () => {
  const { desk: started, press } = desk(paired());
  expect(started.propose(new Uint8Array(12))).toContain("no consent");
  press();
  expect(started.running()?.state.consent).toBeNull();
});

test("an account with a line break in it is not kept, and rotten bytes are none", () => {
  const { desk: started } = desk(simFlash(SHAPE));
  expect(started.account({ ...ACCOUNT, username: "a\nb" })).toContain("could not be kept");
  const store = simStore();
  store.replace("broker", new Uint8Array(40).fill(10));
  expect(loadAccount(store)).toBeNull();
});
