/**
 * What a consent remembers of the notice that it was given on: a hash of each item, so that a change can be
 * named, and one of the whole text. The texts themselves are made outside the core: they are not ASCII.
 */
export type NoticeField = "purpose" | "data" | "recipients" | "controller" | "retention" | "hours" | "rights";

/** In the order of their hashes in the record. */
export const NOTICE_FIELDS: NoticeField[] = ["purpose", "data", "recipients", "controller", "retention", "hours", "rights"];

/** The first bytes of the SHA-256 of an item; an accident does not hit them, and the whole hash guards against intent. */
export const FIELD_HASH_BYTES = 8;
export const WHOLE_HASH_BYTES = 32;

/** The hashes of the notice that the live configuration makes at this moment. */
export interface NoticeHashes {
  /** 8 bytes a field, in the order of NOTICE_FIELDS. */
  fields: Uint8Array;
  /** SHA-256 of all pages, also of those that belong to no field. */
  whole: Uint8Array;
}

/** The part of a consent that tells which notice it was given on. */
export interface AgreedNotice {
  fieldHashes: Uint8Array;
  noticeHash: Uint8Array;
}

export function fieldHashLength(): number {
  return NOTICE_FIELDS.length * FIELD_HASH_BYTES;
}

// Asked at every step, so it makes no copies: they would be garbage for a board to sweep.
function differs(agreed: Uint8Array, now: Uint8Array, from: number): boolean {
  for (let i = from; i < from + FIELD_HASH_BYTES; i++) if (agreed[i] !== now[i]) return true;
  return false;
}

/**
 * These hashes are no secret, so nothing is lost by a comparison that stops early; and one in the interpreter's own code
 * spares a small board a loop over every byte at every step, most of what a step would cost there (hw/README.md).
 */
function textOf(hash: Uint8Array): string {
  // Takes any list of numbers, and says an array of them in its type.
  return String.fromCharCode.apply(null, hash as unknown as number[]);
}

function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && textOf(one) === textOf(other);
}

/**
 * The first item in which the notice of today differs from the one that was agreed to; null when none does. Hashes of a
 * wrong length count as a change (P8).
 */
export function noticeChanged(agreed: AgreedNotice, now: NoticeHashes): NoticeField | "whole" | null {
  const length = fieldHashLength();
  if (agreed.fieldHashes.length !== length || now.fields.length !== length) return "whole";
  const wholeSame = agreed.noticeHash.length === WHOLE_HASH_BYTES && sameHash(agreed.noticeHash, now.whole);
  if (sameHash(agreed.fieldHashes, now.fields)) return wholeSame ? null : "whole";
  for (let i = 0; i < NOTICE_FIELDS.length; i++) {
    if (differs(agreed.fieldHashes, now.fields, i * FIELD_HASH_BYTES)) return NOTICE_FIELDS[i] as NoticeField;
  }
  return "whole";
}
