import { describe, expect, it } from "vitest";
import type { Button } from "../../device/core/ports.ts";

export interface ButtonUnderTest {
  button: Button;
  /** The finger, whether or not anybody listens. */
  press(): void;
  release(): void;
  /** Lets time pass until a claim holds, or throws. */
  until(claim: string, holds: () => boolean): Promise<void>;
  /** Lets enough time pass for anything that is going to happen. */
  settle(): Promise<void>;
  close(): void;
}

/** What every Button keeps. */
export function buttonContract(name: string, make: () => ButtonUnderTest): void {
  async function withButton(act: (test: ButtonUnderTest, heard: boolean[]) => Promise<void>): Promise<void> {
    const test = make();
    try {
      await act(test, []);
    } finally {
      test.button.stop();
      test.close();
    }
  }

  describe(`button contract: ${name}`, () => {
    it("R-14 tells every change, in order, and nothing twice", () =>
      withButton(async (test, heard) => {
        test.button.start((down) => heard.push(down));
        for (let n = 0; n < 20; n++) {
          test.press();
          test.press();
          test.release();
          test.release();
        }
        await test.until("all is heard", () => heard.length >= 40);
        await test.settle();
        expect(heard).toEqual(Array.from({ length: 40 }, (_, i) => i % 2 === 0));
      }));

    it("says nothing while nobody touches it", () =>
      withButton(async (test, heard) => {
        test.button.start((down) => heard.push(down));
        await test.settle();
        expect(heard).toEqual([]);
      }));

    it("tells the first state when it is down at the start, and that it comes up", () =>
      withButton(async (test, heard) => {
        test.press();
        test.button.start((down) => heard.push(down));
        await test.until("it is down", () => heard.length === 1);
        test.release();
        await test.until("it is up", () => heard.length === 2);
        expect(heard).toEqual([true, false]);
      }));

    it("tells nothing after it was stopped, not even while it is down; stopping twice is no error", () =>
      withButton(async (test, heard) => {
        test.button.start((down) => heard.push(down));
        test.press();
        await test.until("it is down", () => heard.length === 1);
        test.button.stop();
        test.button.stop();
        test.release();
        test.press();
        await test.settle();
        expect(heard).toEqual([true]);
      }));

    it("may be stopped by whoever it tells", () =>
      withButton(async (test, heard) => {
        test.button.start((down) => {
          heard.push(down);
          test.button.stop();
        });
        test.press();
        test.release();
        await test.until("it is down", () => heard.length > 0);
        await test.settle();
        expect(heard).toEqual([true]);
      }));

    it("starts again after a stop, and has forgotten how it was", () =>
      withButton(async (test, heard) => {
        test.button.start((down) => heard.push(down));
        test.press();
        await test.until("it is down", () => heard.length === 1);
        test.button.stop();
        test.release();
        test.button.start((down) => heard.push(down));
        test.press();
        await test.until("it is down again", () => heard.length === 2);
        expect(heard).toEqual([true, true]);
      }));
  });
}
