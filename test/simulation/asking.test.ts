import { describe, expect, it } from "vitest";
import { Household } from "../../simulator/world/household.ts";
import { integer, random } from "../random.ts";
import { toyCipher } from "../toy-cipher.ts";
import { explanation, family, START_MS, TERMS, trail } from "./family.ts";

/** A family whose guardian hears the device, and therefore knows the consent. */
function tracked(): Household {
  const house = family();
  house.agree();
  house.pass(60);
  return house;
}

/** How what was asked fared, newest first. */
const results = (house: Household) => house.guardian.asked().map(({ act, result }) => [act, result]);

describe("P29 what a guardian asks", () => {
  it("is answered, and the answer is acknowledged: nothing goes on waiting on either side", () => {
    const house = tracked();
    house.guardian.ask("ping");
    house.pass(5);
    expect(results(house)).toEqual([["ping", "done"]]);
    house.pass(60);
    expect(house.device.state.outbox.waiting).toEqual([]);
  });

  it("for the position brings one, and the device feels it once, however often the network doubles the question", () => {
    const house = tracked();
    house.broker.setFate(() => ({ copies: 3, delayMs: 200 }));
    house.guardian.ask("locate-now");
    house.pass(30);
    expect(results(house)).toEqual([["locate-now", "done"]]);
    expect(house.device.state.locatedUpMs).toHaveLength(1);
  });

  it("one after the other reaches the device in that order, each once", () => {
    const house = tracked();
    house.guardian.ask("ping");
    house.guardian.ask("set-interval", 30);
    house.guardian.ask("set-precision", 3);
    house.guardian.ask("ping");
    house.pass(10);
    expect(results(house).map(([, result]) => result)).toEqual(["done", "done", "done", "done"]);
    expect(house.device.state.pairs[0]?.narrowed).toMatchObject({ intervalS: 30, decimals: 3 });
    const before = trail(house).length;
    house.pass(300);
    expect(trail(house).length - before).toBeLessThanOrEqual(11);
    expect(trail(house).at(-1)?.latE7).toSatisfy((latE7: number) => latE7 % 10_000 === 0);
  });

  it("beyond what the wearer agreed to is refused, and said to be", () => {
    const house = tracked();
    house.guardian.ask("set-interval", 1);
    house.guardian.ask("set-precision", 6);
    house.pass(10);
    expect(results(house)).toEqual([
      ["set-precision", "wider-than-agreed"],
      ["set-interval", "wider-than-agreed"],
    ]);
  });

  it("while the device has no network is sent again, and answered when it is back", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.guardian.ask("stop");
    house.pass(400);
    expect(results(house)).toEqual([["stop", null]]);
    house.deviceLink.setReachable(true);
    house.pass(400);
    expect(results(house)).toEqual([["stop", "done"]]);
    const before = trail(house).length;
    house.pass(120);
    expect(trail(house)).toHaveLength(before);
  });

  it("of what goes out of date is not sent any more: a question for the position ends after ten minutes", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.guardian.ask("locate-now");
    house.pass(700);
    house.deviceLink.setReachable(true);
    house.pass(300);
    expect(results(house)).toEqual([["locate-now", null]]);
    expect(house.device.state.locatedUpMs).toEqual([]);
  });

  it("survives the console's own power cut", () => {
    const house = tracked();
    house.deviceLink.setReachable(false);
    house.guardian.ask("erase");
    house.killGuardian();
    house.bootGuardian();
    house.guardian.watch();
    house.deviceLink.setReachable(true);
    house.pass(400);
    expect(results(house)).toEqual([["erase", "done"]]);
  });

  it("outside the hours is obeyed without a word, and answered when they open: nobody is told that the device is on", () => {
    const days = TERMS.hours[0]?.days ?? [];
    const hours = [
      { days, from: "07:00", to: "07:35" },
      { days, from: "08:00", to: "09:00" },
    ];
    const house = new Household({ cipher: toyCipher, startMs: START_MS, terms: { ...TERMS, hours } });
    house.agree();
    house.pass(400);
    expect(explanation(house)).toBe("outside-hours");
    const from = house.overheard.length;
    house.guardian.ask("set-precision", 2);
    house.guardian.ask("ping");
    house.pass(1200);
    expect(results(house)).toEqual([
      ["ping", null],
      ["set-precision", null],
    ]);
    expect(house.device.state.pairs[0]?.narrowed).toMatchObject({ decimals: 2 });
    // All of it the guardian's own: after 0, 15, 45, 105, 225, 465, 765 and 1065 seconds.
    expect(house.overheard.length - from).toBe(8);
    house.pass(400);
    expect(explanation(house)).toBe("tracking");
    expect(results(house)).toEqual([
      ["ping", null],
      ["set-precision", "done"],
    ]);
  });

  it("in a pause waits for its end, and is answered then", () => {
    const house = tracked();
    house.device.pause(15);
    house.pass(5);
    expect(explanation(house)).toBe("paused");
    house.guardian.ask("stop");
    house.pass(800);
    expect(results(house)).toEqual([["stop", null]]);
    house.pass(150);
    expect(results(house)).toEqual([["stop", "done"]]);
  });

  it("R-44 to be forgotten takes the keys away on both sides, and every position of the guardian's", () => {
    const house = tracked();
    house.guardian.ask("revoke-self");
    house.pass(30);
    expect(house.device.state.pairs).toEqual([]);
    expect(house.guardianStore.pairs()).toEqual({ ok: true, value: [] });
    expect(trail(house)).toEqual([]);
    const before = house.overheard.length;
    house.pass(120);
    expect(house.overheard).toHaveLength(before);
  });

  it("fares the same in twenty lives with a network that doubles, delays and loses, and consoles that start again", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const chance = random(seed);
      const house = tracked();
      house.broker.setFate(() => ({ copies: integer(chance, 3), delayMs: integer(chance, 8000) }));
      house.guardian.ask("set-interval", 20);
      house.guardian.ask("set-interval", 40);
      house.guardian.ask("erase");
      for (let i = 0; i < 4; i++) {
        house.pass(integer(chance, 60));
        house.killGuardian();
        house.bootGuardian();
        house.guardian.watch();
      }
      house.pass(1200);
      expect(results(house), `seed ${seed}`).toEqual([
        ["erase", "done"],
        ["set-interval", "done"],
        ["set-interval", "done"],
      ]);
      expect(house.device.state.pairs[0]?.narrowed?.intervalS, `seed ${seed}`).toBe(40);
    }
  });
});
