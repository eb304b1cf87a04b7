import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Who holds a lock. A process number alone is given again after a boot, and at once in a container. */
interface Holder {
  pid: number;
  /** Start of the process in ticks since boot, and the boot's own name (proc(5)); "-" where there is no /proc. */
  started: string;
  boot: string;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function startOf(pid: number): string {
  // The command's name in parentheses may hold spaces, so fields are counted from behind it: starttime is the 20th.
  const fields = textOf(`/proc/${pid}/stat`)?.split(") ").pop()?.split(" ");
  return fields?.[19] ?? "-";
}

function describe(pid: number): Holder {
  const boot = textOf("/proc/sys/kernel/random/boot_id")?.trim() ?? "-";
  return { pid, started: startOf(pid), boot };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to someone else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function holderOf(text: string): Holder | null {
  const [pid, started, boot] = text.trim().split(" ");
  if (pid === undefined || started === undefined || boot === undefined || !/^[1-9]\d{0,9}$/.test(pid)) return null;
  return { pid: Number(pid), started, boot };
}

function isStale(text: string): boolean {
  const holder = holderOf(text);
  if (holder === null || !isRunning(holder.pid)) return true;
  const now = describe(holder.pid);
  return now.started !== holder.started || now.boot !== holder.boot;
}

/** Process number of the living program that holds a directory; null when none does. */
export function lockHolder(directory: string): number | null {
  const text = textOf(join(directory, "lock"));
  const holder = text === null || isStale(text) ? null : holderOf(text);
  return holder === null ? null : holder.pid;
}

function tryLink(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a dead holder's lock away, and only a dead one's: what was moved is looked at again before it is destroyed. */
function clearStale(lock: string, aside: string): void {
  const text = textOf(lock);
  if (text === null || !isStale(text)) return;
  try {
    renameSync(lock, aside);
  } catch {
    // Another program was quicker; the next attempt to link tells.
    return;
  }
  const moved = textOf(aside);
  if (moved !== null && !isStale(moved)) tryLink(aside, lock);
  unlinkSync(aside);
}

export interface DirectoryLock {
  /** Twice is no error. */
  release(): void;
}

/**
 * Keeps a second program out of a directory. The lock of a program that has died is taken over.
 * @returns null when a living program holds it. @throws when the directory cannot be written.
 */
export function lockDirectory(directory: string): DirectoryLock | null {
  const lock = join(directory, "lock");
  const own = join(directory, `lock.${process.pid}`);
  const { pid, started, boot } = describe(process.pid);
  const text = `${pid} ${started} ${boot}\n`;
  writeFileSync(own, text, { mode: 0o600 });
  try {
    if (!tryLink(own, lock)) {
      clearStale(lock, `${own}.old`);
      if (!tryLink(own, lock)) return null;
    }
  } finally {
    unlinkSync(own);
  }
  let held = true;
  return {
    release() {
      if (held && textOf(lock) === text) unlinkSync(lock);
      held = false;
    },
  };
}
