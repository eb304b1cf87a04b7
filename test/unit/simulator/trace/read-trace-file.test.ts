import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_RECORDING_BYTES } from "../../../../simulator/trace/nmea-recording.ts";
import { readTraceFile } from "../../../../simulator/trace/read-trace-file.ts";

const BUNDLED = join(import.meta.dirname, "../../../../simulator/traces");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-trace-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function faultOf(name: string): Promise<{ kind: string; message: string }> {
  const outcome = await readTraceFile(join(folder, name));
  if (outcome.ok) throw new Error("It was read");
  return outcome.fault;
}

describe("a file that is to be played", () => {
  it("is told by how it begins, whatever its name says: a log is a recording, a GPX file a track", async () => {
    symlinkSync(join(BUNDLED, "school-run.nmea"), join(folder, "A.GPX"));
    const log = await readTraceFile(join(folder, "A.GPX"));
    const gpx = await readTraceFile(join(BUNDLED, "school-run.gpx"));
    expect(log.ok && log.value.kind).toBe("recording");
    expect(gpx.ok && gpx.value.kind).toBe("trace");
  });

  it("lasts as long as the journey that was written into it, in both kinds", async () => {
    const log = await readTraceFile(join(BUNDLED, "school-run.nmea"));
    const gpx = await readTraceFile(join(BUNDLED, "school-run.gpx"));
    if (!log.ok || !gpx.ok || log.value.kind !== "recording" || gpx.value.kind !== "trace") throw new Error("not read");
    const { points } = gpx.value.trace;
    expect(log.value.recording.durationMs).toBe((points.at(-1)?.timeMs ?? 0) - (points[0]?.timeMs ?? 0));
    expect(log.value.recording.bursts).toHaveLength(points.length);
  });

  it("is refused with what to do when it is missing, unknown, a folder, endless or too large", async () => {
    mkdirSync(join(folder, "folder.gpx"));
    symlinkSync("/dev/zero", join(folder, "endless.log"));
    writeFileSync(join(folder, "large.nmea"), "$GPTXT,01,01,02,LARGE*01\r\n");
    writeFileSync(join(folder, "walk.kml"), "a walk in words");
    truncateSync(join(folder, "large.nmea"), MAX_RECORDING_BYTES + 1);
    expect((await faultOf("missing.gpx")).message).toBe("There is no such file.");
    expect((await faultOf("walk.kml")).message).toContain("gpsbabel");
    expect((await faultOf("folder.gpx")).message).toContain("plain file");
    expect((await faultOf("endless.log")).message).toContain("plain file");
    expect((await faultOf("large.nmea")).message).toContain("split");
  });
});
