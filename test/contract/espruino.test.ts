import { connect as tcpConnect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { connectAsync } from "mqtt";
import { startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { openJournal } from "../../device/core/journal.ts";
import type { ChipNet, ChipSocket } from "../../device/espruino/chip.ts";
import { boardClock } from "../../device/espruino/clock.ts";
import { chipLink } from "../../device/espruino/mqtt-link.ts";
import { pinButton } from "../../device/espruino/pin-button.ts";
import { pinHaptic } from "../../device/espruino/pin-haptic.ts";
import { pinLamp } from "../../device/espruino/pin-lamp.ts";
import { rawFlash } from "../../device/espruino/raw-flash.ts";
import { chipReceiver } from "../../device/espruino/serial-receiver.ts";
import { simClock } from "../../simulator/world/sim-clock.ts";
import { simFlash } from "../../simulator/world/sim-flash.ts";
import { buttonContract } from "./button.ts";
import { clockContract } from "./clock.ts";
import { fakePins, fakeTimers } from "./fake-chip.ts";
import { fakeChipFlash } from "./fake-chip-flash.ts";
import { hapticContract } from "./haptic.ts";
import { lampContract } from "./lamp.ts";
import { linkContract, TOPIC_OUT } from "./link.ts";
import { until } from "./poll.ts";
import { receiverContract } from "./receiver.ts";
import { storeContract } from "./store.ts";
import { openGate } from "./tcp-gate.ts";

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const texts = {
  toString: latin1,
  toUint8Array: (text: string) => new Uint8Array(Buffer.from(text, "latin1")),
};

clockContract("a board's", () => {
  const clock = simClock(Date.UTC(2026, 10, 22));
  return { clock: boardClock(() => (clock.utcMs() ?? 0) / 1000), pass: clock.advance };
});

storeContract("a journal on a board's Flash module", () => {
  const region = { address: 0x60000000, pageBytes: 4096, pages: 1536 };
  const chip = simFlash(region);
  const over = (flash: typeof chip) => openJournal(rawFlash(fakeChipFlash(flash, region), { CRC32: (of) => crc32(of) }, region));
  return { store: over(chip), reboot: () => over(simFlash(region, chip.image())), close: () => undefined };
});

lampContract("a board's pin with a sense wire", () => {
  const pins = fakePins();
  pins.wire("D1", "D2");
  const lamp = pinLamp(pins, fakeTimers(simClock(null)), { out: "D1", sense: "D2" });
  return { lamp, takeAway: () => pins.wire("D1", null), close: () => undefined };
});

buttonContract("a board's pin", () => {
  const pins = fakePins();
  return {
    button: pinButton(pins, "D0", 1, "input_pulldown"),
    press: () => pins.set("D0", 1),
    release: () => pins.set("D0", 0),
    until: (claim, holds) => until(claim, holds, 0),
    settle: async () => undefined,
    close: () => undefined,
  };
});

hapticContract("a board's pin", () => {
  const clock = simClock(null);
  const pins = fakePins();
  const haptic = pinHaptic(pins, fakeTimers(clock), "D19");
  return { haptic, isOn: () => pins.level("D19") === 1, pass: clock.advance, close: () => undefined };
});

receiverContract("a board's serial port", ({ plugged }) => {
  const clock = simClock(null);
  const cable = { plugged, open: false, told: null as ((text: string) => void) | null };
  const serial = {
    setup() {
      cable.open = true;
    },
    unsetup() {
      cable.open = false;
    },
    on(_event: "data", told: (text: string) => void) {
      cable.told = told;
      // A receiver that has power talks: this stands for what came before the test listens.
      if (cable.plugged) told("");
    },
    removeAllListeners() {
      cable.told = null;
    },
  };
  const options = { baud: 9600, rx: "D30", tx: "D31", power: "D29", silentMs: 5000 };
  const receiver = chipReceiver(serial, texts, fakePins(), fakeTimers(clock), options);
  return Promise.resolve({
    receiver,
    send: (bytes: Uint8Array) => (cable.plugged ? cable.told?.(latin1(bytes)) : undefined),
    async unplug() {
      cable.plugged = false;
    },
    async plug() {
      cable.plugged = true;
    },
    listened: () => cable.open && cable.plugged,
    until(claim: string, holds: () => boolean) {
      for (let n = 0; n < 100 && !holds(); n++) clock.advance(1000);
      return holds() ? Promise.resolve() : Promise.reject(new Error(`it never held that ${claim}`));
    },
    settle: () => Promise.resolve(clock.advance(1000)),
    close: () => Promise.resolve(receiver.stop()),
  });
});

/** The board's `net` on real sockets. */
const boardNet: ChipNet = {
  connect({ host, port }, connected) {
    const socket = tcpConnect({ host, port }, connected);
    const board: ChipSocket = {
      write: (text) => void socket.write(Buffer.from(text, "latin1")),
      end: () => void socket.destroySoon(),
      on(event: "data" | "close" | "error", told: (text: string) => void) {
        if (event === "data") socket.on("data", (bytes) => told(latin1(bytes)));
        else socket.on(event, () => told(""));
      },
    };
    return board;
  },
};
const boardTimers = {
  setTimeout: (act: () => void, ms: number) => Number(setTimeout(act, ms).unref()[Symbol.toPrimitive]()),
  clearTimeout: (timer: number) => clearTimeout(timer),
};

linkContract("a board's MQTT through the embedded broker", async () => {
  const near = { username: "device", password: "a device's password" };
  const far = { username: "guardian", password: "a guardian's password" };
  const broker = await startEmbeddedBroker({ port: 0, credentials: [near, far] });
  const gate = await openGate(broker.port);
  const client = await connectAsync(broker.url, { ...far, clientId: far.username, protocolVersion: 4 });
  const seen: { topic: string; payload: Uint8Array }[] = [];
  client.on("message", (topic, payload) => seen.push({ topic, payload: new Uint8Array(payload) }));
  await client.subscribeAsync(TOPIC_OUT, { qos: 1 });
  const link = chipLink(boardNet, texts, boardTimers, {
    ...near,
    host: "127.0.0.1",
    port: gate.port,
    firstPauseMs: 20,
    longestPauseMs: 40,
    onTrouble: () => undefined,
  });
  return {
    link,
    far: {
      publish: async (topic, payload) => void (await client.publishAsync(topic, Buffer.from(payload), { qos: 1 })),
      heard: () => seen,
    },
    cut: gate.cut,
    mend: gate.mend,
    until,
    settle: () => pause(120),
    async close() {
      link.stop();
      await client.endAsync(true);
      await gate.cut();
      await broker.close();
    },
  };
});
