import type { Store, StoreName } from "../core/ports.ts";
import { ascii, readU8 } from "../protocol/bytes.ts";

/** Where the broker is, and who the device is there. */
export interface ChipAccount {
  host: string;
  port: number;
  username: string;
  password: string;
}

const ACCOUNT: StoreName = "broker";
const MAX_BYTES = 512;

/** @returns false when it cannot be kept, or a part of it holds a line break. */
export function keepAccount(store: Store, account: ChipAccount): boolean {
  const parts = [account.host, String(account.port), account.username, account.password];
  const text = parts.join("\n");
  if (text.split("\n").length !== parts.length || text.length > MAX_BYTES) return false;
  return store.replace(ACCOUNT, ascii(text));
}

/** Null before the first pairing, and for anything that is no account. */
export function loadAccount(store: Store): ChipAccount | null {
  const bytes = store.load(ACCOUNT);
  if (bytes === null || bytes.length > MAX_BYTES) return null;
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(readU8(bytes, i));
  const parts = text.split("\n");
  const port = parseInt(parts[1] === undefined ? "" : parts[1], 10);
  if (parts.length !== 4 || !(port > 0 && port < 65536)) return null;
  return { host: parts[0] as string, port: port, username: parts[2] as string, password: parts[3] as string };
}
