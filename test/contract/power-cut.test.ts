import { expect, it } from "vitest";
import { simStore } from "../../simulator/world/sim-store.ts";

const OLD = new Uint8Array([1, 2, 3]);
const NEW = new Uint8Array([7, 8, 9, 10]);

/** What the next boot finds when the power goes after `byte` bytes of the second write. */
function after(byte: number, write: (store: ReturnType<typeof simStore>) => boolean): number[] | null {
  const store = simStore();
  store.append("value", OLD);
  store.setFault({ kind: "cut", write: 1, byte });
  expect(write(store)).toBe(false);
  expect(store.isCut()).toBe(true);
  expect(store.load("value")).toBeNull();
  expect(store.replace("value", NEW)).toBe(false);
  const found = simStore(store.surviving()).load("value");
  return found === null ? null : [...found];
}

it("P45 a power cut at any byte of a replace leaves the old value or the new one", () => {
  const found = [0, 1, 2, 3, 4, 5].map((byte) => after(byte, (store) => store.replace("value", NEW)));
  expect(found).toEqual([...Array(5).fill([1, 2, 3]), [7, 8, 9, 10]]);
});

it("P45 a power cut at any byte of an append leaves the beginning of the addition", () => {
  const found = [0, 1, 2, 3, 4].map((byte) => after(byte, (store) => store.append("value", NEW)));
  expect(found).toEqual([
    [1, 2, 3],
    [1, 2, 3, 7],
    [1, 2, 3, 7, 8],
    [1, 2, 3, 7, 8, 9],
    [1, 2, 3, 7, 8, 9, 10],
  ]);
});

it("P45 a power cut at any byte of an erase leaves part of it zero, or nothing", () => {
  const found = [0, 1, 2, 3, 4].map((byte) => after(byte, (store) => store.erase("value")));
  expect(found).toEqual([[1, 2, 3], [0, 2, 3], [0, 0, 3], [0, 0, 0], null]);
});

it("F9 a full store refuses what grows and still erases; a failing write fails once, or from then on", () => {
  const store = simStore();
  store.replace("value", OLD);
  store.setFault({ kind: "full" });
  expect([store.replace("value", NEW), store.append("value", NEW), store.erase("value")]).toEqual([false, false, true]);
  store.setFault({ kind: "fail-at", write: store.writes() + 1 });
  expect([1, 2, 3].map(() => store.append("value", NEW))).toEqual([true, false, true]);
  store.setFault({ kind: "fail-from", write: store.writes() + 1 });
  expect([1, 2, 3].map(() => store.append("value", NEW))).toEqual([true, false, false]);
});
