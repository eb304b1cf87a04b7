import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { SerialPort } from "serialport";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "./simulator-until.ts";

const ROOT = join(import.meta.dirname, "../..");
const BUNDLED = join(ROOT, "simulator/traces/school-run.nmea");
let folder = "";
let command = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-sim-"));
  // The packages stay outside the bundle and are looked for from where the file lies.
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  command = join(folder, "sim.mjs");
  const entry = `import { simCommand } from "./simulator/cli.ts"; await simCommand().parseAsync();`;
  await build({
    stdin: { contents: entry, resolveDir: ROOT },
    outfile: command,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(...words: string[]) {
  return spawnSync(process.execPath, [command, ...words], { encoding: "latin1", maxBuffer: 1 << 26, timeout: 30_000 });
}

describe("lychnos sim", () => {
  it("makes the bundled journey, and plays it to standard output byte for byte", () => {
    expect(run("make", "school-run").stdout === readFileSync(BUNDLED, "latin1")).toBe(true);
    const played = run("replay", BUNDLED, "--stdout", "--speed", "max");
    expect(played.stdout === readFileSync(BUNDLED, "latin1").replace(/^#.*\n/gm, "")).toBe(true);
    expect([played.stderr, played.status]).toEqual(["", 0]);
  });

  it.each([
    [["replay"], "file"],
    [["replay", BUNDLED, "--speed", "0"], "0.01"],
    [["replay", BUNDLED, "--baud", "x"], "whole number"],
    [["replay", BUNDLED, "--stdout", "--pty", "x"], "--stdout"],
    [["replay", BUNDLED, "--time", "then"], "own"],
    [["replay", BUNDLED, "--tcp", "host"], "65535"],
    [["replay", BUNDLED, "--rate", "3"], "20"],
    [["make", "war"], "school-run"],
    [["make", "school-run", "--start", "monday"], "UTC"],
    [["dance"], "dance"],
  ])("ends with 2 and one clear line when it is called wrongly: %j", (words, part) => {
    const { status, stderr, stdout } = run(...words);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(part);
  });

  it("ends with 1 and one clear line when the file is no good, and leaves no link", () => {
    const bad = join(folder, "bad.gpx");
    writeFileSync(bad, "<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>");
    const { status, stderr } = run("replay", bad, "--pty", join(folder, "none"));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^lychnos sim replay: \S+bad\.gpx: Line 1: .*when.*faketime/);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  it("converts a log to a table and back, and says on standard error what it cannot write", () => {
    const [table, log] = [join(folder, "run.csv"), join(folder, "run.log")];
    expect(run("convert", BUNDLED, table).status).toBe(0);
    expect(run("convert", table, log).status).toBe(0);
    const rows = readFileSync(table, "latin1").trim().split("\r\n");
    expect(rows[1]).toMatch(/^2026-11-23T05:20:27Z,.*SYNTHETIC/);
    expect(readFileSync(log, "latin1").match(/RMC,/g)).toHaveLength(rows.length - 1);
    const { status, stderr } = run("convert", table, join(folder, "run.doc"));
    expect([status, stderr.trim().split("\n").length, stderr.includes("--format")]).toEqual([1, 1, true]);
  });

  it("plays the places of a log with another receiver when it is asked for one", () => {
    const { stdout, status } = run(
      "replay",
      BUNDLED,
      "--stdout",
      "--speed",
      "max",
      "--model",
      "sirf",
      "--talker",
      "GN",
      "--rate",
      "2",
    );
    expect(status).toBe(0);
    expect(stdout.startsWith("$PSRFTXT,")).toBe(true);
    expect(stdout).toMatch(/^\$GNRMC,052027\.500,A,/m);
  });

  it("serves a track over TCP to whoever connects, and ends when it is told", async () => {
    const child = spawn(process.execPath, [command, "replay", BUNDLED, "--tcp", "0", "--speed", "max"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said = gather(child);
    await until("the address", () => said().includes("Waiting"));
    const socket = connect(Number(/tcp:\/\/127\.0\.0\.1:(\d+)/.exec(said())?.[1]), "127.0.0.1");
    let heard = "";
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
    });
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
    await until("the end of the connection", () => socket.closed);
    expect(heard === readFileSync(BUNDLED, "latin1").replace(/^#.*\n/gm, "")).toBe(true);
  });

  it("shows examples when asked for help", () => {
    for (const name of ["replay", "make", "convert"]) {
      const { status, stdout } = run(name, "--help");
      expect([status, stdout.includes(`$ lychnos sim ${name}`)]).toEqual([0, true]);
    }
  });

  it("feeds a serial port in the file's own time until Ctrl-C, then ends with 0 and takes the link away", async () => {
    const link = join(folder, "gps");
    const child = spawn(process.execPath, [command, "replay", BUNDLED, "--pty", link, "--speed", "50"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said = gather(child);
    await until("the link", () => existsSync(link));
    const received = await listen(link);
    await until("a position", () => /RMC,05\d{4},A,/.test(received()));
    const code = new Promise((resolve) => child.once("exit", resolve));
    const device = readlinkSync(link);
    child.kill("SIGINT");
    expect(await code).toBe(0);
    expect([existsSync(link), existsSync(device)]).toEqual([false, false]);
    expect(said()).not.toMatch(/39[.3]\d/);
  });

  it("waits for the reader at full speed, and loses nothing", async () => {
    const link = join(folder, "fast");
    const child = spawn(process.execPath, [command, "replay", BUNDLED, "--pty", link, "--speed", "max"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said = gather(child);
    await until("the word that it waits", () => said().includes("Waiting"));
    const received = await listen(link);
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect(code).toBe(0);
    expect(received() === readFileSync(BUNDLED, "latin1").replace(/^#.*\n/gm, "")).toBe(true);
    expect(said()).not.toContain("unread");
  });
});

function gather(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  return () => text;
}

/** Reads until the port goes away. */
async function listen(path: string): Promise<() => string> {
  const port = new SerialPort({ path, baudRate: 115_200, autoOpen: false });
  let text = "";
  port.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
  });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  return () => text;
}
