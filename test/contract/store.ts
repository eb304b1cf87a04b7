import { afterEach, describe, expect, it } from "vitest";
import type { Store } from "../../device/core/ports.ts";

/** A store to try, and how to come back to it after the power was cut. */
export interface StoreUnderTest {
  store: Store;
  /** Ends this life of the device and begins the next on the same medium. */
  reboot(): Store;
  close(): void;
}

const bytes = (...values: number[]) => new Uint8Array(values);

/** What every Store keeps. */
export function storeContract(name: string, make: () => StoreUnderTest): void {
  describe(`store contract: ${name}`, () => {
    let current: StoreUnderTest | null = null;
    const fresh = () => {
      current = make();
      return current;
    };
    afterEach(() => {
      current?.close();
      current = null;
    });

    it("has nothing under a name that was never written", () => {
      expect(fresh().store.load("consent")).toBeNull();
    });

    it("gives back what was replaced, the newest only", () => {
      const { store } = fresh();
      expect(store.replace("pair-0", bytes(1, 2, 3))).toBe(true);
      expect(store.replace("pair-0", bytes(4))).toBe(true);
      expect(store.load("pair-0")).toEqual(bytes(4));
    });

    it("keeps an empty value apart from none", () => {
      const { store } = fresh();
      expect(store.replace("outbox", bytes())).toBe(true);
      expect(store.load("outbox")).toEqual(bytes());
    });

    it("appends to nothing and to something, in order", () => {
      const { store } = fresh();
      expect(store.append("outbox", bytes(1))).toBe(true);
      expect(store.append("outbox", bytes(2, 3))).toBe(true);
      expect(store.load("outbox")).toEqual(bytes(1, 2, 3));
    });

    it("appends to what a replace left, and not to what was there before it", () => {
      const { store } = fresh();
      store.append("outbox", bytes(1, 1, 1));
      store.replace("outbox", bytes(7));
      expect(store.append("outbox", bytes(8))).toBe(true);
      expect(store.load("outbox")).toEqual(bytes(7, 8));
    });

    it("R-34 erases, and erasing nothing succeeds", () => {
      const { store } = fresh();
      store.append("outbox", bytes(1));
      expect(store.erase("outbox")).toBe(true);
      expect(store.load("outbox")).toBeNull();
      expect(store.erase("outbox")).toBe(true);
      expect(store.append("outbox", bytes(9))).toBe(true);
      expect(store.load("outbox")).toEqual(bytes(9));
    });

    it("keeps names apart", () => {
      const { store } = fresh();
      store.replace("pair-1", bytes(1));
      store.replace("pair-10", bytes(10));
      store.erase("pair-1");
      expect(store.load("pair-10")).toEqual(bytes(10));
    });

    it("hands out and takes in copies", () => {
      const { store } = fresh();
      const mine = bytes(1, 2);
      store.replace("consent", mine);
      mine.fill(0);
      const first = store.load("consent");
      first?.fill(0);
      expect(store.load("consent")).toEqual(bytes(1, 2));
    });

    it("P45 finds everything again after a reboot", () => {
      const { store, reboot } = fresh();
      store.replace("consent", bytes(5));
      store.append("outbox", bytes(1));
      store.append("outbox", bytes(2));
      store.replace("pair-0", bytes(1));
      store.erase("pair-0");
      const next = reboot();
      expect(next.load("consent")).toEqual(bytes(5));
      expect(next.load("outbox")).toEqual(bytes(1, 2));
      expect(next.load("pair-0")).toBeNull();
      expect(next.append("outbox", bytes(3))).toBe(true);
      expect(next.load("outbox")).toEqual(bytes(1, 2, 3));
    });

    it.each(["", "..", "../key", "a/b", "a.b", "a b", "é", "x".repeat(65)])("refuses %j as a name, without a throw", (bad) => {
      const { store } = fresh();
      expect(store.replace(bad, bytes(1))).toBe(false);
      expect(store.append(bad, bytes(1))).toBe(false);
      expect(store.erase(bad)).toBe(false);
      expect(store.load(bad)).toBeNull();
    });

    it("keeps a value as long as a week's outbox", () => {
      const { store } = fresh();
      const long = new Uint8Array(1_700_000).map((_, index) => index % 251);
      expect(store.replace("outbox", long)).toBe(true);
      expect(store.append("outbox", bytes(1))).toBe(true);
      const back = store.load("outbox");
      expect(back?.length).toBe(long.length + 1);
      expect(Buffer.compare(back?.subarray(0, long.length) ?? bytes(), long)).toBe(0);
    });
  });
}
