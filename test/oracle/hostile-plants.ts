import { guardianCipher } from "../../guardian/core/cipher.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import { openSqlite } from "../../guardian/store/sqlite.ts";
import type { Household } from "../../simulator/world/household.ts";
import type { Plant } from "./hostile-household.ts";

/** A database that takes every frame for a new one. */
function withoutDedupe(): Driver {
  const driver = openSqlite(":memory:");
  const loose = (sql: string): string =>
    sql
      .replace("CREATE UNIQUE INDEX fix_once", "CREATE INDEX fix_once")
      .replace("INSERT INTO frame", "INSERT OR REPLACE INTO frame")
      .replace("SELECT iv FROM frame WHERE", "SELECT iv FROM frame WHERE 0 AND")
      .replace(
        /body BLOB NOT NULL, PRIMARY KEY \(pair, epoch, number\)\s*\) STRICT, WITHOUT ROWID/g,
        "body BLOB NOT NULL) STRICT",
      );
  return { ...driver, execute: (sql) => driver.execute(loose(sql)), prepare: (sql) => driver.prepare(loose(sql)) };
}

/** A database that says "done" to positions and keeps none. */
function keepsNoFix(): Driver {
  const driver = openSqlite(":memory:");
  const lying = (sql: string): string =>
    sql.startsWith("INSERT OR IGNORE INTO fix") ? sql.replace(/VALUES \((.*)\)/, "SELECT $1 WHERE 0") : sql;
  return { ...driver, prepare: (sql) => driver.prepare(lying(sql)) };
}

/** What was sent once is never sent again while the link stays up, as if the broker's PUBACK were delivery. */
function neverSendsAgain(house: Household): void {
  for (const entry of house.device.state.outbox.waiting) if (entry.sentUpMs !== null) entry.sentUpMs = Number.MAX_SAFE_INTEGER;
}

/** The device forgets which commands it has obeyed. */
function withoutSequence(house: Household): void {
  for (const pair of house.device.state.pairs) pair.commandNumber = -1;
}

/** The device takes what the broker kept for the newest word of its guardian. */
function trustsRetained(house: Household, retained: boolean): void {
  if (retained) house.device.state.outbox.waiting.shift();
}

/** Somebody thought that a signal from afar could end a pause. */
function resumesByMessage(house: Household): void {
  house.device.resume();
}

/** A reader that skips the tag and the synthetic IV: whatever has the right length opens. */
const unchecked: Plant["cipher"] = {
  ...guardianCipher,
  hmac: (key, message) => {
    const isIv = message[0] === 0x69 && message[1] === 0x76;
    return isIv ? new Uint8Array(32) : guardianCipher.hmac(key, message);
  },
  open: (box, nonce, key) => {
    const clear = guardianCipher.open(box, nonce, key);
    if (clear !== null || box.length < 16) return clear;
    // XSalsa20 is its own inverse: sealing the text again gives it back.
    return guardianCipher.seal(box.subarray(16), nonce, key).subarray(16);
  },
};

/** Faults that the trial of hostile brokers must find, by name, with the sentence that tells of each. */
export const PLANTS: readonly { name: string; plant: Plant; finds: RegExp }[] = [
  { name: "no dedupe at the guardian", plant: { openDriver: withoutDedupe }, finds: /stored twice/ },
  { name: "acknowledged before it is stored", plant: { openDriver: keepsNoFix }, finds: /acknowledged that is not stored/ },
  { name: "PUBACK counts as delivery", plant: { afterDevice: neverSendsAgain }, finds: /waited did not arrive/ },
  { name: "no sequence check on the device", plant: { beforeDevice: withoutSequence }, finds: /obeyed an old command again/ },
  {
    name: "retained messages are trusted",
    plant: { afterDevice: trustsRetained },
    finds: /obeyed what the guardian did not send/,
  },
  { name: "tags are not checked", plant: { cipher: unchecked }, finds: /did not seal|did not send/ },
  { name: "a message ends a pause", plant: { afterDevice: resumesByMessage }, finds: /changed what decides on capture/ },
];
