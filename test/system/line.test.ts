import { afterEach, describe, expect, it } from "vitest";
import type { StoredFix } from "../../guardian/core/view.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { pageOf } from "./page-client.ts";
import { pause, until } from "./processes.ts";
import { makeRealLine, type RealLine } from "./real-line.ts";
import { FROM, truthAt } from "./track.ts";
import { countWhole } from "./whole.ts";

const PER_SECOND = truthAt(1).latDeg - truthAt(0).latDeg;
/** NMEA carries a ten-thousandth or better of a minute; the consent's six places of a degree round once more. */
const ROUNDING_DEG = 2.5e-6;

let line: RealLine | null = null;
afterEach(async () => {
  await line?.close();
  line = null;
}, 30_000);

async function startAll(made: RealLine): Promise<RealLine> {
  line = made;
  await made.startBroker();
  await made.startConsole();
  await made.startReceiver();
  made.startDevice();
  await until("the first fixes reach the guardian", () => made.trail().length >= 3);
  return made;
}

/** Every fix lies on the track at its own time, whatever moment of it the replay was moved to. */
function expectOnTrack(trail: StoredFix[]): void {
  const first = trail[0]?.fix;
  for (const { fix } of trail) {
    const along = (fix.timeS - (first?.timeS ?? 0)) * PER_SECOND;
    expect(Math.abs(fix.latE7 / 1e7 - (first?.latE7 ?? 0) / 1e7 - along)).toBeLessThan(2 * ROUNDING_DEG);
    expect(Math.abs(fix.latE7 / 1e7 - FROM.latDeg - (fix.lonE7 / 1e7 - FROM.lonDeg))).toBeLessThan(2 * ROUNDING_DEG);
  }
}

const BROKERS = [
  { broker: "embedded" as const, programs: [] },
  { broker: "mosquitto" as const, programs: ["mosquitto"] },
];

for (const { broker, programs } of BROKERS) {
  describe(`the line on the ${broker} broker`, () => {
    it.runIf(havePrograms(...programs))(
      programTitle(
        "R-01 R-02 carries every position from the serial port to the guardian's page, through every kill",
        ...programs,
      ),
      async () => {
        const made = await startAll(await makeRealLine({ broker }));
        const page = await pageOf(made.pageUrl());
        await until("the page tells of a live device", async () => (await page.explanation()) === "tracking");
        await made.killBroker();
        await pause(4000);
        await made.startBroker();
        await pause(3000);
        await made.killDevice();
        made.startDevice();
        await pause(3000);
        await made.killConsole();
        await pause(3000);
        await made.killDevice();
        made.startDevice();
        await made.startConsole();
        await pause(3000);
        const { sent, lost, doubled } = await countWhole(made);
        expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
        expect(sent).toBeGreaterThan(10);
        expectOnTrack(made.trail());
        expect(made.said()).not.toMatch(/39\.4\d|22\.76/);
      },
      150_000,
    );
  });
}

describe("the line", () => {
  it("R-18 stops when the lamp does not answer, and the page says that it is the lamp", async () => {
    const made = await startAll(await makeRealLine({ broker: "embedded" }));
    const page = await pageOf(made.pageUrl());
    made.setLamp(false);
    await until("the page says that the lamp is not confirmed", async () => (await page.explanation()) === "lamp-unconfirmed");
    const last = made.trail().at(-1)?.fix.sequence;
    await pause(3000);
    expect(made.trail().at(-1)?.fix.sequence).toBe(last);
    made.setLamp(true);
    await until("fixes pass again", () => (made.trail().at(-1)?.fix.sequence ?? 0) > (last ?? 0));
  });

  it("R-14 stops when the wearer withdraws, and the page says so", async () => {
    const made = await startAll(await makeRealLine({ broker: "embedded" }));
    const page = await pageOf(made.pageUrl());
    await made.withdraw();
    const last = made.outbox().sequence;
    await until("the page says that consent was withdrawn", async () => (await page.explanation()) === "withdrawn");
    await pause(3000);
    expect(made.outbox().sequence).toBe(last);
  });

  it("R-21 is silent outside the agreed hours, and the page says so", async () => {
    const hour = new Date().getUTCHours();
    const text = (at: number): string => `${String((at + 24) % 24).padStart(2, "0")}:00`;
    // Agreed hours that closed before now and open only hours from now.
    line = await makeRealLine({ broker: "embedded", hours: { from: text(hour + 4), to: text(hour + 5) } });
    await line.startBroker();
    await line.startConsole();
    await line.startReceiver();
    line.startDevice();
    const page = await pageOf(line.pageUrl());
    await until("the page says that it is outside the hours", async () => (await page.explanation()) === "outside-hours");
    expect(line.trail()).toEqual([]);
  });
});
