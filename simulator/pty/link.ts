import { lstatSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { PtyFault } from "./pty-fault.ts";

/** The devices that a pseudo-terminal can be on Linux and on macOS. */
const PTY_DEVICE = /^\/dev\/(pts\/\d+|ttys\d+)$/;

/**
 * Makes a symbolic link with a name that stays the same to a device whose number changes. Whatever else lies at that
 * name is left alone, except for a link to a pseudo-terminal: that is one of ours which a killed run left behind.
 * @returns removes the link, unless somebody put something else in its place; twice is no error
 * @throws PtyFault
 */
export function linkTo(device: string, name: string): () => void {
  const link = resolve(name);
  refuseForeign(link);
  const fresh = `${link}.${process.pid}.new`;
  try {
    unlinkQuietly(fresh);
    symlinkSync(device, fresh);
    renameSync(fresh, link);
  } catch (error) {
    unlinkQuietly(fresh);
    throw cannotMake(link, error);
  }
  return () => {
    if (targetOf(link) === device) unlinkQuietly(link);
  };
}

function refuseForeign(link: string): void {
  const target = targetOf(link);
  if (target === null || PTY_DEVICE.test(target)) return;
  throw new PtyFault(
    "link-taken",
    `${link} exists and is not a link to a pseudo-terminal, so it is left alone. Name another path, or remove it.`,
  );
}

/** Where a link points; "" for what is no link; null where there is nothing. */
function targetOf(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : "";
  } catch {
    return null;
  }
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was not there.
  }
}

function cannotMake(link: string, error: unknown): PtyFault {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new PtyFault(
      "link-folder",
      `There is no folder ${dirname(link)} to put the link in. Make it first, or name another path.`,
    );
  }
  return new PtyFault(
    "link-denied",
    `The link ${link} cannot be made (${code ?? "unknown error"}). Name a path that you may write to, for example under /tmp.`,
  );
}
