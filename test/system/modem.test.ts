import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { SmsContent, SmsOutcome } from "../../device/core/sms.ts";
import { boardSms, smsSchema } from "../../device/node/modem/sms-config.ts";
import { fromSms } from "../../device/protocol/sms-frame.ts";
import { type ModemOnPty, modemOnPty } from "../../simulator/modem/modem-on-pty.ts";
import { until } from "../contract/poll.ts";

const FRAME: SmsContent = { kind: "frame", frame: new Uint8Array(64).map((_, i) => i * 3) };

/** The device's own adapter, as its configuration makes it, on a real serial port. */
async function bench(link: string) {
  const on = await modemOnPty({ link });
  const config = smsSchema.parse({ path: link, numbers: [{ number: "+306900000001", plainWords: true }] });
  const { port } = boardSms(config, "el", "Europe/Athens");
  const outcomes = new Map<number, SmsOutcome[]>();
  port.start((reference, outcome) => void outcomes.set(reference, [...(outcomes.get(reference) ?? []), outcome]));
  return { on, port, outcomes };
}

describe("R-07 text messages over a serial port", () => {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-modem-"));
  let open: { on: ModemOnPty; port: { stop(): void } } | null = null;

  afterEach(async () => {
    open?.port.stop();
    await open?.on.close();
    open = null;
    rmSync(join(folder, "modem"), { force: true });
  });

  it("hands a sealed frame and plain words to the network, in the GSM alphabet and in Greek", async () => {
    const { on, port, outcomes } = await bench(join(folder, "modem"));
    open = { on, port };
    port.send(0, FRAME, 7);
    await until("the frame has its outcome", () => outcomes.has(7));
    port.send(0, { kind: "words", what: "help", atS: 1_790_000_000 }, 8);
    await until("the words have theirs", () => outcomes.has(8));
    expect([...outcomes.values()].flat().map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
    expect(on.air.taken.map(({ to }) => to)).toEqual(["+306900000001", "+306900000001"]);
    expect(fromSms(on.air.taken[0]?.text ?? "")).toEqual(FRAME.kind === "frame" ? FRAME.frame : null);
    expect(on.air.taken[1]?.text).toBe("Lychnos: κλήση για βοήθεια, 17:13");
  });

  it("P57 deletes unread whatever comes, and goes on", async () => {
    const { on, port, outcomes } = await bench(join(folder, "modem"));
    open = { on, port };
    on.modem.deliver("15550100", "pw,123456,factory#");
    port.send(0, FRAME, 1);
    on.modem.deliver("15550100", "OK");
    await until("the frame has its outcome", () => outcomes.has(1));
    expect(outcomes.get(1)?.[0]?.kind).toBe("accepted");
    expect(on.modem.settings()).toMatchObject({ newMessages: 0, textMode: false, echo: false });
    expect(on.modem.settings().inbox).toEqual([]);
  });

  it("F27 says why the network refused", async () => {
    const { on, port, outcomes } = await bench(join(folder, "modem"));
    open = { on, port };
    on.air.setVerdict(() => ({ kind: "refused", code: 38 }));
    port.send(0, FRAME, 1);
    await until("it has its outcome", () => outcomes.has(1));
    expect(outcomes.get(1)).toEqual([{ kind: "refused", reason: "busy" }]);
  });

  it("says at once that the PIN is asked for", async () => {
    const { on, port, outcomes } = await bench(join(folder, "modem"));
    open = { on, port };
    on.mood.sim = "locked";
    port.send(0, FRAME, 1);
    await until("it has its outcome", () => outcomes.has(1));
    expect(outcomes.get(1)).toEqual([{ kind: "sim-locked" }]);
  });
});
