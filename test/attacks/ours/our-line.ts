import { brokerOf } from "../../../device/node/pairing.ts";
import { Household } from "../../../simulator/world/household.ts";
import { toyCipher } from "../../toy-cipher.ts";
import { bytesOf, type Facts, type Heard, type Target } from "../target.ts";
import { firmwareListens } from "./capabilities.ts";

/** Monday 9 March 2026, 08:00 in Athens. */
export const START_MS = Date.UTC(2026, 2, 9, 6, 0);
const LATEST_S = 30;
const SERVER = "mqtts://broker.example:8883";

/** Our own firmware, line and console between simulated ports: what an attacker finds in place of the naive watch. */
export class OurLine implements Target {
  readonly house: Household;

  /** @param agreed false: nobody has agreed to anything. */
  constructor(agreed = true, startMs = START_MS) {
    this.house = new Household({
      cipher: toyCipher,
      startMs,
      sms: { numbers: [{ slot: 0, clear: true }], afterS: 60, perDay: 20, positionsEveryS: null },
      terms: {
        controller: "A guardian, Street 1, Town",
        purpose: "to be found",
        timeZone: "Europe/Athens",
        hours: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "07:00", to: "20:00" }],
        intervalS: 5,
        decimals: 5,
        months: 12,
      },
    });
    const account = { url: SERVER, username: "device", password: "only for this test" };
    this.house.store.replace("broker", bytesOf(JSON.stringify(account)));
    if (agreed) this.house.agree();
  }

  live(seconds: number): void {
    this.house.pass(seconds);
  }

  overheard(): readonly Heard[] {
    return this.house.overheard;
  }

  /** The broker, both directions; the receiver's cable; and the modem, however it hands a text message on. */
  tell(words: Uint8Array): void {
    const topics = new Set([...this.house.overheard.map(({ topic }) => topic), ...this.house.deviceLink.asked()]);
    const padded = new Uint8Array(64);
    padded.set(words.subarray(0, 63), 1);
    padded[0] = 1;
    for (const topic of topics) for (const what of [words, padded]) this.house.deviceLink.force(topic, what);
    for (const pushes of ["as-asked", "pdu", "text"] as const) this.text(new TextDecoder().decode(words), pushes);
    this.house.receiver.feed(words);
    this.house.receiver.feed(bytesOf(`${new TextDecoder().decode(words)}\r\n`));
  }

  private text(text: string, pushes: "as-asked" | "pdu" | "text"): void {
    const { modem } = this.house;
    if (modem === null) return;
    modem.mood.pushes = pushes;
    modem.emulator.deliver("15550199", text);
    modem.line.feed(bytesOf(`\r\n${text}\r\n`));
    modem.mood.pushes = "as-asked";
  }

  publish(topic: string, payload: Uint8Array): void {
    this.house.broker.inject(topic, payload);
    this.house.guardianLink.force(topic, payload);
    this.house.deviceLink.force(topic, payload);
  }

  facts(): Facts {
    const { house } = this;
    const { state } = house.device;
    const trail = house.guardianStore.trail("simulated", 0, 100_000).map(({ fix }) => fix);
    const last = trail.at(-1);
    const lastUpMs = state.lastPermittedUpMs;
    return {
      tracks: lastUpMs !== null && house.clock.upMs() - lastUpMs < LATEST_S * 1000,
      lamp: house.lamp.seen() === "recording",
      listens: firmwareListens(),
      off: !house.deviceLink.isUp(),
      server: brokerOf(house.store)?.url ?? "",
      parents: state.pairs.length,
      shownToWearer: JSON.stringify([house.reminders, house.haptic.played().length, house.lamp.seen()]),
      onMap: last === undefined ? null : { latDeg: last.latE7 / 1e7, lonDeg: last.lonE7 / 1e7 },
      held: trail.length,
    };
  }

  places(): number[] {
    const trail = this.house.guardianStore.trail("simulated", 0, 100_000);
    return trail.slice(0, 8).flatMap(({ fix }) => [fix.latE7 / 1e7, fix.lonE7 / 1e7]);
  }
}
