import { expect, test } from "vitest";
import { topicOf } from "../../../../device/protocol/topic.ts";
import { guardianCipher } from "../../../../guardian/core/cipher.ts";
import { pauseMs } from "../../../../guardian/subscriber/broker-link.ts";
import { refuseBroker } from "../../../../guardian/subscriber/broker-options.ts";
import { MAX_BATCH, MAX_QUEUED, openInbox } from "../../../../guardian/subscriber/inbox.ts";
import type { Arrived } from "../../../../guardian/subscriber/intake.ts";
import { topicBook } from "../../../../guardian/subscriber/topic-book.ts";

const KEY = new Uint8Array(32).fill(3);

test("R-60 the console listens to yesterday, today and tomorrow of each pair, and never to a pattern", () => {
  const book = topicBook(
    guardianCipher,
    new Map([
      ["a", KEY],
      ["b", new Uint8Array(32)],
    ]),
    20_000,
  );
  const topics = [19_999, 20_000, 20_001].map((day) => topicOf(guardianCipher, KEY, "telemetry", day));
  expect(book.listen).toHaveLength(6);
  expect(book.listen.slice(0, 3)).toEqual(topics);
  expect(book.listen.every((topic) => /^l1\/[A-Za-z0-9_-]{16}$/.test(topic))).toBe(true);
  expect(topics.map((topic) => book.pairOf.get(topic))).toEqual(["a", "a", "a"]);
});

test("frames that a broker queued on the topics of the last fourteen days are still known, and those topics are left", () => {
  const book = topicBook(guardianCipher, new Map([["a", KEY]]), 20_000);
  const topic = topicOf(guardianCipher, KEY, "telemetry", 19_986);
  expect(book.pairOf.get(topic)).toBe("a");
  expect(book.leave).toContain(topic);
  expect(book.pairOf.has(topicOf(guardianCipher, KEY, "telemetry", 19_985))).toBe(false);
});

test("F23 pauses between attempts double up to half a minute and differ by chance", () => {
  expect([0, 1, 2, 6, 7, 1000].map((attempt) => pauseMs(attempt, 1))).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000]);
  expect(pauseMs(3, 0)).toBe(2000);
});

test("a broker across a network must be reached over TLS, unless that is permitted in so many words", () => {
  const at = (url: string, allowPlain = false) => refuseBroker({ url, username: "", password: null, caFile: null, allowPlain });
  expect(at("mqtts://broker.example:8883")).toBeNull();
  for (const url of ["mqtt://127.0.0.1:1883", "mqtt://localhost", "mqtt://[::1]:1883"]) expect(at(url)).toBeNull();
  expect(at("mqtt://broker.example")).toMatch(/not encrypted/);
  expect(at("mqtt://broker.example", true)).toBeNull();
  for (const url of ["", "broker", "http://broker", "ws://127.0.0.1", "mqtts://me:secret@broker"]) expect(at(url)).not.toBeNull();
  expect(at("mqtts://me:secret@broker")).not.toContain("secret");
});

test("frames that come together are taken in together, and beyond MAX_QUEUED they are dropped and counted", () => {
  const batches: number[] = [];
  let dropped = 0;
  const inbox = openInbox(
    (arrived) => void batches.push(arrived.length),
    () => {
      dropped += 1;
    },
  );
  const arrived = { frame: new Uint8Array(64) } as Arrived;
  for (let i = 0; i < MAX_QUEUED + 5; i++) inbox.put(arrived);
  inbox.flush();
  expect(dropped).toBe(5);
  expect(batches).toEqual(new Array(MAX_QUEUED / MAX_BATCH).fill(MAX_BATCH));
});
