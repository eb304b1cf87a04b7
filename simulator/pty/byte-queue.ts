/** Bytes on their way out, never more than a limit: the oldest make room for the newest, as in the buffer of a UART. */
export interface ByteQueue {
  push(bytes: Uint8Array): void;
  /** The oldest bytes, contiguous; empty when there are none. Valid until the next `push` or `shift`. */
  front(): Uint8Array;
  /** Removes bytes from the front that were handed on. */
  shift(count: number): void;
  /** Throws away all that is held, and counts it as dropped. */
  discard(): void;
  size(): number;
  /** Bytes that were lost so far. */
  dropped(): number;
}

/** @param limit bytes held at most */
export function byteQueue(limit: number): ByteQueue {
  const ring = new Uint8Array(limit);
  let start = 0;
  let size = 0;
  let dropped = 0;

  function drop(count: number): void {
    start = (start + count) % limit;
    size -= count;
    dropped += count;
  }

  return {
    push(bytes) {
      const kept = bytes.length > limit ? bytes.subarray(bytes.length - limit) : bytes;
      dropped += bytes.length - kept.length;
      if (size + kept.length > limit) drop(size + kept.length - limit);
      const end = (start + size) % limit;
      const first = Math.min(kept.length, limit - end);
      ring.set(kept.subarray(0, first), end);
      ring.set(kept.subarray(first), 0);
      size += kept.length;
    },
    front: () => ring.subarray(start, Math.min(start + size, limit)),
    shift(count) {
      start = (start + count) % limit;
      size -= count;
    },
    discard: () => drop(size),
    size: () => size,
    dropped: () => dropped,
  };
}
