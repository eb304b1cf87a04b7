import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nacl from "tweetnacl";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { NOTHING_HEARD } from "../../guardian/core/hearing.ts";
import { NO_SEQUENCES } from "../../guardian/core/sequence-tally.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import { openSqlite } from "../../guardian/store/sqlite.ts";
import { openStore } from "../../guardian/store/store.ts";
import { makeDeviceState } from "../../guardian/subscriber/device-state.ts";
import { MAX_BATCH } from "../../guardian/subscriber/inbox.ts";
import { takeInAll } from "../../guardian/subscriber/intake.ts";
import { ToyDevice } from "../oracle/toy-device.ts";

export interface Bench {
  name: string;
  unit: string;
  ours: number;
  peers: { name: string; rate: number }[];
}

const FRAMES = 10_000;
/** The peer that waits for the disk at each message is far slower; a share of the work gives the same rate. */
const SINGLE_MESSAGES = 2000;
const ROUNDS = 3;
const START_S = 1_790_000_000;

function sealedFrames(root: Uint8Array): Uint8Array[] {
  const device = new ToyDevice(guardianCipher, root);
  const frames: Uint8Array[] = [];
  for (let i = 0; i < FRAMES; i++) {
    if (i % 1000 === 999) device.step();
    frames.push(device.fix(START_S + i).frame);
  }
  return frames;
}

/** OwnTracks' published form: a shared passphrase padded with zeros, the nonce before the box, base64 in JSON. */
function ownTracksMessages(key: Uint8Array): Buffer[] {
  const messages: Buffer[] = [];
  for (let i = 0; i < FRAMES; i++) {
    const location = {
      _type: "location",
      acc: 5,
      alt: 120,
      batt: 80,
      bs: 1,
      conn: "m",
      lat: 38 + i * 7e-7,
      lon: 23.7 - i * 11e-7,
      t: "p",
      tid: "ab",
      tst: START_S + i,
      vac: 3,
      vel: 4,
    };
    const nonce = new Uint8Array(randomBytes(24));
    const box = nacl.secretbox(Buffer.from(JSON.stringify(location)), nonce, key);
    messages.push(Buffer.from(JSON.stringify({ _type: "encrypted", data: Buffer.concat([nonce, box]).toString("base64") })));
  }
  return messages;
}

function openOwnTracks(message: Buffer, key: Uint8Array): { tst: number; lat: number; lon: number; acc: number } {
  const data = Buffer.from(JSON.parse(message.toString()).data, "base64");
  const opened = nacl.secretbox.open(data.subarray(24), data.subarray(0, 24), key);
  if (opened === null) throw new Error("the bench's own message does not open");
  return JSON.parse(Buffer.from(opened).toString());
}

function rate(count: number, work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

function measureOurs(file: string, root: Uint8Array, frames: readonly Uint8Array[]): number {
  const opened = openStore(file, new Uint8Array(randomBytes(32)), guardianCipher);
  if (!opened.ok) throw new Error(opened.sentence);
  const store = opened.value;
  const pair = makePair(guardianCipher, "bench", "bench", root);
  store.addPair(pair, 0);
  const device = makeDeviceState(pair, NOTHING_HEARD, NO_SEQUENCES);
  const found = rate(frames.length, () => {
    for (let at = 0; at < frames.length; at += MAX_BATCH) {
      const arrived = frames.slice(at, at + MAX_BATCH).map((frame) => ({ device, frame }));
      if (!Array.isArray(takeInAll(guardianCipher, store, arrived, START_S * 1000))) throw new Error("the bench's store failed");
    }
  });
  if (store.trail("bench", 0, FRAMES + 1).length !== frames.length) throw new Error("not every frame was stored");
  store.close();
  return found;
}

function measureOwnTracks(file: string, key: Uint8Array, messages: readonly Buffer[], batch: number): number {
  const driver: Driver = openSqlite(file);
  driver.execute("CREATE TABLE location (tst INTEGER, lat REAL, lon REAL, acc INTEGER, PRIMARY KEY (tst, lat, lon)) STRICT");
  const insert = driver.prepare("INSERT OR IGNORE INTO location VALUES (?, ?, ?, ?)");
  const found = rate(messages.length, () => {
    for (let at = 0; at < messages.length; at += batch) {
      driver.transaction(() => {
        for (const message of messages.slice(at, at + batch)) {
          const { tst, lat, lon, acc } = openOwnTracks(message, key);
          insert.run(tst, lat, lon, acc);
        }
      });
    }
  });
  driver.close();
  return found;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >>> 1] as number;
}

/**
 * Frames opened and durably stored a second, beside a chain of OwnTracks' format on the same SQL driver with the same
 * settings: as its recorder does it, a commit for each message, and with our batches. Medians of interleaved rounds.
 */
export async function benchIngest(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-bench-"));
  const root = new Uint8Array(randomBytes(32));
  const key = new Uint8Array(32);
  key.set(Buffer.from("a passphrase"));
  const frames = sealedFrames(root);
  const messages = ownTracksMessages(key);
  const ours: number[] = [];
  const single: number[] = [];
  const batched: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(measureOurs(join(folder, `ours-${round}.db`), root, frames));
      single.push(measureOwnTracks(join(folder, `single-${round}.db`), key, messages.slice(0, SINGLE_MESSAGES), 1));
      batched.push(measureOwnTracks(join(folder, `batched-${round}.db`), key, messages, MAX_BATCH));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {
    name: "decrypt and store",
    unit: "fixes/s",
    ours: median(ours),
    peers: [
      { name: "OwnTracks format, a commit for each message", rate: median(single) },
      { name: `OwnTracks format, ${MAX_BATCH} messages in a commit`, rate: median(batched) },
    ],
  };
}
