import type { Driver } from "./driver.ts";
import { type Failed, failed } from "./failure.ts";

/**
 * One step a format, never edited once released. Sealed columns are opaque to anyone without the console key (vault.ts).
 *
 *   console    one row: this console's broker identity, and a known value to recognise a wrong key
 *   pair       a device and its keys
 *   epoch_key  the newest epoch of a pair (passed_ms is null) and those it has passed
 *   frame      every frame that was acknowledged, by its place in the chain
 *   fix        positions; a fix counts once even if a device that lost power seals it again under another number
 *   status     what a device said of itself
 *   clash      two different bodies under one place: the device was cloned or set back. Holds no position
 *   day_key    what seals one pair's reports received on one day; erasing it erases them
 *   deletion   the wearer's last "delete my data": its place in the chain and when it was done. Holds no position
 *   command    what was asked of a device, and its answer; pair.command_sequence is the last number given out. No position
 *   alert      what a device told of incidents. Holds no position
 *   told_head  how many receipts a device told of, and the head after them; head_finding: where that went back
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE console (one INTEGER PRIMARY KEY CHECK (one = 1), client_id TEXT NOT NULL, key_check BLOB NOT NULL) STRICT;
  CREATE TABLE pair (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made_ms INTEGER NOT NULL, label BLOB NOT NULL,
    header_key BLOB NOT NULL, topic_key BLOB NOT NULL, command_epoch INTEGER NOT NULL, command_key BLOB NOT NULL
  ) STRICT;
  CREATE TABLE epoch_key (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, key BLOB NOT NULL, passed_ms INTEGER,
    PRIMARY KEY (pair, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE frame (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL, iv BLOB NOT NULL,
    received_ms INTEGER NOT NULL, PRIMARY KEY (pair, epoch, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE fix (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL, time_s INTEGER NOT NULL,
    sequence INTEGER NOT NULL, received_ms INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (pair, epoch, number)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX fix_once ON fix (pair, time_s, sequence);
  CREATE TABLE status (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (pair, epoch, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE clash (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL, iv BLOB NOT NULL,
    first_ms INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (pair, epoch, number, iv)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE day_key (day INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;
  `,
  // Days of before this step keep the one key that all pairs shared then, until they are fourteen days old.
  `
  ALTER TABLE day_key RENAME TO shared_day_key;
  CREATE TABLE day_key (
    pair INTEGER NOT NULL REFERENCES pair(row), day INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (pair, day)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO day_key (pair, day, key) SELECT pair.row, shared_day_key.day, shared_day_key.key FROM pair, shared_day_key;
  DROP TABLE shared_day_key;
  CREATE TABLE deletion (
    pair INTEGER PRIMARY KEY REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL,
    consent INTEGER NOT NULL, before_s INTEGER NOT NULL, asked_ms INTEGER NOT NULL, done_ms INTEGER
  ) STRICT;
  CREATE TABLE told_head (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL, told_ms INTEGER NOT NULL,
    day INTEGER NOT NULL, count INTEGER NOT NULL, head BLOB NOT NULL, PRIMARY KEY (pair, epoch, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE head_finding (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL, told_ms INTEGER NOT NULL,
    count_before INTEGER NOT NULL, head_before BLOB NOT NULL, count_after INTEGER NOT NULL, head_after BLOB NOT NULL,
    PRIMARY KEY (pair, epoch, number)
  ) STRICT, WITHOUT ROWID;
  `,
  // The last number outlives the rows, which are erased: no number is ever given out twice.
  `
  ALTER TABLE pair ADD COLUMN command_sequence INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE command (
    pair INTEGER NOT NULL REFERENCES pair(row), sequence INTEGER NOT NULL, act TEXT NOT NULL, value INTEGER NOT NULL,
    consent INTEGER NOT NULL, created_ms INTEGER NOT NULL, expires_s INTEGER NOT NULL, sent_ms INTEGER, answered_ms INTEGER,
    result TEXT, PRIMARY KEY (pair, sequence)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE alert (
    pair INTEGER NOT NULL REFERENCES pair(row), epoch INTEGER NOT NULL, number INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (pair, epoch, number)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE command ADD COLUMN fence BLOB;
  CREATE TABLE fence (
    pair INTEGER NOT NULL REFERENCES pair(row), number INTEGER NOT NULL, drawing BLOB NOT NULL, consent INTEGER NOT NULL,
    set_ms INTEGER NOT NULL, expires_s INTEGER NOT NULL, first_part INTEGER NOT NULL, last_part INTEGER NOT NULL,
    result TEXT, PRIMARY KEY (pair, number)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** The format that this version writes. */
export const FORMAT = STEPS.length;

/**
 * Brings a database to this version's format, each step whole or not at all.
 * @returns null when it is there; a failure when the file is of a later version, which is left as it is.
 */
export function migrate(driver: Driver, steps: readonly string[] = STEPS): Failed | null {
  return driver.transaction(() => {
    const row = driver.prepare<{ user_version: number }>("PRAGMA user_version").get();
    const format = row === undefined ? 0 : row.user_version;
    if (format > steps.length) return failed("newer");
    for (const step of steps.slice(format)) driver.execute(step);
    if (format < steps.length) driver.execute(`PRAGMA user_version = ${steps.length}`);
    return null;
  });
}
