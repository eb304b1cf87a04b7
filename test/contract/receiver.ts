import { describe, expect, it } from "vitest";
import type { Receiver, ReceiverTrouble } from "../../device/core/ports.ts";

export interface ReceiverUnderTest {
  receiver: Receiver;
  /** Sends over the cable. */
  send(bytes: Uint8Array): void;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Whether something holds the other end of the cable open; it may still be emptying it of what is stale. */
  listened(): boolean;
  /** Lets time pass until a claim holds, or throws. */
  until(claim: string, holds: () => boolean): Promise<void>;
  /** Lets enough time pass for anything that is going to happen. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** What was heard from a receiver. */
function listener() {
  const troubles: ReceiverTrouble[] = [];
  let text = "";
  return {
    troubles,
    text: () => text,
    onBytes: (bytes: Uint8Array) => {
      text += Buffer.from(bytes).toString("latin1");
    },
    onTrouble: (trouble: ReceiverTrouble) => void troubles.push(trouble),
  };
}

const SENTENCE = "$GPTXT,01,01,02,contract*2F\r\n";
const sentence = Buffer.from(SENTENCE);

/** What every Receiver keeps. */
export function receiverContract(name: string, make: (options: { plugged: boolean }) => Promise<ReceiverUnderTest>): void {
  describe(`receiver contract: ${name}`, () => {
    it("R-10 opens nothing before it is started", async () => {
      const test = await make({ plugged: true });
      await test.settle();
      expect(test.listened()).toBe(false);
      await test.close();
    });

    it("R-01 hands on every byte in order, in pieces of any length", async () => {
      const test = await make({ plugged: true });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("the port is open", test.listened);
      await test.settle();
      for (let n = 0; n < 50; n++) test.send(sentence);
      await test.until("all is heard", () => heard.text().length >= 50 * SENTENCE.length);
      expect(heard.text()).toBe(SENTENCE.repeat(50));
      expect(heard.troubles).toEqual([]);
      await test.close();
    });

    it("R-10 lets go of the port on stop and hears nothing after it; stopping twice is no error", async () => {
      const test = await make({ plugged: true });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("the port is open", test.listened);
      test.receiver.stop();
      test.receiver.stop();
      await test.until("the port is let go", () => !test.listened());
      test.send(sentence);
      await test.settle();
      expect(heard.text()).toBe("");
      expect(heard.troubles).toEqual([]);
      await test.close();
    });

    it("R-10 stopped while it is opening, stays closed", async () => {
      const test = await make({ plugged: true });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      test.receiver.stop();
      await test.settle();
      await test.until("the port is let go", () => !test.listened());
      test.send(sentence);
      await test.settle();
      expect(heard.text()).toBe("");
      await test.close();
    });

    it("starts again after a stop", async () => {
      const test = await make({ plugged: true });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("the port is open", test.listened);
      test.receiver.stop();
      await test.until("the port is let go", () => !test.listened());
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("the port is open again", test.listened);
      await test.settle();
      test.send(sentence);
      await test.until("the sentence is heard", () => heard.text() === SENTENCE);
      await test.close();
    });

    it("says that the receiver is absent, and opens it by itself when it is plugged in", async () => {
      const test = await make({ plugged: false });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("it says absent", () => heard.troubles.includes("absent"));
      await test.plug();
      await test.until("the port is open", test.listened);
      await test.settle();
      test.send(sentence);
      await test.until("the sentence is heard", () => heard.text() === SENTENCE);
      await test.close();
    });

    it("says that the receiver is lost when it is unplugged, and goes on when it is back", async () => {
      const test = await make({ plugged: true });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("the port is open", test.listened);
      await test.unplug();
      await test.until("it says lost", () => heard.troubles.includes("lost"));
      expect(heard.troubles[0]).toBe("lost");
      await test.plug();
      await test.until("the port is open again", test.listened);
      await test.settle();
      test.send(sentence);
      await test.until("the sentence is heard", () => heard.text() === SENTENCE);
      await test.close();
    });

    it("gives up looking for a missing receiver when it is stopped", async () => {
      const test = await make({ plugged: false });
      const heard = listener();
      test.receiver.start(heard.onBytes, heard.onTrouble);
      await test.until("it says absent", () => heard.troubles.length > 0);
      test.receiver.stop();
      const before = heard.troubles.length;
      await test.plug();
      await test.settle();
      expect(heard.troubles.length).toBe(before);
      expect(test.listened()).toBe(false);
      await test.close();
    });
  });
}
