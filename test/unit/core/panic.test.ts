import { beforeEach, describe, expect, it } from "vitest";
import { pulsesOf } from "../../../device/core/feel.ts";
import { CALL_HOLD_MS, SAME_HAND_MS, TAKE_BACK_MS } from "../../../device/core/panic.ts";
import type { Board } from "../../../device/core/run.ts";
import type { AlertReport, Report } from "../../../device/protocol/report.ts";
import { Asked } from "../../oracle/asked-device.ts";
import { HostileGuardian } from "../../oracle/slow-commands-guardian.ts";
import { consentNow, pairedImage, ROOTS, Stand } from "../../oracle/withdrawal-stand.ts";
import { toyCipher } from "../../toy-cipher.ts";

/** A device with both buttons under the test's finger, and what the wearer felt. */
class Wearer {
  readonly felt: string[] = [];
  readonly shown: string[] = [];
  readonly stand: Stand;
  readonly guardians = ROOTS.map((root) => new HostileGuardian(toyCipher, root.slice()));
  private button: (down: boolean) => void = () => undefined;
  private call: (down: boolean) => void = () => undefined;

  constructor(quietCall = false) {
    this.stand = new Stand(
      pairedImage(),
      (board): Board => ({
        ...board,
        quietCall,
        button: {
          start: (onChange) => {
            this.button = onChange;
          },
          stop: () => undefined,
        },
        callButton: {
          start: (onChange) => {
            this.call = onChange;
          },
          stop: () => undefined,
        },
        haptic: { play: (pulses) => void this.felt.push(String(pulses)), close: () => undefined },
        lamp: {
          ...board.lamp,
          show: (pattern) => {
            this.shown.push(pattern);
            board.lamp.show(pattern);
          },
        },
      }),
    );
    this.stand.seconds(2);
  }

  agree(change: Parameters<typeof consentNow>[0] = {}): this {
    this.stand.running.accept(consentNow(change));
    this.stand.seconds(4);
    this.stand.setLink(true);
    this.stand.seconds(4);
    return this;
  }

  presses(count: number): void {
    for (let i = 0; i < count; i++) {
      this.button(true);
      this.stand.tick(100);
      this.button(false);
      this.stand.tick(150);
    }
    this.stand.tick(700);
  }

  holdCall(ms: number): void {
    this.call(true);
    for (let passed = 0; passed < ms; passed += 250) this.stand.tick(250);
    this.call(false);
  }

  heard(who = 0, from = 0): Report[] {
    const guardian = this.guardians[who] as HostileGuardian;
    return this.stand.published.slice(from).flatMap((frame) => guardian.opens(frame) ?? []);
  }

  alerts(who = 0, from = 0): AlertReport[] {
    return this.heard(who, from).flatMap((report) => (report.kind === "alert" ? [report] : []));
  }

  feltIt(what: Parameters<typeof pulsesOf>[0]): boolean {
    return this.felt.includes(String(pulsesOf(what)));
  }
}

const OUTSIDE = { schedule: { ...consentNow().schedule, windows: [{ days: 127, fromMinute: 1200, toMinute: 1260 }] } };

describe("R-05 a call for help by five presses", () => {
  let wearer: Wearer;
  beforeEach(() => {
    wearer = new Wearer().agree();
  });

  it("goes out after a moment in which one press takes it back", () => {
    wearer.presses(5);
    expect([wearer.alerts().length, wearer.feltIt("calling")]).toEqual([0, true]);
    wearer.presses(1);
    wearer.stand.seconds(TAKE_BACK_MS / 1000 + 2);
    expect([wearer.alerts().length, wearer.feltIt("call-over")]).toEqual([0, true]);
    wearer.presses(5);
    wearer.stand.seconds(TAKE_BACK_MS / 1000 + 1);
    expect(wearer.alerts()[0]).toMatchObject({ alert: "panic", phase: "raised", flags: { panic: true } });
    expect(wearer.feltIt("called")).toBe(true);
  });

  it("is not taken back by a hand that goes on pressing, and not ended by it", () => {
    wearer.presses(40);
    wearer.presses(40);
    wearer.stand.seconds(8);
    expect(wearer.stand.running.state.alerts).toMatchObject([{ alert: "panic" }]);
    wearer.stand.seconds(SAME_HAND_MS / 1000);
    wearer.presses(5);
    expect(wearer.stand.running.state.alerts).toEqual([]);
    expect(wearer.alerts().at(-1)).toMatchObject({ phase: "cancelled" });
  });

  it("makes its positions as urgent as itself, and every ten seconds if the agreed pace is slower", () => {
    const slow = new Wearer().agree({ intervalS: 300 });
    const before = slow.heard().filter(({ kind }) => kind === "fix").length;
    slow.stand.running.help();
    slow.stand.seconds(61);
    const fixes = slow.heard().flatMap((report) => (report.kind === "fix" && report.flags.panic ? [report] : []));
    expect(new Set(fixes.map(({ sequence }) => sequence)).size).toBeGreaterThanOrEqual(5);
    expect(before).toBe(1);
  });

  it("is withdrawn with everything else, and is told on (F50)", () => {
    wearer.stand.running.help();
    wearer.stand.running.withdraw();
    const from = wearer.stand.published.length;
    wearer.stand.seconds(30);
    wearer.stand.setLink(true);
    wearer.stand.seconds(30);
    const told = wearer.heard(0, from);
    expect(told.some((report) => report.kind === "alert" && report.phase === "raised")).toBe(true);
    expect(told.some(({ kind }) => kind === "fix")).toBe(false);
  });
});

describe("P43 nothing holds a call for help back", () => {
  it("neither closed hours, nor a pause, nor a time that is not known", () => {
    const outside = new Wearer();
    outside.stand.running.accept(consentNow(OUTSIDE));
    outside.stand.seconds(4);
    outside.stand.running.help();
    outside.stand.setLink(true);
    outside.stand.seconds(2);
    expect(outside.alerts()).toMatchObject([{ alert: "panic" }]);
    const paused = new Wearer().agree();
    paused.stand.running.pause(60);
    const from = paused.stand.published.length;
    paused.stand.running.help();
    paused.stand.seconds(2);
    expect(paused.alerts(0, from)[0]).toMatchObject({ alert: "panic" });
    const lost = new Wearer().agree();
    lost.stand.hostLost = true;
    lost.stand.restart();
    lost.stand.running.help();
    lost.stand.setLink(true);
    lost.stand.seconds(2);
    expect(lost.alerts().at(-1)).toMatchObject({ alert: "panic", raisedS: 0 });
  });

  it("nor that nobody has agreed to anything: it is told to all who are paired, without a position", () => {
    const stranger = new Wearer();
    stranger.stand.running.help();
    stranger.stand.setLink(true);
    stranger.stand.seconds(30);
    expect([0, 1].map((who) => stranger.alerts(who)[0]?.alert)).toEqual(["panic", "panic"]);
    expect(stranger.heard().some(({ kind }) => kind === "fix")).toBe(false);
  });

  it("outside the hours its position comes as an emergency does: felt for a minute, and kept by a press", () => {
    for (const refuses of [false, true]) {
      const outside = new Wearer();
      outside.stand.running.accept(consentNow(OUTSIDE));
      outside.stand.seconds(4);
      outside.stand.setLink(true);
      outside.stand.running.help();
      outside.stand.seconds(40);
      expect(outside.feltIt("announced")).toBe(true);
      if (refuses) outside.presses(1);
      outside.stand.seconds(60);
      expect(outside.heard().some(({ kind }) => kind === "fix")).toBe(!refuses);
      expect(outside.stand.running.state.alerts).toMatchObject([{ alert: "panic" }]);
    }
  });

  it("goes ahead of a month's backlog", () => {
    const wearer = new Wearer().agree({ intervalS: 1 });
    wearer.stand.setLink(false);
    wearer.stand.seconds(900);
    wearer.stand.running.help();
    const from = wearer.stand.published.length;
    wearer.stand.setLink(true);
    expect(wearer.heard(0, from)[0]).toMatchObject({ kind: "alert", alert: "panic" });
  });

  it("is told again until somebody answers; then the wearer feels it, and it is quiet", () => {
    const device = new Asked();
    device.stand.running.help();
    device.stand.seconds(2);
    const incident = device.heard(0).flatMap((report) => (report.kind === "alert" ? [report.incident] : []))[0] ?? 0;
    for (let i = 0; i < 3; i++) {
      device.stand.running.state.outbox.waiting = [];
      const from = device.stand.published.length;
      device.stand.seconds(16);
      expect(device.heard(0, from).some((report) => report.kind === "alert" && report.times > 0)).toBe(true);
    }
    expect(device.result({ act: "panic-ack", value: incident })).toBe("done");
    device.stand.running.state.outbox.waiting = [];
    const from = device.stand.published.length;
    device.stand.seconds(120);
    expect(device.heard(0, from).filter(({ kind }) => kind === "alert")).toEqual([]);
  });
});

describe("the button that only calls", () => {
  it("calls when it is held, once however long it is stuck (F31), and never ends a call", () => {
    const wearer = new Wearer().agree();
    wearer.holdCall(CALL_HOLD_MS - 500);
    expect(wearer.stand.running.state.alerts).toEqual([]);
    wearer.holdCall(3_600_000);
    expect(new Set(wearer.alerts().map(({ incident }) => incident)).size).toBe(1);
    wearer.holdCall(3000);
    expect(wearer.stand.running.state.alerts).toMatchObject([{ alert: "panic" }]);
  });

  it("says nothing at the device when the wearer chose a quiet call, and it is answered with one word to the hand", () => {
    const wearer = new Wearer(true).agree();
    const [felt, shown] = [wearer.felt.length, wearer.shown.length];
    wearer.holdCall(CALL_HOLD_MS + 500);
    wearer.stand.seconds(60);
    expect(wearer.alerts()[0]).toMatchObject({ alert: "panic" });
    expect([wearer.felt.length, wearer.shown.length]).toEqual([felt, shown]);
  });

  it("with nobody to call is refused where the wearer feels it", () => {
    const alone = new Wearer();
    for (const slot of [0, 1]) alone.stand.running.removeGuardian(slot);
    alone.stand.running.help();
    expect(alone.feltIt("refused")).toBe(true);
  });
});
