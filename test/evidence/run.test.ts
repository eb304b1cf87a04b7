import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Finding, HowToRun } from "./proof.ts";
import { EMPTY_PAGE, recordOn } from "./record.ts";
import { main } from "./run.ts";
import { judge } from "./verdict.ts";

type Run = (how: HowToRun) => Promise<Finding>;

const FINDINGS: Record<string, Run> = {
  "nmea-good.ts": async () => ({ count: 3, figure: "3 of 3 positions equal", holds: true, details: ["one line more"] }),
  "nmea-good-more.ts": async () => ({ count: 1, figure: "1 of 1", holds: true }),
  "nmea-short.ts": async () => ({ count: 3, figure: "2 of 3 positions equal", holds: false }),
  "wire-none.ts": async () => ({ count: 0, figure: "0 of 0", holds: true }),
  "wire-absent.ts": async () => ({ count: 0, figure: "", holds: false, missing: "no corpus here" }),
  "wire-broken.ts": () => Promise.reject(new Error("the tape is torn")),
};

let folder = "";
let printed: string[] = [];
let asked: HowToRun[] = [];

async function load(file: string): Promise<Record<string, unknown>> {
  const run = FINDINGS[basename(file)];
  if (run === undefined) return {};
  const name = basename(file, ".ts").replace("-", "/");
  return {
    proof: {
      name,
      claim: `Claim of ${name}`,
      run: (how: HowToRun) => {
        asked.push(how);
        return run(how);
      },
    },
  };
}

function plant(...files: string[]): void {
  for (const file of files) writeFileSync(join(folder, file), "");
}

function evidence(...args: string[]): Promise<number> {
  return main(args, load, folder);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-evidence-"));
  printed = [];
  asked = [];
  vi.spyOn(console, "log").mockImplementation((line) => printed.push(String(line)));
  vi.spyOn(console, "error").mockImplementation((line) => printed.push(String(line)));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe("npm run evidence", () => {
  it("ends with 0 when every claim holds, and prints figure, cases and details", async () => {
    plant("nmea-good.ts");
    expect(await evidence()).toBe(0);
    expect(printed.join("\n")).toMatch(
      /HOLDS {2}nmea\/good: Claim of nmea\/good\n {2}3 of 3 positions equal \(3 cases, .*\n {2}one line more/,
    );
    expect(printed.at(-1)).toBe("1 of 1 hold, 0 fall short, 0 not run for what is missing (seed 20260).");
  });

  it.each([
    ["a claim that falls short", "nmea-short.ts", 1, "FALLS SHORT"],
    ["a proof that tried nothing", "wire-none.ts", 1, "NO CASES"],
    ["a proof that breaks off", "wire-broken.ts", 1, "THREW"],
    ["a proof that lacks something here", "wire-absent.ts", 3, "MISSING"],
  ])("never passes %s", async (_, file, code, word) => {
    plant("nmea-good.ts", file);
    expect(await evidence()).toBe(code);
    expect(printed.join("\n")).toContain(`${word}  ${basename(file, ".ts").replace("-", "/")}`);
  });

  it("never passes an empty folder", async () => {
    expect(await evidence()).toBe(1);
  });

  it("says what is missing, and why a proof broke off", async () => {
    plant("wire-absent.ts", "wire-broken.ts");
    expect(await evidence()).toBe(1);
    expect(printed.join("\n")).toMatch(/not run: no corpus here/);
    expect(printed.join("\n")).toMatch(/the tape is torn/);
  });

  it("lists names and claims, and runs nothing", async () => {
    plant("nmea-good.ts", "wire-broken.ts");
    expect(await evidence("--list")).toBe(0);
    expect(printed).toEqual(["nmea/good: Claim of nmea/good", "wire/broken: Claim of wire/broken"]);
    expect(asked).toEqual([]);
  });

  it("runs one by its name, several by a beginning, quick and with a seed", async () => {
    plant("nmea-good.ts", "nmea-good-more.ts", "nmea-short.ts", "wire-broken.ts");
    expect(await evidence("--quick", "--seed", "7", "nmea/good")).toBe(0);
    expect(asked).toMatchObject([{ quick: true, seed: 7 }]);
    expect(await evidence("nmea")).toBe(1);
    expect(asked).toHaveLength(4);
  });

  it("suggests the nearest name for one that there is not", async () => {
    plant("nmea-good.ts", "wire-broken.ts");
    expect(await evidence("nmae/good")).toBe(2);
    expect(printed).toEqual(['There is no proof "nmae/good". Did you mean "nmea/good"?']);
  });

  it.each([[["--fast"]], [["--seed"]], [["--seed", "many"]]])("ends with 2 for the wrong command %j", async (args) => {
    expect(await evidence(...args)).toBe(2);
    expect(printed.join("\n")).toContain("Usage:");
  });

  it("refuses a file that looks like a proof and exports none", async () => {
    plant("not-proof.ts");
    await expect(evidence()).rejects.toThrow("not-proof.ts exports no proof");
  });
});

describe("docs/evidence.md", () => {
  const run = { seed: 7, quick: false, commit: "abc1234", date: "2026-11-22" };
  const proof = (name: string, result: Finding) =>
    judge({ name, claim: "A | B", run: async () => result }, { quick: false, seed: 7, progress: () => undefined });

  async function pageWith(page: string, name: string, result: Finding): Promise<string> {
    const recorded = recordOn(page, [await proof(name, result)], run);
    if (typeof recorded === "string") throw new Error(recorded);
    return recorded.page;
  }

  it("holds one row a proof, newest in place of older, sorted, with seed, cases, commit, date and kind of run", async () => {
    const first = await pageWith(EMPTY_PAGE, "wire/b", { count: 2, figure: "2 of 2", holds: true });
    const second = await pageWith(first, "nmea/a", { count: 1, figure: "0 of 1", holds: false });
    const third = await pageWith(second, "wire/b", { count: 3, figure: "3 of 3", holds: true });
    expect(
      third
        .split("\n")
        .filter((line) => line.startsWith("| "))
        .slice(2),
    ).toEqual([
      "| nmea/a | A \\| B | **falls short**: 0 of 1 | 7 | 1 | abc1234 | 2026-11-22 | full |",
      "| wire/b | A \\| B | 3 of 3 | 7 | 3 | abc1234 | 2026-11-22 | full |",
    ]);
  });

  it("keeps the older figure of a proof that cannot run here", async () => {
    const first = await pageWith(EMPTY_PAGE, "wire/b", { count: 2, figure: "2 of 2", holds: true });
    expect(await pageWith(first, "wire/b", { count: 0, figure: "", holds: false, missing: "no gpsd" })).toBe(first);
  });

  it("leaves a page without its marks alone, and says so", async () => {
    expect(recordOn("# Evidence\n", [await proof("a/b", { count: 1, figure: "", holds: true })], run)).toContain(
      "lacks the lines",
    );
  });
});
