import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TraceFault } from "../../../../simulator/trace/fault.ts";
import { readTraceFile } from "../../../../simulator/trace/read-trace-file.ts";
import { recognise } from "../../../../simulator/trace/recognise.ts";
import type { Trace } from "../../../../simulator/trace/trace.ts";
import { fitFile } from "./fit-file.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-formats-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function outcomeOf(content: string | Uint8Array) {
  const path = join(folder, "file");
  writeFileSync(path, content);
  return readTraceFile(path);
}

async function faultOf(content: string | Uint8Array): Promise<TraceFault> {
  const outcome = await outcomeOf(content);
  if (outcome.ok) throw new Error("It was read");
  return outcome.fault;
}

async function traceOf(content: string | Uint8Array): Promise<Trace> {
  const outcome = await outcomeOf(content);
  if (!outcome.ok || outcome.value.kind !== "trace") throw new Error("not read as a track");
  return outcome.value.trace;
}

const kmlTrack = (whens: string[], coords: string[]) =>
  `<?xml version="1.0"?>\n<kml xmlns:gx="x"><Placemark><gx:Track>\n${whens.map((when) => `<when>${when}</when>\n`).join("")}${coords.map((coord) => `<gx:coord>${coord}</gx:coord>\n`).join("")}</gx:Track></Placemark></kml>`;
const tcx = (inner: string) =>
  `<TrainingCenterDatabase><Activities><Activity><Lap><Track>\n<Trackpoint>${inner}</Trackpoint></Track></Lap></Activity></Activities></TrainingCenterDatabase>`;
const tcxPosition = "<Position><LatitudeDegrees>39.5</LatitudeDegrees><LongitudeDegrees>22.2</LongitudeDegrees></Position>";
const geojson = (properties: object, coordinates: unknown, type = "LineString") =>
  JSON.stringify({ type: "Feature", properties, geometry: { type, coordinates } });
const plt = (...rows: string[]) =>
  `Geolife trajectory\r\nWGS 84\r\nAltitude is in Feet\r\nReserved 3\r\n0,2,255,My Track,0,0,2,8421376\r\n0\r\n${rows.join("\r\n")}\r\n`;
const T0 = "2027-03-01T08:00:00Z";
const T1 = "2027-03-01T08:00:01Z";

describe("a file that was recorded somewhere", () => {
  it("is told by how it begins", () => {
    const of = (text: string) => recognise(Buffer.from(text));
    expect(of(`\uFEFF<?xml version="1.0"?><!-- <kml> --><!DOCTYPE x>\n<k:kml>`)).toBe("kml");
    expect(of("<TrainingCenterDatabase>")).toBe("tcx");
    expect(of(' {"type":')).toBe("geojson");
    expect(of("Time;Lat;Lng\n")).toBe("csv");
    expect(of(plt())).toBe("plt");
    expect(of("noise\n# a log\n$GPZDA,,,,,,*48\r\n")).toBe("nmea");
    expect(of("<html>")).toBe(null);
    expect(of(`${"<!-- -->".repeat(5000)}<`)).toBe(null);
    expect(of("once upon a time")).toBe(null);
    expect(recognise(fitFile([]))).toBe("fit");
  });

  it("gives what a GeoLife line says: feet in metres, the seconds of its time, no altitude for -777", async () => {
    const { points } = await traceOf(
      plt(
        "39.906631,116.385564,0,492,40097.5864583333,2009-10-11,14:04:30",
        "39.906554,116.385625,0,-777,40097.5865162037,2009-10-11,14:04:35",
      ),
    );
    expect(points[0]).toMatchObject({ timeMs: Date.UTC(2009, 9, 11, 14, 4, 30), latDeg: 39.906631, lonDeg: 116.385564 });
    expect(points[0]?.altitudeM).toBeCloseTo(149.96, 2);
    expect(points[1]?.altitudeM).toBe(null);
  });

  it("leaves out a moment without a position in KML, TCX, CSV and FIT, and invents none", async () => {
    expect((await traceOf(kmlTrack([T0, T1], ["", "22.2 39.5"]))).points).toHaveLength(1);
    expect((await faultOf(tcx(`<Time>${T0}</Time>`))).kind).toBe("empty");
    expect((await traceOf(`time,lat,lon\n${T0},,\n${T1},39.5,22.2\n`)).points).toHaveLength(1);
    const [first, second] = (await traceOf(fitFile([{ timeS: 1_000_000_000 }, { timeS: 1_000_000_001, lat: 1, lon: 2 }]))).points;
    expect([first?.timeMs, second]).toEqual([Date.UTC(1989, 11, 31) + 1_000_000_001_000, undefined]);
  });

  it("reads tables as spreadsheets write them: semicolons and decimal commas, quotes, epochs, kilometres an hour", async () => {
    const { points } = await traceOf(
      `Name;"Date Time";Latitude;Longitude;Speed (km/h)\r\n"a\n""b"";";1772352000;39,5;22,2;36\r\n`,
    );
    expect(points).toEqual([
      { timeMs: 1_772_352_000_000, latDeg: 39.5, lonDeg: 22.2, altitudeM: null, speedMps: 10, courseDeg: null, valid: true },
    ]);
    const [row] = (await traceOf("lat,lon,speed,time\n1,2,36,2026-03-01 08:00:00.250\n")).points;
    expect([row?.speedMps, row?.timeMs]).toEqual([null, Date.UTC(2026, 2, 1, 8, 0, 0, 250)]);
  });

  it("goes on from compressed times in FIT, over the end of their 32 seconds", async () => {
    const { points } = await traceOf(
      fitFile([
        { timeS: 1_000_000_030, lat: 1, lon: 2 },
        { offset: (1_000_000_030 + 1) & 31, lat: 1, lon: 2 },
        { offset: (1_000_000_030 + 20) & 31, lat: 1, lon: 2 },
      ]),
    );
    expect(points.map((point) => point.timeMs - (points[0]?.timeMs ?? 0))).toEqual([0, 1000, 20_000]);
  });

  it.each<[string, string | Uint8Array, string, number | null]>([
    ["not-kml", kmlTrack([T0, T1], ["22.2 39.5"]), "2 times and 1 positions", 2],
    ["bad-time", kmlTrack(["2027"], ["22.2 39.5"]), "time", 4],
    ["bad-position", kmlTrack([T0], ["39.5 122.2"]), "latitude", 4],
    ["no-time", "<kml><Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></kml>", "faketime", 1],
    ["no-time", tcx(tcxPosition), "gpsbabel -t -i gtrnctr -f IN -x track,faketime", 2],
    ["time-goes-back", plt("1,2,0,3,4,2009-10-11,14:04:30", "1,2,0,3,4,2009-10-11,14:04:29"), "Sort its lines", 8],
    ["bad-position", tcx(`<Time>${T0}</Time>${tcxPosition.replace("39.5", "139.5")}`), "latitude", 2],
    ["not-tcx", tcx("").replace("</Lap>", ""), "TCX", 2],
    ["no-time", geojson({}, [[22.2, 39.5]]), "Feature 1", null],
    ["not-geojson", geojson({ coordTimes: [T0] }, []), "0 positions and 1 times", null],
    ["bad-position", geojson({ coordTimes: [T0] }, [["22.2", 39.5]]), "position 1", null],
    ["bad-time", geojson({ coordTimes: [31] }, [[22.2, 39.5]]), "time", null],
    ["not-geojson", '{"type":"Feature",\n"geometry":39.5,,}', "Line 2", 2],
    ["not-geojson", '{"a":1}', "FeatureCollection", null],
    ["time-goes-back", `time,lat,lon\n${T1},39.5,22.2\n${T0},39.5,22.2\n`, "Line 3", 3],
    ["bad-position", `time,lat,lon\n${T1},39.5\n`, "longitude", 2],
    ["bad-time", "time,lat,lon\n2026-02-31T08:00:00Z,39.5,22.2\n", "Line 2", 2],
    ["not-csv", "lat,lon\n39.5,22.2\n", "called time", 1],
    ["not-csv", `time,lat,lon\n"${T0},39.5,22.2\n`, "quotation", 2],
    ["not-plt", plt("39.5,22.2,0,1"), "4 fields", 7],
    ["not-plt", plt().replace("WGS 84", "Tokyo"), "datum", 2],
    ["empty", plt(), "no point", null],
    ["not-fit", fitFile([{ timeS: 1e9, lat: 1, lon: 2 }]).subarray(0, 40), "ends before", null],
    ["no-time", fitFile([{ timeS: 12, lat: 1, lon: 2 }]), "Byte", null],
    ["bad-position", fitFile([{ timeS: 1e9, lat: 1.2e9, lon: 2 }]), "latitude", null],
    ["unknown-format", "PK\u0003\u0004", "gpsbabel", null],
    ["empty", "", "empty", null],
  ])("is refused with a sentence and a place, and no position in it: %s", async (kind, content, word, line) => {
    const fault = await faultOf(content);
    expect(fault).toMatchObject({ kind, line });
    expect(fault.message).toContain(word);
    expect(fault.message).not.toMatch(/39\.5|22\.2/);
  });

  it("is never read differently after a change of one bit in a FIT file: the checksum finds it", async () => {
    const whole = fitFile([{ timeS: 1e9, lat: 5, lon: 6 }]);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const bad = Uint8Array.from(whole);
      bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      expect((await outcomeOf(bad)).ok).toBe(false);
    }
  });

  it("never makes the readers throw, however files of all kinds are cut and mixed", async () => {
    const wholes = [
      kmlTrack([T0, T1], ["22.2 39.5", "22.2 39.5"]),
      tcx(`<Time>${T0}</Time>${tcxPosition}`),
      geojson({ coordTimes: [T0] }, [[22.2, 39.5]]),
      plt("39.5,22.2,0,1,2,2009-10-11,14:04:30"),
      `time,lat,lon\n"${T0}",39.5,22.2\n`,
      Buffer.from(fitFile([{ timeS: 1e9, lat: 5, lon: 6 }])).toString("latin1"),
      readFileSync(join(import.meta.dirname, "../../../../simulator/traces/school-run.nmea"), "latin1").slice(0, 2000),
    ];
    const piece = fc
      .tuple(fc.constantFrom(...wholes), fc.nat(), fc.nat())
      .map(([text, a, b]) => text.slice(a % text.length).slice(0, b % 400));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wholes), fc.nat(), fc.array(piece, { maxLength: 4 }), async (head, cut, tails) => {
        const outcome = await outcomeOf(Buffer.from(head.slice(0, cut % (head.length + 1)) + tails.join(""), "latin1"));
        if (!outcome.ok) expect(outcome.fault.message.length).toBeGreaterThan(20);
        else if (outcome.value.kind === "trace")
          for (const point of outcome.value.trace.points)
            expect(Math.abs(point.latDeg) <= 90 && Math.abs(point.lonDeg) <= 180).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
