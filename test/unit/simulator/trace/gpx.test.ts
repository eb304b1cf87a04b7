import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGpx } from "../../../../simulator/trace/gpx.ts";
import type { Trace } from "../../../../simulator/trace/trace.ts";
import { writeGpx } from "../../../../simulator/trace/write-gpx.ts";
import { MAX_XML_BYTES } from "../../../../simulator/trace/xml-file.ts";
import { corpus, corpusTitle } from "../../../corpora.ts";

const point = (time: string, more = "") =>
  `<trkpt lat="39.5" lon="22.2">${more}${time === "" ? "" : `<time>${time}</time>`}</trkpt>\n`;
const track = (points: string) =>
  `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>A walk</name><trkseg>\n${points}</trkseg></trk></gpx>`;

async function read(text: string): Promise<Trace> {
  const outcome = await readGpx([text]);
  if (!outcome.ok) throw new Error(outcome.fault.message);
  return outcome.value;
}

async function faultOf(text: string): Promise<{ kind: string; line: number | null; message: string }> {
  const outcome = await readGpx([text]);
  if (outcome.ok) throw new Error("It was read");
  return outcome.fault;
}

describe("a GPX file", () => {
  it("gives its points with all they tell, and null for what they do not", async () => {
    const trace = await read(
      track(
        `${point("2027-03-01T08:00:00Z", "<ele>87.5</ele><speed>1.3</speed><course>361</course>")}${point("2027-03-01T10:00:01.500+02:00")}`,
      ),
    );
    expect(trace.name).toBe("A walk");
    expect(trace.points[0]).toEqual({
      timeMs: Date.UTC(2027, 2, 1, 8),
      latDeg: 39.5,
      lonDeg: 22.2,
      altitudeM: 87.5,
      speedMps: 1.3,
      courseDeg: 1,
      valid: true,
    });
    expect(trace.points[1]).toMatchObject({
      timeMs: Date.UTC(2027, 2, 1, 8, 0, 1, 500),
      altitudeM: null,
      speedMps: null,
      courseDeg: null,
    });
  });

  it("finds the speed that a maker put into the extensions", async () => {
    const extensions = "<extensions><x:TrackPointExtension><x:speed>2.5</x:speed></x:TrackPointExtension></extensions>";
    expect((await read(track(point("2027-03-01T08:00:00Z", extensions)))).points[0]?.speedMps).toBe(2.5);
  });

  it("reads a GPX 1.0 route when there is no track, and no route beside a track", async () => {
    const route = `<rte><rtept lat="1" lon="2"><time>2027-03-01T08:00:00Z</time></rtept></rte>`;
    expect((await read(`<gpx version="1.0">${route}</gpx>`)).points[0]?.latDeg).toBe(1);
    expect((await read(track(point("2027-03-01T08:00:00Z")).replace("<trk>", `${route}<trk>`))).points).toHaveLength(1);
  });

  it("comes out of the writer as it went in", async () => {
    const first = await read(track(point("2027-03-01T08:00:00Z", "<ele>1.0</ele>") + point("2027-03-01T08:00:01Z")));
    expect(await read(writeGpx(first))).toEqual(first);
  });

  it("may come in pieces of any length", async () => {
    const text = track(point("2027-03-01T08:00:00Z", "<ele>87.5</ele>").repeat(1) + point("2027-03-01T08:00:01Z"));
    const whole = await read(text);
    expect(await readGpx([...text])).toEqual({ ok: true, value: whole });
  });

  it.each([
    ["no-time", track(point("2027-03-01T08:00:00Z") + point("")), 3, "faketime"],
    ["bad-time", track(point("yesterday")), 2, "2026-03-02T07:15:00Z"],
    ["time-goes-back", track(point("2027-03-01T08:00:00Z") + point("2027-03-01T07:00:00Z")), 3, "gpsbabel"],
    ["bad-position", track(point("2027-03-01T08:00:00Z").replace("39.5", "99.5")), 2, "lat"],
    ["bad-position", track(point("2027-03-01T08:00:00Z").replace("22.2", "")), 2, "lon"],
    ["not-gpx", "<kml></kml>", 1, "<kml>"],
    ["not-gpx", "no xml at all", 1, "GPX"],
    ["not-gpx", track(point("2027-03-01T08:00:00Z")).replace("</trk>", ""), 3, "GPX"],
    ["not-gpx", `<gpx>${"<a>".repeat(100)}`, 1, "deep"],
    ["empty", "<gpx></gpx>", null, "Waypoints"],
  ])("says what is wrong, and where: %s", async (kind, text, line, remedy) => {
    const fault = await faultOf(text);
    expect(fault).toMatchObject({ kind, line });
    expect(fault.message).toContain(remedy);
    expect(fault.message).not.toMatch(/39\.5|22\.2/);
  });

  it("ends after a stated number of bytes, however it goes on", async () => {
    function* endless(): Generator<string> {
      const blanks = " ".repeat(8 * 1024 * 1024);
      yield "<gpx>";
      for (let sent = 0; sent < 4 * MAX_XML_BYTES; sent += blanks.length) yield blanks;
    }
    const outcome = await readGpx(endless());
    expect(outcome.ok ? null : outcome.fault.kind).toBe("too-large");
  });

  it("never throws, whatever the text is", async () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "<gpx>",
        "</gpx>",
        "<trk>",
        "<trkpt lat='1' lon='2'>",
        "</trkpt>",
        "<time>",
        "]]>",
        "<!DOCTYPE x [",
        "&lol;",
        "<!--",
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 25 }), async (parts) => {
        const outcome = await readGpx(parts);
        expect(outcome.ok || outcome.fault.message.length > 0).toBe(true);
      }),
    );
  });

  it.skipIf(corpus("tracks") === null)(corpusTitle("tracks", "of four makers is read to its last point"), async () => {
    const folder = corpus("tracks") as string;
    for (const name of readdirSync(folder).filter((entry) => entry.endsWith(".gpx"))) {
      const path = join(folder, name);
      const outcome = await readGpx(createReadStream(path, { encoding: "utf8" }));
      const told = readFileSync(path, "utf8").match(/<trkpt/g)?.length ?? 0;
      const read = outcome.ok ? outcome.value.points.length : 0;
      expect(read, name).toBeGreaterThan(0.99 * told);
      expect(read, name).toBeLessThanOrEqual(told);
    }
  });
});
