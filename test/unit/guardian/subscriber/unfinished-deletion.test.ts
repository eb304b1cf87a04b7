import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { openStore } from "../../../../guardian/store/store.ts";
import { openConsole } from "../../../../guardian/subscriber/console.ts";
import { RETRY_MS } from "../../../../guardian/subscriber/deletions.ts";
import { takeInAll } from "../../../../guardian/subscriber/intake.ts";
import type { RunningConsole } from "../../../../guardian/subscriber/running-console.ts";
import { CONSOLE_KEY, PAIR_ID, pairedStore, START_MS, START_S, scratch } from "../../../oracle/guardian-store.ts";
import { busyDriver } from "../../../oracle/trying-drivers.ts";

describe("R-34 a deletion that a crash kept from being finished", () => {
  let place: ReturnType<typeof scratch>;
  beforeEach(() => {
    place = scratch();
  });
  afterEach(() => place.clear());

  test("is finished by the console itself, at its start or within a minute, and said to have been", async () => {
    const file = place.file("console.db");
    const made = pairedStore(file);
    made.store.close();
    let busy = true;
    let nowMs = START_MS;
    const store = openStore(file, CONSOLE_KEY, guardianCipher, (name) => busyDriver(name, () => busy));
    if (!store.ok) throw new Error(store.sentence);
    const asked = made.device.status(START_S, { silence: "deletion-asked" });
    takeInAll(guardianCipher, store.value, [{ device: made.state, frame: asked.frame }], nowMs);

    // Nobody listens at this port; the console keeps trying, and does its own work meanwhile.
    const broker = { url: "mqtt://127.0.0.1:1", username: "x", password: null, caFile: null, allowPlain: false };
    const troubles: string[] = [];
    const opened = await openConsole({
      store: store.value,
      cipher: guardianCipher,
      broker,
      nowMs: () => nowMs,
      after: () => () => undefined,
      onTrouble: (sentence) => void troubles.push(sentence),
    });
    if (!opened.ok) throw new Error(opened.sentence);
    const console: RunningConsole = opened.value;
    const told: (number | null | undefined)[] = [];
    console.onChange((change) => void (change.kind === "device" && told.push(change.view.deletion?.doneMs)));
    const doneMs = () => console.devices().find(({ id }) => id === PAIR_ID)?.deletion?.doneMs;
    expect(doneMs()).toBeNull();
    expect(troubles).toEqual([expect.stringMatching(/Another program holds/)]);
    busy = false;
    nowMs += RETRY_MS - 1;
    console.tick();
    expect(doneMs()).toBeNull();
    nowMs += 1;
    console.tick();
    expect(doneMs()).toBe(nowMs);
    expect(told).toContain(nowMs);
    await console.close();
    store.value.close();
  });
});
