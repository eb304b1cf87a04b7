import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makePair } from "../../guardian/core/chain.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { readConsoleKey } from "../../guardian/store/console-key.ts";
import { openStore } from "../../guardian/store/store.ts";
import { openConsole } from "../../guardian/subscriber/console.ts";
import type { RunningConsole } from "../../guardian/subscriber/running-console.ts";
import { startWeb } from "../../guardian/web/server.ts";
import type { WearerPanel } from "../../guardian/web/wearer-panel.ts";
import { SCHOOL_ZONE } from "./school-day.ts";

export interface GuardianSide {
  url: string;
  close(): Promise<void>;
}

export interface GuardianSideOptions {
  directory: string;
  root: Uint8Array;
  broker: { url: string; username: string; password: string };
  nowMs: () => number;
  port: number;
  panel: WearerPanel;
  say: (line: string) => void;
}

interface Ended {
  ok: false;
  sentence: string;
}

function need<T>(done: { ok: true; value: T } | Ended): T {
  if (!done.ok) throw new Error(done.sentence);
  return done.value;
}

async function openAll(options: GuardianSideOptions): Promise<{ console: RunningConsole; close: () => void }> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const cipher = guardianCipher;
  const key = readConsoleKey(join(options.directory, "console.key"), false);
  if (!key.ok) throw new Error(key.sentence);
  const store = need(openStore(join(options.directory, "console.db"), key.key, cipher));
  const pair = makePair(cipher, randomUUID(), "Danae (made up)", options.root);
  need(store.addPair(pair, options.nowMs()));
  need(store.setZone(pair.id, SCHOOL_ZONE));
  const broker = { ...options.broker, caFile: null, allowPlain: false };
  const console = need(await openConsole({ store, cipher, broker, nowMs: options.nowMs, onTrouble: options.say }));
  return { console, close: () => store.close() };
}

/** The guardian's console with its page, as in service but for the simulated wearer's panel. */
export async function startGuardianSide(options: GuardianSideOptions): Promise<GuardianSide> {
  const { console, close } = await openAll(options);
  const pageFolder = join(import.meta.dirname, "page");
  const web = await startWeb({ console, host: "127.0.0.1", port: options.port, pageFolder, panel: options.panel });
  return {
    url: web.url,
    async close() {
      await web.close();
      await console.close();
      close();
    },
  };
}
