import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { listenOption, sendOption } from "../../../../simulator/command/network-address.ts";
import { OutletFault } from "../../../../simulator/command/outlet-fault.ts";
import { tcpOutlet } from "../../../../simulator/command/tcp-outlet.ts";
import { udpOutlet } from "../../../../simulator/command/udp-outlet.ts";
import { realTimers } from "../../../../simulator/real-timers.ts";
import { replay } from "../../../../simulator/replay.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const LINE = "$GPTXT,01,01,02,A SENTENCE OF SOME LENGTH*00\r\n";
const playable = (count: number) => ({
  durationMs: count,
  *bursts() {
    for (let n = 0; n < count; n++) yield { atMs: n, utcMs: null, bytes: Buffer.from(`${n},${LINE}`) };
  },
});
const expected = (count: number) => Array.from({ length: count }, (_, n) => `${n},${LINE}`).join("");

describe("a replay to the network", () => {
  it("N14 serves every TCP reader the same bytes, none lost at full speed", async () => {
    const outlet = await tcpOutlet({ host: "127.0.0.1", port: 0 });
    expect(outlet.listened()).toBe(false);
    const port = Number(outlet.name?.split(":").at(-1));
    const heard = ["", ""];
    const ends = [0, 1].map(async (n) => {
      const socket = connect(port, "127.0.0.1");
      socket.on("data", (chunk: Buffer) => {
        heard[n] += chunk.toString("latin1");
      });
      await once(socket, "connect");
      return { closed: once(socket, "close") };
    });
    const [one, other] = await Promise.all(ends);
    // A reader is served from when it is accepted on, which nobody tells it: its first probe does.
    while (heard.includes("")) {
      outlet.write(Buffer.from("#\n"));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const before = outlet.dropped();
    await replay({ playable: playable(20_000), sink: outlet, timers: realTimers, pace: "max", baud: null }).ended;
    await outlet.close();
    await Promise.all([one?.closed, other?.closed]);
    for (const text of heard) expect(text.replace(/^#\n/gm, "") === expected(20_000)).toBe(true);
    expect(outlet.dropped()).toBe(before);
  });

  it("counts what nobody heard, and lives on when a reader breaks off", async () => {
    const outlet = await tcpOutlet({ host: "127.0.0.1", port: 0 });
    closing.push(() => outlet.close());
    outlet.write(Buffer.from(LINE));
    expect(outlet.dropped()).toBe(LINE.length);
    const socket = connect(Number(outlet.name?.split(":").at(-1)), "127.0.0.1");
    await once(socket, "connect");
    socket.resetAndDestroy();
    await once(socket, "close");
    for (let n = 0; n < 3; n++) {
      outlet.write(Buffer.from(LINE));
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  it("says who has the port when somebody has it", async () => {
    const outlet = await tcpOutlet({ host: "127.0.0.1", port: 0 });
    closing.push(() => outlet.close());
    const taken = tcpOutlet({ host: "127.0.0.1", port: Number(outlet.name?.split(":").at(-1)) });
    await expect(taken).rejects.toThrow(OutletFault);
    await expect(taken).rejects.toThrow("another program has the port");
  });

  it("sends whole sentences in UDP datagrams, whatever pieces they come in", async () => {
    const receiver = createSocket("udp4");
    closing.push(() => receiver.close());
    receiver.bind(0, "127.0.0.1");
    await once(receiver, "listening");
    const datagrams: string[] = [];
    receiver.on("message", (message) => void datagrams.push(message.toString("latin1")));
    const outlet = await udpOutlet({ host: "127.0.0.1", port: (receiver.address() as AddressInfo).port });
    const text = Buffer.from(expected(100));
    for (let n = 0; n < text.length; n += 7) outlet.write(text.subarray(n, n + 7));
    outlet.write(Buffer.alloc(2000, "x"));
    await outlet.close();
    while (datagrams.join("").length < text.length + 2000) await once(receiver, "message");
    expect(datagrams.join("").startsWith(expected(100))).toBe(true);
    for (const datagram of datagrams.slice(0, -2)) expect(datagram.endsWith("\r\n")).toBe(true);
    expect(Math.max(...datagrams.map((datagram) => datagram.length))).toBeLessThanOrEqual(1400);
  });

  it("takes addresses as people write them, this machine's when none is said", () => {
    expect(listenOption("2947")).toEqual({ host: "127.0.0.1", port: 2947 });
    expect(sendOption("[::1]:10110")).toEqual({ host: "::1", port: 10_110 });
    for (const wrong of ["", "x", "1:2:3", "70000", "host:", "host:0"]) expect(() => sendOption(wrong)).toThrow("65535");
  });
});
