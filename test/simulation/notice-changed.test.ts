import { describe, expect, it } from "vitest";
import { explanation, family, trail } from "./family.ts";

describe("a notice that is not the one that was agreed to", () => {
  it("R-16 shuts the gate at the next start, and the guardian is told, until the wearer agrees anew", () => {
    const house = family();
    house.agree();
    house.pass(60);
    const known = trail(house).length;
    expect(known).toBeGreaterThan(5);
    house.killDevice();
    house.changeNotice();
    house.bootDevice();
    house.pass(300);
    expect(trail(house).length).toBe(known);
    expect(house.receiver.isOpen()).toBe(false);
    expect(house.lamp.seen()).toBe("dark");
    expect(explanation(house)).toBe("notice-changed");
    house.agree();
    house.pass(60);
    expect(explanation(house)).toBe("tracking");
    expect(trail(house).length).toBeGreaterThan(known);
  });

  it("R-12 and a consent that the decision table refuses opens nothing, whoever hands it over", () => {
    const house = family();
    house.agree({ evidence: 0 });
    house.pass(300);
    expect(house.receiver.isOpen()).toBe(false);
    expect(house.overheard).toEqual([]);
  });
});
