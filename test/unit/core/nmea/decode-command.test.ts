import { once } from "node:events";
import { PassThrough, Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { decode } from "../../../../device/node/decode.ts";
import { bytes, random } from "../../../random.ts";
import { lines } from "./hear.ts";

const RMC = "GPRMC,120000.00,A,3758.0000,N,02343.0000,E,1.0,90.0,010626,,,A";

interface Printed {
  class: string;
  [key: string]: unknown;
}

async function printedFor(input: Readable): Promise<Printed[]> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on("data", (chunk: Buffer) => chunks.push(chunk));
  await decode(input, output);
  output.end();
  await once(output, "end");
  const text = Buffer.concat(chunks).toString();
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Printed);
}

test("prints each fix, each refused line with its number, and a summary", async () => {
  const stream = `# a remark with ${lines(RMC)}${lines(RMC)}${lines("GPGSV,1,1,00")}\r\nnoise\r\n$GPGGA,1,2\r\n`;
  const printed = await printedFor(Readable.from([Buffer.from(stream)]));
  expect(printed).toEqual([
    { class: "refused", reason: "no-sentence", type: "", line: 5 },
    { class: "refused", reason: "no-checksum", type: "GGA", line: 6 },
    {
      class: "fix",
      time: "2026-06-01T12:00:00.000Z",
      lat: 37 + 58 / 60,
      lon: 23 + 43 / 60,
      altitudeM: null,
      accuracyM: null,
      hdop: null,
      satellites: null,
      speedMps: 1852 / 3600,
      courseDeg: 90,
      quality: "autonomous",
    },
    { class: "summary", fixes: 1, decoded: { RMC: 1 }, named: { GSV: 1 }, refused: { "no-sentence": 1, "no-checksum": 1 } },
  ]);
});

test("an empty input is a summary of nothing", async () => {
  expect(await printedFor(Readable.from([]))).toEqual([{ class: "summary", fixes: 0, decoded: {}, named: {}, refused: {} }]);
});

test("a megabyte of noise ends in a summary with a limited number of names", async () => {
  const next = random(3);
  const printed = await printedFor(Readable.from(Array.from({ length: 16 }, () => Buffer.from(bytes(next, 65536)))));
  const last = printed.at(-1);
  expect(last).toMatchObject({ class: "summary", fixes: 0 });
  expect(Object.keys(last?.named ?? {}).length).toBeLessThanOrEqual(201);
});

test("reads no further than the output takes it", async () => {
  let read = 0;
  const line = Buffer.from(lines(RMC).replace("*", "*0").repeat(500));
  const input = new Readable({
    read() {
      read += line.length;
      this.push(read > 20_000_000 ? null : line);
    },
  });
  let release: () => void = () => {};
  const stuck = new Writable({
    write(_chunk, _encoding, done) {
      release = done;
    },
  });
  const done = decode(input, stuck).catch(() => {});
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(read).toBeLessThan(2_000_000);
  input.destroy();
  release();
  await done;
});

test("an output that has seen enough is no failure; an input that fails is", async () => {
  const closed = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error("closed"), { code: "EPIPE" }));
    },
  });
  await expect(decode(Readable.from([Buffer.from("noise\n")]), closed)).resolves.toBeUndefined();
  const broken = new Readable({
    read() {
      this.destroy(new Error("EIO"));
    },
  });
  await expect(decode(broken, new PassThrough())).rejects.toThrow("EIO");
});
