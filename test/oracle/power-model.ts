import type { Store, StoreName } from "../../device/core/ports.ts";

/** One call of the store, with what stood under the name before it and what stands there when it has succeeded. */
export interface StoreCall {
  kind: "replace" | "append" | "erase";
  name: StoreName;
  before: Uint8Array | null;
  after: Uint8Array | null;
}

export type Values = Map<StoreName, Uint8Array>;

export interface ModelStore extends Store {
  /** What every call that succeeded has made of the names. */
  readonly values: Values;
  /** Names whose latest calls failed, with what each would have made: any of it may be found. */
  readonly doubtful: Map<StoreName, (Uint8Array | null)[]>;
  /** Calls that failed. */
  refused(): number;
}

const NOTHING = new Uint8Array(0);

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const out = new Uint8Array(one.length + other.length);
  out.set(one, 0);
  out.set(other, one.length);
  return out;
}

function settle(model: { values: Values; doubtful: ModelStore["doubtful"] }, call: StoreCall, done: boolean): boolean {
  if (!done) model.doubtful.set(call.name, [...(model.doubtful.get(call.name) ?? []), call.after]);
  else {
    model.doubtful.delete(call.name);
    if (call.after === null) model.values.delete(call.name);
    else model.values.set(call.name, call.after);
  }
  return done;
}

/**
 * A store that keeps in memory what the one below should hold.
 * @param onCall told of every call before it is made.
 */
export function modelOver(store: Store, values: Values, onCall: (call: StoreCall) => void): ModelStore {
  const model = { values, doubtful: new Map<StoreName, (Uint8Array | null)[]>() };
  let refused = 0;
  function change(call: StoreCall, act: () => boolean): boolean {
    onCall(call);
    const done = settle(model, call, act());
    if (!done) refused += 1;
    return done;
  }
  const before = (name: StoreName) => values.get(name) ?? null;
  return {
    ...model,
    refused: () => refused,
    load: (name) => store.load(name),
    replace: (name, bytes) =>
      change({ kind: "replace", name, before: before(name), after: bytes.slice() }, () => store.replace(name, bytes)),
    append: (name, bytes) =>
      change({ kind: "append", name, before: before(name), after: joined(before(name) ?? NOTHING, bytes) }, () =>
        store.append(name, bytes),
      ),
    erase: (name) => change({ kind: "erase", name, before: before(name), after: null }, () => store.erase(name)),
  };
}

export function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && Buffer.compare(one, other) === 0;
}

/** Whether a value may be found after a power cut inside the call. */
export function mayBeFound(call: StoreCall, found: Uint8Array | null): boolean {
  if (sameBytes(found, call.before) || sameBytes(found, call.after)) return true;
  // Of an erasure that was cut the journal says that the value is lost: no bytes at all.
  if (call.kind === "erase") return found !== null && found.length === 0;
  if (call.kind !== "append" || found === null || call.after === null) return false;
  return found.length >= (call.before?.length ?? 0) && sameBytes(found, call.after.subarray(0, found.length));
}
