import { randomBytes } from "node:crypto";
import { ascii, equalBytes } from "../../device/protocol/bytes.ts";
import type { Driver } from "./driver.ts";
import { type Failed, failed } from "./failure.ts";
import type { Vault } from "./vault.ts";

const KNOWN = ascii("lychnos console");

/**
 * The console's broker identity, made with the database. A console key that does not fit is found here, before it is used
 * to seal anything. The caller holds the transaction.
 */
export function identify(driver: Driver, vault: Vault): { ok: true; value: string } | Failed {
  const row = driver.prepare<{ client_id: string; key_check: Uint8Array }>("SELECT client_id, key_check FROM console").get();
  if (row !== undefined) {
    const known = vault.unwrap(row.key_check);
    return known !== null && equalBytes(known, KNOWN) ? { ok: true, value: row.client_id } : failed("wrong-key");
  }
  const clientId = randomBytes(16).toString("hex");
  driver.prepare("INSERT INTO console (one, client_id, key_check) VALUES (1, ?, ?)").run(clientId, vault.wrap(KNOWN));
  return { ok: true, value: clientId };
}
