import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Running } from "../../../device/core/run.ts";
import { leaveRequest, obey, type Request, takeRequest } from "../../../device/node/hand-request.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "lychnos-hand-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A device that says which of its acts was called. */
function told(request: Request): string[] {
  const called: string[] = [];
  const running = new Proxy({} as Running, {
    get: (_target, name) => (first?: unknown, second?: unknown) =>
      void called.push([name, first, second].filter((part) => part !== undefined).join(" ")),
  });
  obey(running, request);
  return called;
}

describe("a request at the device", () => {
  it.each([
    ["withdraw", "withdraw"],
    ["delete", "deleteData"],
    ["no-health", "refuseHealth"],
    ["object", "object"],
    ["pause", "pause 60"],
    ["resume", "resume"],
    ["safe", "safe"],
    ["veto", "veto"],
    ["call-off", "callOff"],
    [{ actor: "supporter", reason: "missing" }, "call supporter missing"],
  ] as [Request, string][])("%j is taken once, and done", (request, act) => {
    expect(leaveRequest(directory, request)).toBe(true);
    expect(statSync(join(directory, "hand-request")).mode & 0o077).toBe(0);
    const taken = takeRequest(directory);
    expect(taken).toEqual(request);
    expect(told(taken)).toEqual([act]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each(["", "withdraw ", "call", "call nobody missing", "call parent", "call parent missing x", "\u0000"])(
    "R-14 whatever is no word withdraws: %j",
    (text) => {
      writeFileSync(join(directory, "hand-request"), text);
      expect(takeRequest(directory)).toBe("withdraw");
    },
  );

  it("R-14 a signal without a word withdraws", () => {
    expect(takeRequest(directory)).toBe("withdraw");
  });

  it("says that it could not be left where nothing can be written", () => {
    expect(leaveRequest(join(directory, "nowhere"), "pause")).toBe(false);
  });
});
