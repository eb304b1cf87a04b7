import { describe, expect, it } from "vitest";
import { townGeoJson } from "../../../../simulator/town/geojson.ts";
import { makeTown } from "../../../../simulator/town/make-town.ts";
import { metresBetween, type Spot } from "../../../../simulator/town/plane.ts";

describe("a town that does not exist", () => {
  it("is the same for the same seed and another for another", () => {
    expect(JSON.stringify(townGeoJson(makeTown(4)))).toBe(JSON.stringify(townGeoJson(makeTown(4))));
    expect(JSON.stringify(townGeoJson(makeTown(4)))).not.toBe(JSON.stringify(townGeoJson(makeTown(5))));
  });

  it("has streets, buildings, a park, water, a home, a school and bus stops on the map", () => {
    const { features } = townGeoJson(makeTown(1));
    const count = (kind: string) => features.filter((feature) => feature.properties.kind === kind).length;
    expect(count("street")).toBe(23);
    expect(count("building")).toBeGreaterThan(300);
    expect([count("park"), count("water"), count("place")]).toEqual([1, 1, 8]);
    const names = features.flatMap((feature) => feature.properties.name ?? []);
    expect(names).toContain("Home");
    expect(names).toContain("Lantern School");
  });

  it("lies in the Thessalian plain, within three kilometres", () => {
    const text = JSON.stringify(townGeoJson(makeTown(9)).features.map((feature) => feature.geometry));
    for (const pair of text.matchAll(/\[(\d+\.\d+),(\d+\.\d+)\]/g)) {
      expect(Math.abs(Number(pair[1]) - 22.21)).toBeLessThan(0.03);
      expect(Math.abs(Number(pair[2]) - 39.505)).toBeLessThan(0.03);
    }
  });

  it("closes its outlines, counter-clockwise as RFC 7946 asks", () => {
    for (const { geometry } of townGeoJson(makeTown(2)).features) {
      if (geometry.type !== "Polygon") continue;
      const ring = geometry.coordinates[0] as number[][];
      expect(ring[0]).toEqual(ring.at(-1));
      let doubled = 0;
      for (let n = 1; n < ring.length; n++) {
        const [from, to] = [ring[n - 1] as [number, number], ring[n] as [number, number]];
        doubled += from[0] * to[1] - to[0] * from[1];
      }
      expect(doubled).toBeGreaterThan(0);
    }
  });

  it("leads from the door to the first stop, by bus to the last, and on to the school", () => {
    for (let seed = 0; seed < 30; seed++) {
      const town = makeTown(seed);
      const ends = (way: Spot[]) => [way[0], way.at(-1)];
      expect(ends(town.wayToStop)).toEqual([town.home.spot, town.busStops[0]?.spot]);
      expect(ends(town.busRoute)).toEqual([town.busStops[0]?.spot, town.busStops.at(-1)?.spot]);
      expect(ends(town.wayToSchool)).toEqual([town.busStops.at(-1)?.spot, town.school.spot]);
      for (const stop of town.busStops) expect(town.busRoute).toContain(stop.spot);
      expect(metresBetween(town.home.spot, town.school.spot)).toBeGreaterThan(1500);
    }
  });
});
