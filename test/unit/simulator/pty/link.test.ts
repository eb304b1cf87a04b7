import { existsSync, lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { linkTo } from "../../../../simulator/pty/link.ts";
import { PtyFault } from "../../../../simulator/pty/pty-fault.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-link-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultOf(run: () => unknown): PtyFault {
  try {
    run();
  } catch (error) {
    if (error instanceof PtyFault) return error;
  }
  throw new Error("It did not fail as it should");
}

describe("the link to a pseudo-terminal", () => {
  it("is made, points there, and is removed again; twice is no error", () => {
    const unlink = linkTo("/dev/pts/9999", join(folder, "gps"));
    expect(readlinkSync(join(folder, "gps"))).toBe("/dev/pts/9999");
    unlink();
    unlink();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes the place of one that a killed run left behind", () => {
    symlinkSync("/dev/pts/7", join(folder, "gps"));
    linkTo("/dev/pts/9999", join(folder, "gps"));
    expect(readlinkSync(join(folder, "gps"))).toBe("/dev/pts/9999");
  });

  it("leaves a file, a folder and a link to anything else alone", () => {
    writeFileSync(join(folder, "file"), "precious");
    symlinkSync("file", join(folder, "link"));
    for (const name of ["file", "link", "."]) {
      const fault = faultOf(() => linkTo("/dev/pts/9999", join(folder, name)));
      expect(fault.kind).toBe("link-taken");
      expect(fault.message).toContain("Name another path");
    }
    expect(lstatSync(join(folder, "file")).size).toBe(8);
    expect(readlinkSync(join(folder, "link"))).toBe("file");
  });

  it("does not remove what somebody else has put in its place since", () => {
    const unlink = linkTo("/dev/pts/9999", join(folder, "gps"));
    rmSync(join(folder, "gps"));
    symlinkSync("/dev/pts/8", join(folder, "gps"));
    unlink();
    expect(readlinkSync(join(folder, "gps"))).toBe("/dev/pts/8");
  });

  it("says when the folder is missing", () => {
    expect(faultOf(() => linkTo("/dev/pts/9999", join(folder, "none", "gps"))).kind).toBe("link-folder");
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});
