import { beforeEach, describe, expect, it } from "vitest";
import { ACT_NAMES, PLACE_ONLY } from "../../../device/protocol/command.ts";
import { Asked } from "../../oracle/asked-device.ts";
import { BEGAN_MS, consentNow } from "../../oracle/withdrawal-stand.ts";

let device: Asked;

beforeEach(() => {
  device = new Asked();
});

describe("P29 a command", () => {
  it("is obeyed once and answered as often as it is asked", () => {
    const command = device.command({ act: "locate-now" });
    expect(device.send(command)).toMatchObject([{ kind: "answer", result: "done", sequence: command.sequence }]);
    const located = device.stand.running.state.locatedUpMs.length;
    expect(device.send(command)).toMatchObject([{ kind: "answer", result: "done", sequence: command.sequence }]);
    expect(device.stand.running.state.locatedUpMs).toHaveLength(located);
  });

  it("is not obeyed again after a restart, and one that is older than the last never", () => {
    const old = device.command({ act: "stop" });
    const command = device.command({ act: "set-precision", value: 2 });
    expect(device.send(command)).toMatchObject([{ result: "done" }]);
    expect(device.send(old)).toEqual([]);
    device.stand.restart();
    device.stand.seconds(3);
    expect(device.stand.running.state.pairs[0]).toMatchObject({ commandSequence: command.sequence, narrowed: { decimals: 2 } });
    device.hand(old);
    expect(device.stand.running.state.pairs[0]?.narrowed?.stopped).toBe(false);
  });

  it("is durable before it is answered: with a store that fails there is no answer on the wire of a lasting effect", () => {
    const command = device.command({ act: "stop" });
    device.stand.setFault({ kind: "fail-from", write: device.stand.store.writes() });
    const from = device.stand.published.length;
    device.hand(command);
    device.stand.seconds(60);
    expect(device.heard(0, from).filter(({ kind }) => kind === "answer")).toEqual([]);
  });

  it("has no effect after its time, under another consent, or when it is on no list", () => {
    expect(device.result({ act: "locate-now", expiresS: BEGAN_MS / 1000 - 1 })).toBe("expired");
    expect(device.result({ act: "set-interval", value: 60, consent: 2 })).toBe("other-consent");
    for (const act of ["message", "live-ask", "trip-propose"] as const) expect(device.result({ act })).toBe("not-supported");
  });

  it("without a clock may lessen, and do nothing else", () => {
    device.stand.hostLost = true;
    device.stand.restart();
    device.stand.tick(250);
    device.hand(device.command({ act: "locate-now" }));
    expect(device.stand.running.state.locatedUpMs).toEqual([]);
    device.hand(device.command({ act: "stop", expiresS: 0 }));
    expect(device.stand.running.state.pairs[0]?.narrowed?.stopped).toBe(true);
  });
});

describe("P24 a guardian who floods the device with commands", () => {
  it("is heard sixty times in ten minutes, and fills neither the queue nor the flash", () => {
    const writes = device.stand.store.writes();
    const results = Array.from({ length: 500 }, () => device.result({ act: "ping" }));
    expect(results.filter((result) => result === "done")).toHaveLength(60);
    expect(device.stand.running.state.outbox.waiting.length).toBeLessThan(150);
    expect(device.stand.store.writes() - writes).toBeLessThan(250);
    device.stand.setLink(false);
    for (let minute = 0; minute < 10; minute++) device.stand.tick(60_000);
    device.stand.setLink(true);
    device.stand.seconds(5);
    expect(device.result({ act: "ping" })).toBe("done");
  });
});

describe("R-20 a guardian may ask for less, and never for more", () => {
  it("of the interval and of the precision", () => {
    expect(device.result({ act: "set-interval", value: 1 })).toBe("wider-than-agreed");
    expect(device.result({ act: "set-interval", value: 86_401 })).toBe("wider-than-agreed");
    expect(device.result({ act: "set-precision", value: 7 })).toBe("wider-than-agreed");
    expect(device.result({ act: "set-precision", value: 1 })).toBe("done");
    const coarse = device.fixes(0, 10);
    expect(coarse.length).toBeGreaterThan(1);
    for (const { latE7 } of coarse) expect(latE7 % 1_000_000).toBe(0);
    // What one guardian asks for is not the other's loss.
    expect(device.fixes(1, 10).some(({ latE7 }) => latE7 % 1_000_000 !== 0)).toBe(true);
  });

  it("and the device is slower only when all of them want it", () => {
    const usual = device.fixes(1, 60).length;
    expect(device.result({ act: "set-interval", value: 20 })).toBe("done");
    expect(device.fixes(1, 60).length).toBeGreaterThanOrEqual(usual - 1);
    expect(device.result({ act: "set-interval", value: 30 }, 1)).toBe("done");
    expect(device.fixes(0, 60).length).toBeLessThanOrEqual(4);
  });

  it("and stop the positions for themselves alone, until the next consent", () => {
    expect(device.result({ act: "stop" })).toBe("done");
    expect(device.fixes(0, 10)).toEqual([]);
    expect(device.fixes(1, 10).length).toBeGreaterThan(1);
    device.stand.running.accept(consentNow({ number: 2, intervalS: 2 }));
    expect(device.fixes(0, 20).length).toBeGreaterThan(1);
  });

  it("U15 and be told of states and events alone, of no point, while the device goes on for the others", () => {
    expect(device.result({ act: "set-precision", value: PLACE_ONLY })).toBe("done");
    expect(device.fixes(0, 20)).toEqual([]);
    expect(device.fixes(1, 20).length).toBeGreaterThan(1);
    expect(device.result({ act: "set-precision", value: PLACE_ONLY }, 1)).toBe("done");
    const { sequence } = device.stand.running.state.outbox;
    expect(device.fixes(1, 20)).toEqual([]);
    expect(device.stand.running.state.outbox.sequence).toBe(sequence);
    // Somebody is served: the gate stays open, and the lamp says so.
    expect(device.stand.running.state.lamp.asked).toBe("recording");
    expect(device.result({ act: "set-precision", value: 1 })).toBe("done");
    expect(device.fixes(0, 20).length).toBeGreaterThan(1);
  });

  it("and when all have stopped, the lamp says that nothing is recorded", () => {
    device.ask({ act: "stop" });
    device.ask({ act: "stop" }, 1);
    device.stand.seconds(2);
    expect(device.stand.running.state.lamp.asked).toBe("silent");
    expect(device.stand.running.state.wanted.receiverOn).toBe(false);
  });
});

describe("asking for the position now", () => {
  it("brings one although nobody moves, never sooner than agreed, six times an hour at most, and the wearer feels each", () => {
    const results = Array.from({ length: 8 }, () => device.result({ act: "locate-now" }));
    expect(results).toEqual(["done", "done", "done", "done", "done", "done", "too-often", "too-often"]);
    device.stand.setLink(false);
    for (let minute = 0; minute < 60; minute++) device.stand.tick(60_000);
    device.stand.setLink(true);
    device.stand.seconds(5);
    expect(device.result({ act: "locate-now" })).toBe("done");
  });

  it("is refused while the gate is shut", () => {
    device.stand.running.pause(60);
    device.stand.setLink(true);
    device.hand(device.command({ act: "locate-now" }));
    expect(device.stand.running.state.locatedUpMs).toEqual([]);
  });
});

describe("R-10 a device whose wearer is private", () => {
  it.each([
    ["paused", (asked: Asked) => asked.stand.running.pause(60)],
    ["withdrawn", (asked: Asked) => asked.stand.running.withdraw()],
    ["objected", (asked: Asked) => asked.stand.running.object()],
  ])("answers no command when %s, and still obeys what lessens", (_name, end) => {
    end(device);
    device.stand.setLink(true);
    device.stand.seconds(5);
    const from = device.stand.published.length;
    for (const act of ACT_NAMES.filter((name) => name !== "revoke-self")) device.hand(device.command({ act, value: 2 }));
    device.stand.seconds(5);
    expect(device.heard(0, from).filter((report) => report.kind !== "status")).toEqual([]);
    expect(device.stand.running.state.locatedUpMs).toEqual([]);
  });
});
