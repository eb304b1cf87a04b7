import type { Vault } from "./vault.ts";

/** A row that the console key does not open: it was changed by hand, or the disk lost it. */
export class StoredKeyError extends Error {
  /** Named like the engine's own codes, so that failure.ts calls the database damaged. */
  readonly code = "SQLITE_CORRUPT_ROW";
}

/** @throws StoredKeyError */
export function opened(vault: Vault, sealed: Uint8Array): Uint8Array {
  const bytes = vault.unwrap(sealed);
  if (bytes === null) throw new StoredKeyError("a stored key does not open");
  return bytes;
}
