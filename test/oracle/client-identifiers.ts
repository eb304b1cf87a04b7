import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePairing } from "../../guardian/cli/pair.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { openStore } from "../../guardian/store/store.ts";

/** 128 bits in hex. */
const IDENTIFIER = /^[0-9a-f]{32}$/;

/**
 * Names by which consoles and devices present themselves to a broker, as the product makes them: half of each.
 * @throws Error for one that is not 128 bits.
 */
export function clientIdentifiers(count: number): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-identifiers-"));
  try {
    return Array.from({ length: count / 2 }, (_, i) => {
      const opened = openStore(":memory:", new Uint8Array(32).fill(i), guardianCipher);
      if (!opened.ok) throw new Error(opened.sentence);
      const store = opened.value;
      const { broker } = makePairing(store, `device ${i}`, join(folder, String(i)), "mqtts://localhost", 0);
      const names = [store.clientId, broker.username];
      if (!names.every((name) => IDENTIFIER.test(name))) throw new Error("an identifier is not 32 digits of hex");
      store.close();
      return names.map((name) => Uint8Array.from(Buffer.from(name, "hex")));
    }).flat();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
