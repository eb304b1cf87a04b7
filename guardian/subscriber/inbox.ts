import type { Arrived } from "./intake.ts";

/** Frames in one transaction at most: a commit costs a wait for the disk, however many rows it has. */
export const MAX_BATCH = 512;
/** Frames that wait for the disk; at 256 bytes each this is 2 MiB. */
export const MAX_QUEUED = 8192;

export interface Inbox {
  put(arrived: Arrived): void;
  /** Takes in what waits, now. */
  flush(): void;
}

/**
 * Gathers the frames that came in one turn of the event loop. Full, it drops the newest: the device was not acknowledged
 * and sends it again.
 */
export function openInbox(takeIn: (arrived: readonly Arrived[]) => void, onOverflow: () => void): Inbox {
  let queue: Arrived[] = [];
  let due: NodeJS.Immediate | null = null;

  function work(): void {
    const batch = queue.slice(0, MAX_BATCH);
    queue = queue.slice(MAX_BATCH);
    due = queue.length === 0 ? null : setImmediate(work);
    takeIn(batch);
  }

  return {
    put(arrived) {
      if (queue.length >= MAX_QUEUED) return onOverflow();
      queue.push(arrived);
      due ??= setImmediate(work);
    },
    flush() {
      if (due !== null) clearImmediate(due);
      due = null;
      while (queue.length > 0) takeIn(queue.splice(0, MAX_BATCH));
    },
  };
}
