import type { Store, StoreName } from "../../device/core/ports.ts";

/** What is on the medium: one value a name. */
export type Image = ReadonlyMap<StoreName, Uint8Array>;

/** Writes are counted from 0 over the life of the store; a write is a `replace`, an `append` or an `erase`. */
export type StoreFault =
  | { kind: "none" }
  /** No room: every replace and append fails; erasing works. */
  | { kind: "full" }
  /** One write fails. */
  | { kind: "fail-at"; write: number }
  /** Every write from this one on fails. */
  | { kind: "fail-from"; write: number }
  /** Power goes after `byte` bytes of this write. Nothing works any more; `surviving` holds what the next boot finds. */
  | { kind: "cut"; write: number; byte: number };

export interface SimStore extends Store {
  setFault(fault: StoreFault): void;
  /** Writes so far, including those that failed. */
  writes(): number;
  /** True once the power is gone. */
  isCut(): boolean;
  /** Copy of what is on the medium now. Give it to the next `simStore`, as a boot does. */
  surviving(): Image;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const out = new Uint8Array(one.length + other.length);
  out.set(one, 0);
  out.set(other, one.length);
  return out;
}

function fails(fault: StoreFault, write: number, growing: boolean): boolean {
  if (fault.kind === "full") return growing;
  if (fault.kind === "fail-at") return write === fault.write;
  return fault.kind === "fail-from" && write >= fault.write;
}

const NAME = /^[A-Za-z0-9-]{1,64}$/;
const NOTHING = new Uint8Array(0);

function copyOfImage(image: Image): Map<StoreName, Uint8Array> {
  return new Map([...image].map(([name, bytes]) => [name, bytes.slice()]));
}

/**
 * A disk of the simulated world that behaves as the file store does: `replace` writes aside and renames, `append` grows
 * in place, `erase` overwrites with zeros and then removes.
 * @param image what an earlier life left.
 */
export function simStore(image: Image = new Map()): SimStore {
  const values = copyOfImage(image);
  let fault: StoreFault = { kind: "none" };
  let count = 0;
  let cut = false;

  /** How many bytes of this write reach the medium; null: all of it, and it succeeds. */
  function reach(name: StoreName, growing: boolean): number | null {
    if (cut || !NAME.test(name)) return 0;
    const write = count++;
    if (fault.kind === "cut" && write === fault.write) {
      cut = true;
      return fault.byte;
    }
    return fails(fault, write, growing) ? 0 : null;
  }

  return {
    load: (name) => (cut || !NAME.test(name) ? null : (values.get(name)?.slice() ?? null)),
    replace(name, bytes) {
      const done = reach(name, true);
      // The rename comes last: with every byte written and the power gone, the old value still stands.
      if (done === null || done > bytes.length) values.set(name, bytes.slice());
      return done === null;
    },
    append(name, bytes) {
      const done = reach(name, true);
      const before = values.get(name) ?? NOTHING;
      if (done === null || done > 0) values.set(name, joined(before, bytes.slice(0, done ?? bytes.length)));
      return done === null;
    },
    erase(name) {
      const done = reach(name, false);
      const value = values.get(name);
      if (done === null || (value !== undefined && done > value.length)) values.delete(name);
      else value?.fill(0, 0, done);
      return done === null;
    },
    setFault(to) {
      fault = to;
    },
    writes: () => count,
    isCut: () => cut,
    surviving: () => copyOfImage(values),
  };
}
