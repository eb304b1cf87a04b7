import { describe, expect, it } from "vitest";
import type { Link } from "../../device/core/ports.ts";

export interface LinkUnderTest {
  link: Link;
  /** Another client of the same broker, already connected and listening to all the topics that the suite uses. */
  far: { publish(topic: string, payload: Uint8Array): Promise<void>; heard(): { topic: string; payload: Uint8Array }[] };
  cut(): Promise<void>;
  mend(): Promise<void>;
  until(claim: string, holds: () => boolean): Promise<void>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

export const TOPIC_OUT = "l1/AAAAAAAAAAAAAAAA";
export const TOPIC_IN = "l1/BBBBBBBBBBBBBBBB";
export const TOPIC_NEXT = "l1/CCCCCCCCCCCCCCCC";

function listener() {
  const messages: { topic: string; payload: Uint8Array }[] = [];
  const counts = { up: 0, down: 0 };
  return {
    messages,
    counts,
    up: () => void counts.up++,
    down: () => void counts.down++,
    message: (topic: string, payload: Uint8Array) => void messages.push({ topic, payload }),
  };
}

const frame = (fill: number) => new Uint8Array(64).fill(fill);

/** What every Link keeps. */
export function linkContract(name: string, make: () => Promise<LinkUnderTest>): void {
  describe(`link contract: ${name}`, () => {
    it("R-01 carries bytes to a topic, each once, in order", async () => {
      const test = await make();
      const heard = listener();
      test.link.start(heard);
      await test.until("the link is up", () => heard.counts.up === 1);
      for (let n = 0; n < 20; n++) test.link.publish(TOPIC_OUT, frame(n));
      await test.until("all arrived", () => test.far.heard().length >= 20);
      await test.settle();
      expect(test.far.heard()).toEqual(Array.from({ length: 20 }, (_, n) => ({ topic: TOPIC_OUT, payload: frame(n) })));
      await test.close();
    });

    it("hears its topics and no others, whether it asked before or after the link was up", async () => {
      const test = await make();
      const heard = listener();
      test.link.subscribe([TOPIC_IN]);
      test.link.start(heard);
      await test.until("the link is up", () => heard.counts.up === 1);
      await test.settle();
      await test.far.publish(TOPIC_NEXT, frame(1));
      await test.far.publish(TOPIC_IN, frame(2));
      await test.until("one message came", () => heard.messages.length > 0);
      test.link.subscribe([TOPIC_NEXT]);
      await test.settle();
      await test.far.publish(TOPIC_IN, frame(3));
      await test.far.publish(TOPIC_NEXT, frame(4));
      await test.until("a second message came", () => heard.messages.length > 1);
      await test.settle();
      expect(heard.messages).toEqual([
        { topic: TOPIC_IN, payload: frame(2) },
        { topic: TOPIC_NEXT, payload: frame(4) },
      ]);
      await test.close();
    });

    it("hurries when asked to, and is not harmed by it at any other moment", async () => {
      const test = await make();
      const heard = listener();
      test.link.hurry();
      test.link.start(heard);
      test.link.hurry();
      await test.until("the link is up", () => heard.counts.up === 1);
      test.link.hurry();
      await test.cut();
      await test.until("the link is down", () => heard.counts.down === 1);
      await test.mend();
      test.link.hurry();
      await test.until("the link is up again", () => heard.counts.up === 2);
      await test.settle();
      expect(heard.counts).toEqual({ up: 2, down: 1 });
      await test.close();
      test.link.hurry();
      await test.settle();
      expect(heard.counts.up).toBe(2);
    });

    it("F20 drops what is published while it is down, and never sends it later by itself", async () => {
      const test = await make();
      const heard = listener();
      test.link.publish(TOPIC_OUT, frame(1));
      test.link.start(heard);
      test.link.publish(TOPIC_OUT, frame(2));
      await test.until("the link is up", () => heard.counts.up === 1);
      await test.cut();
      await test.until("the link is down", () => heard.counts.down === 1);
      test.link.publish(TOPIC_OUT, frame(3));
      await test.mend();
      await test.until("the link is up again", () => heard.counts.up === 2);
      test.link.publish(TOPIC_OUT, frame(4));
      await test.until("the last arrived", () => test.far.heard().length > 0);
      await test.settle();
      expect(test.far.heard()).toEqual([{ topic: TOPIC_OUT, payload: frame(4) }]);
      await test.close();
    });

    it("F20 remembers its topics when it connects again", async () => {
      const test = await make();
      const heard = listener();
      test.link.start(heard);
      test.link.subscribe([TOPIC_IN]);
      await test.until("the link is up", () => heard.counts.up === 1);
      await test.cut();
      await test.until("the link is down", () => heard.counts.down === 1);
      await test.mend();
      await test.until("the link is up again", () => heard.counts.up === 2);
      await test.settle();
      await test.far.publish(TOPIC_IN, frame(1));
      await test.until("the message came", () => heard.messages.length === 1);
      await test.close();
    });

    it("R-14 after stop nothing is sent and nothing is heard; stopping twice is no error", async () => {
      const test = await make();
      const heard = listener();
      test.link.subscribe([TOPIC_IN]);
      test.link.start(heard);
      await test.until("the link is up", () => heard.counts.up === 1);
      test.link.stop();
      test.link.stop();
      test.link.publish(TOPIC_OUT, frame(1));
      await test.far.publish(TOPIC_IN, frame(2));
      await test.settle();
      expect(test.far.heard()).toEqual([]);
      expect(heard.messages).toEqual([]);
      expect(heard.counts).toEqual({ up: 1, down: 0 });
      await test.close();
    });

    it("stops for good even while it is looking for the broker", async () => {
      const test = await make();
      const heard = listener();
      await test.cut();
      test.link.start(heard);
      await test.settle();
      test.link.stop();
      await test.mend();
      await test.settle();
      expect(heard.counts).toEqual({ up: 0, down: 0 });
      await test.close();
    });

    it("starts again after a stop", async () => {
      const test = await make();
      const heard = listener();
      test.link.start(heard);
      await test.until("the link is up", () => heard.counts.up === 1);
      test.link.stop();
      test.link.start(heard);
      await test.until("the link is up again", () => heard.counts.up === 2);
      test.link.publish(TOPIC_OUT, frame(1));
      await test.until("it arrived", () => test.far.heard().length === 1);
      await test.close();
    });
  });
}
