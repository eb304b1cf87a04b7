import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { chromium } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { pageOf } from "./page-client.ts";
import { type Program, startLychnos, until } from "./processes.ts";

let started: Program | null = null;
afterEach(async () => {
  await started?.end("SIGINT");
  started = null;
});

async function start(): Promise<{ program: Program; url: string }> {
  const one = startLychnos("start", "--port", "0");
  started = one;
  await until("the address is printed", () => one.said().includes("http://"));
  return { program: one, url: /http:\S+/.exec(one.said())?.[0] ?? "" };
}

function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("lychnos-start-"));
}

/** Whatever the process started itself, by its number in /proc. */
function childrenOf(pid: number): string[] {
  return readdirSync("/proc").filter((name) => parentOf(name) === pid);
}

function parentOf(name: string): number | null {
  if (!/^\d+$/.test(name)) return null;
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

interface Terminal {
  path: string;
  /** The same name is given again to the next terminal; its time of birth is not. */
  bornMs: number;
}

function terminalOf(path: string): Terminal | null {
  try {
    return { path, bornMs: statSync(path).ctimeMs };
  } catch {
    return null;
  }
}

/** The pseudo-terminals that a process holds. */
function terminalsOf(pid: number): Terminal[] {
  const open = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  const paths = [...new Set(open.filter((path) => path.startsWith("/dev/pts/") && path !== "/dev/pts/ptmx"))];
  return paths.flatMap((path) => terminalOf(path) ?? []);
}

describe("lychnos start", () => {
  it.skipIf(!havePrograms("chromium"))(
    programTitle("R-02 shows the moving position in a browser within ten seconds of the address", "chromium"),
    async () => {
      const browser = await chromium.launch({
        executablePath: program("chromium") as string,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      });
      try {
        const page = await browser.newPage();
        const { url } = await start();
        const printed = performance.now();
        await page.goto(url);
        const marker = page.locator(".spot-anchor:has(.live)").first();
        await marker.waitFor({ state: "attached", timeout: 10_000 });
        // Leaflet places a marker by a translation in its pane, whatever part of the map is in view.
        const placed = (): Promise<string | null> => marker.getAttribute("style");
        const first = await placed();
        await until("the marker moves", async () => (await placed()) !== first, 10_000);
        expect(performance.now() - printed).toBeLessThan(10_000);
      } finally {
        await browser.close();
      }
    },
  );

  it("ends on Ctrl-C with exit code 0 and leaves no process, pseudo-terminal or file behind", async () => {
    const before = leftovers();
    const { program: running, url } = await start();
    const page = await pageOf(url);
    await until("it is live", async () => (await page.explanation()) === "tracking");
    const pid = running.child.pid ?? 0;
    const children = childrenOf(pid);
    const terminals = terminalsOf(pid);
    expect(terminals.length).toBeGreaterThan(0);
    expect(await running.end("SIGINT")).toBe(0);
    expect(leftovers().filter((name) => !before.includes(name))).toEqual([]);
    expect(terminals.filter((terminal) => terminalOf(terminal.path)?.bornMs === terminal.bornMs)).toEqual([]);
    expect(children.filter((child) => parentOf(child) !== null)).toEqual([]);
  });
});
