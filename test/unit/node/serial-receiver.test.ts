import { closeSync, constants, openSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import type { ReceiverTrouble } from "../../../device/core/ports.ts";
import { serialReceiver } from "../../../device/node/serial-receiver.ts";
import { openTrouble } from "../../../device/node/serial-trouble.ts";
import { openPty, type Pty } from "../../../simulator/pty/pty.ts";
import { until } from "../../contract/poll.ts";

const endings: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function cable(): Promise<Pty> {
  const pty = await openPty();
  endings.push(() => pty.close());
  return pty;
}
function listen(path: string) {
  const heard = { text: "", troubles: [] as ReceiverTrouble[] };
  const receiver = serialReceiver({ path, baudRate: 115_200, pauses: { firstMs: 20, longestMs: 40 } });
  endings.push(() => receiver.stop());
  receiver.start(
    (bytes) => {
      heard.text += Buffer.from(bytes).toString("latin1");
    },
    (trouble) => void heard.troubles.push(trouble),
  );
  return { heard, receiver };
}

it("says that the receiver is busy when another program holds it", async () => {
  const pty = await cable();
  listen(pty.path);
  await until("the first has it", () => pty.listened());
  const { heard } = listen(pty.path);
  await until("the second is told", () => heard.troubles.length > 0);
  expect(heard.troubles[0]).toBe("busy");
});

it("says that a file or a directory at the path is no receiver", async () => {
  const { heard } = listen("/tmp");
  await until("it is told", () => heard.troubles.length > 0);
  expect(heard.troubles[0]).toBe("failed");
});

it("F18 hears nothing of what lay in the port before it was opened", async () => {
  const pty = await cable();
  const holder = openSync(pty.path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  endings.push(() => closeSync(holder));
  pty.write(Buffer.from("$stale sentence\r\n"));
  const { heard } = listen(pty.path);
  await until("fresh bytes are heard", () => {
    pty.write(Buffer.from("$fresh\r\n"));
    return heard.text.includes("$fresh");
  });
  expect(heard.text).not.toContain("stale");
});

it("loses nothing of a burst far faster than any receiver", async () => {
  const pty = await cable();
  const { heard } = listen(pty.path);
  await until("the port answers", () => {
    pty.write(Buffer.from("!"));
    return heard.text.includes("!");
  });
  await until("all probes are heard", () => pty.backlog() === 0);
  const sentence = "$GPGGA,000000.00,,,,,0,00,99.99,,,,,,*61\r\n";
  const count = 20_000;
  const droppedBefore = pty.dropped();
  for (let sent = 0; sent < count; ) {
    for (let n = 0; n < 1000; n++, sent++) pty.write(Buffer.from(sentence));
    await until("the queue has room", () => pty.backlog() === 0);
  }
  await until("the last is heard", () => heard.text.length - heard.text.indexOf("$") >= count * sentence.length);
  expect(pty.dropped()).toBe(droppedBefore);
  expect(heard.text.slice(heard.text.indexOf("$"))).toBe(sentence.repeat(count));
});

it("F20 an unplugged receiver costs no processor time while it is away", async () => {
  const pty = await cable();
  const { heard } = listen(pty.path);
  await until("the port answers", () => {
    pty.write(Buffer.from("!"));
    return heard.text !== "";
  });
  await pty.close();
  await until("it is lost", () => heard.troubles.includes("lost"));
  const [startMs, before] = [performance.now(), process.cpuUsage()];
  await until("it was looked for again", () => heard.troubles.length >= 8);
  const { user, system } = process.cpuUsage(before);
  // The library's own read loop, which this replaces, took over 80 % of a processor here, for ever.
  expect((user + system) / 1000 / (performance.now() - startMs)).toBeLessThan(0.5);
});

it.each<[string, ReceiverTrouble]>([
  ["Error: No such file or directory, cannot open /dev/x", "absent"],
  ["Error: No such device or address, cannot open /dev/x", "absent"],
  ["Error: Permission denied, cannot open /dev/x", "denied"],
  ["Error: Device or resource busy, cannot open /dev/x", "busy"],
  ["Error Resource temporarily unavailable Cannot lock port", "busy"],
  ["Error: Input/output error, cannot flush", "lost"],
  ["Error: Inappropriate ioctl for device", "failed"],
])("names %j as trouble of the kind %s", (text, trouble) => {
  expect(openTrouble(new Error(text))).toBe(trouble);
});
