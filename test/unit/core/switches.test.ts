import { describe, expect, it } from "vitest";
import type { Board } from "../../../device/core/run.ts";
import { SETTLED_MS, type SwitchName } from "../../../device/core/switches.ts";
import { HostileGuardian } from "../../oracle/slow-commands-guardian.ts";
import { consentNow, pairedImage, ROOTS, Stand } from "../../oracle/withdrawal-stand.ts";
import { toyCipher } from "../../toy-cipher.ts";

/** A tracked wearer whose strap, case and charger are in the test's hand. */
class Worn {
  readonly stand: Stand;
  charging: boolean | null = false;
  private readonly set = new Map<SwitchName, (down: boolean) => void>();
  private readonly guardian = new HostileGuardian(toyCipher, (ROOTS[0] as Uint8Array).slice());

  constructor() {
    this.stand = new Stand(
      pairedImage(),
      (board): Board => ({
        ...board,
        battery: { percent: () => 60, charging: () => this.charging },
        contacts: (["strap-open", "tamper"] as const).map((name) => ({
          name,
          port: { start: (onChange) => void this.set.set(name, onChange), stop: () => undefined },
        })),
      }),
    );
    this.stand.running.accept(consentNow());
    this.stand.seconds(4);
    this.stand.setLink(true);
    this.stand.seconds(4);
  }

  open(name: SwitchName, open: boolean): void {
    this.set.get(name)?.(open);
  }

  told(): string[] {
    const reports = this.stand.published.flatMap((frame) => this.guardian.opens(frame) ?? []);
    const lines = reports.flatMap((report) =>
      report.kind === "alert" ? [`${report.alert} ${report.phase} ${report.incident}`] : [],
    );
    return [...new Set(lines)].map((line) => line.replace(/ \d+$/, ""));
  }
}

describe("R-04 strap, case and charger", () => {
  it.each(["strap-open", "tamper"] as const)("%s is told once when it lasts, and once when it is over", (name) => {
    const worn = new Worn();
    worn.open(name, true);
    worn.stand.seconds(30);
    worn.open(name, false);
    worn.stand.seconds(10);
    expect(worn.told()).toEqual([`${name} raised`, `${name} cleared`]);
  });

  it("a knock is not told", () => {
    const worn = new Worn();
    for (let i = 0; i < 20; i++) {
      worn.open("tamper", true);
      worn.stand.tick(SETTLED_MS - 500);
      worn.open("tamper", false);
      worn.stand.tick(500);
    }
    worn.stand.seconds(10);
    expect(worn.told()).toEqual([]);
  });

  it("the charger comes and goes; a battery that does not know is off it", () => {
    const worn = new Worn();
    worn.charging = true;
    worn.stand.seconds(6);
    worn.charging = null;
    worn.stand.seconds(6);
    expect(worn.told()).toEqual(["charging raised", "charging cleared"]);
  });

  it("what is opened outside the hours is told when they begin, if it still is open", () => {
    const worn = new Worn();
    worn.stand.running.pause(1);
    worn.open("strap-open", true);
    worn.stand.seconds(30);
    expect(worn.told()).toEqual([]);
    worn.stand.running.resume();
    worn.stand.seconds(10);
    expect(worn.told()).toEqual(["strap-open raised"]);
  });
});
