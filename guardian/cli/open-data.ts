import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { guardianCipher } from "../core/cipher.ts";
import { readConsoleKey } from "../store/console-key.ts";
import { asFailure, failed } from "../store/failure.ts";
import { openStore, type Store } from "../store/store.ts";
import { Problem } from "./problem.ts";
import type { Settings } from "./settings.ts";

const OTHERS = 0o077;

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if ((statSync(folder).mode & OTHERS) !== 0) throw new Problem(`${failed("exposed").sentence} (${folder})`);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${asFailure(error).sentence} (${folder})`);
  }
}

/**
 * Opens the console's database, making folder, key and database the first time.
 * @throws Problem that says what to do.
 */
export function openData(settings: Settings): Store {
  makeFolder(settings.dataFolder);
  const file = join(settings.dataFolder, "console.db");
  const key = readConsoleKey(settings.keyFile, existsSync(file));
  if (!key.ok) throw new Problem(`${key.sentence} (${settings.keyFile})`);
  const store = openStore(file, key.key, guardianCipher);
  if (!store.ok) throw new Problem(`${store.sentence} (${file})`);
  return store.value;
}
