import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync } from "mqtt";
import { type Credentials, type EmbeddedBroker, startEmbeddedBroker } from "../../../broker-config/embedded.ts";
import { randomUser } from "../../../broker-config/users-file.ts";
import { makePairing, type PairingFile } from "../../../guardian/cli/pair.ts";
import { opened } from "../../oracle/guardian-store.ts";
import { START_MS } from "./our-line.ts";

export interface OurBroker extends EmbeddedBroker {
  accounts: readonly Credentials[];
  /** Whether the broker lets somebody in. */
  login(username: string, password: string): Promise<boolean>;
}

/** The embedded broker with accounts as `lychnos broker user` makes them. */
export async function ourBroker(count = 3): Promise<OurBroker> {
  const accounts = Array.from({ length: count }, () => randomUser());
  const broker = await startEmbeddedBroker({ port: 0, credentials: accounts });
  return {
    ...broker,
    accounts,
    async login(username, password) {
      const options = { username, password, clientId: username, protocolVersion: 4 as const, reconnectPeriod: 0 };
      try {
        const client = await connectAsync(broker.url, options);
        await client.endAsync(true);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** What `lychnos guardian pair` gives to so many devices. */
export function ourPairings(count: number): PairingFile[] {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-pairings-"));
  const store = opened(":memory:");
  try {
    return Array.from({ length: count }, (_, i) => {
      const out = join(folder, `${i}.json`);
      makePairing(store, `device ${i}`, out, "mqtts://broker.example:8883", START_MS);
      return JSON.parse(readFileSync(out, "utf8")) as PairingFile;
    });
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
