import { ALERTS } from "./alert-record.ts";
import { CONSENT } from "./consent.ts";
import { fenceName } from "./fence-book.ts";
import { OUTBOX } from "./outbox.ts";
import { OUTBOX_KEYS } from "./outbox-key.ts";
import { MAX_PAIRS, pairName } from "./pair.ts";
import type { Store, StoreName } from "./ports.ts";
import { RECEIPT_KEY, RECEIPTS } from "./receipts.ts";
import { REST_METER } from "./rest-meter.ts";
import { TIME } from "./time-record.ts";
import { VITAL } from "./vital-store.ts";

/** Everything that the firmware keeps over a restart, as the store holds it; null: nothing. */
export interface Stored {
  consent: Uint8Array | null;
  pairs: Uint8Array[];
  /** What the slots of fences hold, in their order. */
  fences: (Uint8Array | null)[];
  outbox: Uint8Array | null;
  /** What the slots of OUTBOX_KEYS hold, in their order. */
  outboxKeys: (Uint8Array | null)[];
  rest: Uint8Array | null;
  time: Uint8Array | null;
  vital: Uint8Array | null;
  alerts: Uint8Array | null;
  receipts: Uint8Array | null;
  receiptKey: Uint8Array | null;
}

function loadAll(store: Store, names: StoreName[]): (Uint8Array | null)[] {
  const values: (Uint8Array | null)[] = [];
  for (let i = 0; i < names.length; i++) values.push(store.load(names[i] as StoreName));
  return values;
}

export function loadStored(store: Store): Stored {
  const pairs: Uint8Array[] = [];
  const fences: (Uint8Array | null)[] = [];
  for (let slot = 0; slot < MAX_PAIRS; slot++) {
    fences.push(store.load(fenceName(slot)));
    const record = store.load(pairName(slot));
    if (record !== null) pairs.push(record);
  }
  return {
    consent: store.load(CONSENT),
    pairs: pairs,
    fences: fences,
    outbox: store.load(OUTBOX),
    outboxKeys: loadAll(store, OUTBOX_KEYS),
    rest: store.load(REST_METER),
    time: store.load(TIME),
    vital: store.load(VITAL),
    alerts: store.load(ALERTS),
    receipts: store.load(RECEIPTS),
    receiptKey: store.load(RECEIPT_KEY),
  };
}

/** A device that was never paired. */
export function nothingStored(): Stored {
  return {
    consent: null,
    pairs: [],
    fences: [],
    outbox: null,
    outboxKeys: [],
    rest: null,
    time: null,
    vital: null,
    alerts: null,
    receipts: null,
    receiptKey: null,
  };
}
