import { randomInt } from "node:crypto";
import type { Fence } from "../../device/protocol/fence.ts";
import { fenceParts } from "../core/fence-drawing.ts";
import type { KeptFence } from "../core/fences.ts";
import type { CommandRows } from "./command-rows.ts";
import type { Done } from "./failure.ts";
import { failed } from "./failure.ts";
import type { FenceRows } from "./fence-rows.ts";

/** The fences of this console's devices. */
export interface FenceStore {
  fences(pairId: string): Done<KeptFence[]>;
  /** Keeps it and asks the device for it, all parts or none. A fence of the same number is drawn anew. */
  setFence(pairId: string, name: string, fence: Fence, consent: number, nowMs: number): Done<void>;
  /** Forgets it and asks the device to. */
  clearFence(pairId: string, number: number, consent: number, nowMs: number): Done<void>;
}

/** How the store runs work: see `accessTo` in store-on.ts. */
interface Running {
  ofPair<T>(pairId: string, otherwise: T, query: (row: number) => T): T;
  durably<T>(work: () => T): Done<T>;
}

type Refused = "no-device" | "many-waiting" | "leaving";
const TAGS = 65_536;

function orFailed(done: Done<Refused | null>): Done<void> {
  if (!done.ok) return done;
  return done.value === null ? { ok: true, value: undefined } : failed(done.value);
}

export function fencing(commands: CommandRows, fences: FenceRows, { ofPair, durably }: Running): FenceStore {
  return {
    fences: (pairId) => durably(() => ofPair<KeptFence[]>(pairId, [], fences.all)),
    setFence(pairId, name, fence, consent, nowMs) {
      const wishes = fenceParts(fence, randomInt(TAGS)).map((part) => ({ act: "fence-set" as const, consent, ...part }));
      const done = durably(() =>
        ofPair<Refused | null>(pairId, "no-device", (row) => {
          const asked = commands.addAll(row, wishes, nowMs);
          if (typeof asked === "string") return asked;
          fences.keep(row, name, fence, asked, nowMs);
          return null;
        }),
      );
      return orFailed(done);
    },
    clearFence(pairId, number, consent, nowMs) {
      const done = durably(() =>
        ofPair<Refused | null>(pairId, "no-device", (row) => {
          const asked = commands.addAll(row, [{ act: "fence-clear", value: number, consent }], nowMs);
          if (typeof asked === "string") return asked;
          fences.remove(row, number);
          return null;
        }),
      );
      return orFailed(done);
    },
  };
}
