import { describe, expect, it } from "vitest";
import { openModem } from "../../../device/node/modem/modem.ts";
import { submitPdu } from "../../../device/node/modem/submit-pdu.ts";
import { fromSms } from "../../../device/protocol/sms-frame.ts";
import { attackAt, attackEverywhere, blankInbound } from "../../oracle/inbound-attack.ts";
import { InboundStand, type Meddle, MOMENTS } from "../../oracle/inbound-stand.ts";
import { blankLives, liveOnce, type OpenModem } from "../../oracle/modem-lives.ts";
import { comparePdus, differenceOf } from "../../oracle/pdu-comparison.ts";
import { TRACKER_COMMANDS } from "../../oracle/tracker-commands.ts";
import { random } from "../../random.ts";

const LINES = /[^\r\n]+/g;

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder("latin1").decode(bytes).match(LINES) ?? [];
}

/** A way in beside the driver: whatever looks like it is carried out. */
function backDoor(carryOut: (at: InboundStand, line: string) => void): Meddle {
  return (at) => {
    const feed = at.line.feed;
    at.line.feed = (bytes) => {
      for (const line of linesOf(bytes)) carryOut(at, line);
      feed(bytes);
    };
  };
}

/** A driver that does not know where a pushed text begins. */
const forgetsHeads: Meddle = (at) => {
  const feed = at.line.feed;
  at.line.feed = (bytes) => {
    const rest = linesOf(bytes).filter((line) => !/^\+(CMT|CDS|CBM):/.test(line));
    feed(new TextEncoder().encode(rest.map((line) => `\r\n${line}\r\n`).join("")));
  };
};

describe("P57 the search for what an incoming text does", () => {
  it("finds nothing in the real driver", () => {
    const tally = blankInbound();
    attackEverywhere(tally, 3000, random(5), () => undefined);
    expect(tally.wrong).toEqual([]);
    expect(tally.heard).toBeGreaterThan(50_000);
  });

  it("knows the commands of at least thirty manuals' pages, each with its source", () => {
    expect(new Set(TRACKER_COMMANDS.map(({ text }) => text)).size).toBeGreaterThan(90);
    expect(TRACKER_COMMANDS.every(({ source }) => source.length > 10)).toBe(true);
  });

  it.each(MOMENTS)("really stands there: %s", (moment) => {
    const at = new InboundStand(moment, "as-asked");
    at.clock.advance(200_000);
    const expected = { asleep: 0, ready: 0, "setting-up": 1, "at-the-prompt": 1, "waiting-for-the-network": 1 };
    expect(at.told.length).toBe(expected[moment]);
    expect(at.air.taken.length).toBe(moment === "waiting-for-the-network" ? 1 : 0);
    at.stop();
  });

  it("finds a tracker's command that is obeyed", () => {
    const tally = blankInbound();
    const obeys = backDoor((at, line) => {
      if (line === "pw,123456,poweroff#") at.stand.running.withdraw();
    });
    attackAt(tally, { moment: "ready", pushes: "text" }, 400, random(1), obeys);
    expect(tally.wrong.some((one) => one.includes("is another"))).toBe(true);
  });

  it("finds a sealed command that is taken from a text", () => {
    const tally = blankInbound();
    const takes = backDoor((at, line) => {
      const frame = fromSms(line);
      const topic = at.stand.askedTopics()[0];
      if (frame !== null && topic !== undefined) at.stand.hear(topic, frame);
    });
    attackAt(tally, { moment: "ready", pushes: "text" }, 400, random(2), takes);
    expect(tally.wrong.some((one) => one.includes("is another"))).toBe(true);
  });

  it("finds a driver that believes a forged answer", () => {
    const tally = blankInbound();
    attackAt(tally, { moment: "waiting-for-the-network", pushes: "text" }, 400, random(3), forgetsHeads);
    expect(tally.wrong.length).toBeGreaterThan(0);
  });
});

/** Lives under a faulty driver. */
function faultsOf(open: OpenModem): string[] {
  const tally = blankLives();
  for (let seed = 1; seed <= 60; seed++) liveOnce(tally, seed, open);
  return tally.wrong;
}

describe("R-07 F26 F27 the search for lost, doubled and invented texts", () => {
  it("finds nothing in the real driver", () => {
    expect(faultsOf(openModem)).toEqual([]);
  });

  it("finds a driver that sends everything twice", () => {
    const twice: OpenModem = (board) => {
      const modem = openModem(board);
      function submit(...[pdu, done]: Parameters<typeof modem.submit>): void {
        modem.submit(pdu, done);
        modem.submit(pdu, () => undefined);
      }
      return { ...bound(modem), submit };
    };
    expect(faultsOf(twice).some((one) => one.includes("went 2 times"))).toBe(true);
  });

  it("finds a driver that takes doubt for acceptance", () => {
    const sure: OpenModem = (board) => {
      const modem = openModem(board);
      return {
        ...bound(modem),
        submit: (pdu, done) =>
          modem.submit(pdu, (outcome) => done(outcome.kind === "in-doubt" ? { kind: "accepted", messageReference: 0 } : outcome)),
      };
    };
    expect(faultsOf(sure).some((one) => one.includes("accepted, and went 0 times"))).toBe(true);
  });

  it("finds a driver that is silent about a modem that hangs", () => {
    const silent: OpenModem = (board) => {
      const modem = openModem(board);
      return { ...bound(modem), submit: (pdu, done) => modem.submit(pdu, (outcome) => outcome.kind === "hung" || done(outcome)) };
    };
    expect(faultsOf(silent).some((one) => one.includes("0 outcomes"))).toBe(true);
  });

  it("finds a driver without a watchdog", () => {
    const careless: OpenModem = (board) => openModem({ ...board, powerKey: () => undefined });
    expect(faultsOf(careless).some((one) => one.includes("is not used"))).toBe(true);
  });
});

function bound(modem: ReturnType<OpenModem>) {
  return { start: () => modem.start(), stop: () => modem.stop() };
}

describe("R-07 the comparison of messages with a second decoder", () => {
  it("finds nothing in the real encoder", () => {
    expect(comparePdus(submitPdu, 3000, random(9), () => undefined).wrong).toEqual([]);
  });

  it.each([
    ["a wrong length", (hex: string, octets: number) => ({ hex, octets: octets + 1 })],
    [
      "a wrong digit",
      (hex: string, octets: number) => ({ hex: `${hex.slice(0, 10)}${hex[11]}${hex[10]}${hex.slice(12)}`, octets }),
    ],
    ["a bit too many", (hex: string, octets: number) => ({ hex: `${hex.slice(0, -2)}FF`, octets })],
  ])("finds %s", (_name, spoil) => {
    const encode: typeof submitPdu = (to, text) => {
      const pdu = submitPdu(to, text);
      return pdu === null ? null : spoil(pdu.hex, pdu.octets);
    };
    expect(differenceOf(encode, "+15550123456", "hello")).not.toBeNull();
  });

  it("finds a text that is cut instead of refused", () => {
    const cuts: typeof submitPdu = (to, text) => submitPdu(to, text.slice(0, 160));
    expect(differenceOf(cuts, "+15550123456", "a".repeat(161))).toBe("something was made of a text that does not fit");
  });
});
