import { expect, it } from "vitest";
import { openJournal } from "../../../device/core/journal.ts";
import { readFrame } from "../../../simulator/gate/guardians.ts";
import { quickCipher } from "../../../simulator/gate/quick-cipher.ts";
import { simFlash } from "../../../simulator/world/sim-flash.ts";
import { makeSurroundings, PowerDevice, pairDevice } from "../../oracle/power-device.ts";
import { SHAPE } from "../../oracle/power-run.ts";

it("P16 no frame leaves under an epoch that is not stored, when the records of both guardians fail in one step", () => {
  const store = openJournal(simFlash(SHAPE));
  pairDevice(store, quickCipher, true);
  const around = makeSurroundings(quickCipher);
  let failing = false;
  let tried = 0;
  const device = new PowerDevice(around, {
    ...store,
    replace: (name, bytes) => {
      if (!failing || !name.startsWith("pair-")) return store.replace(name, bytes);
      tried += 1;
      return false;
    },
  });
  device.accept({ intervalS: 60 });
  device.setLink(true);
  device.fix();
  const before = around.published.length;
  expect(before).toBeGreaterThan(0);
  const stored = device.running.state.pairs.map((pair) => pair.epoch);
  failing = true;
  for (let minute = 0; minute < 60; minute++) {
    device.pass(60_000);
    device.fix();
  }
  // The device tried new epochs, which is what might leave, and went back to the ones that are stored.
  expect(tried).toBeGreaterThan(10);
  expect(device.running.state.pairs.map((pair) => pair.epoch)).toEqual(stored);
  for (const frame of around.published.slice(before)) {
    const read = readFrame(quickCipher, around.guardians, frame);
    expect(read?.epoch).toBeLessThanOrEqual(stored[read?.slot ?? 0] as number);
  }
});
