import { type Random, seededRandom } from "../random.ts";
import { buildingsIn, houseAt } from "./blocks.ts";
import { type Crossings, layCrossings } from "./crossings.ts";
import { COLUMN_NAMES, HOME_NAME, PARK_NAME, ROW_NAMES, SCHOOL_NAME, WATER_NAME } from "./names.ts";
import { along, planeAt, type Spot } from "./plane.ts";
import type { Place, Town } from "./town.ts";

/** Fields in the Thessalian plain, where a town could well stand and none does. */
const ORIGIN_LAT_DEG = 39.5;
const ORIGIN_LON_DEG = 22.2;

/** Columns and rows of the crossings that the story happens at. */
const FIRST_STOP = [2, 3] as const;
const BUS_TURNS = [FIRST_STOP, [10, 3], [10, 6], [12, 6]] as const;
const STOPS_BETWEEN = [
  [4, 3],
  [6, 3],
  [8, 3],
  [10, 5],
] as const;
const SCHOOL_CROSSING = [12, 7] as const;
const PARK_BLOCK = [5, 4] as const;
const HOME_BLOCK = [1, 1] as const;

export function makeTown(seed: number): Town {
  const random = seededRandom(seed).branch("town");
  const crossings = layCrossings(random.branch("streets"), COLUMN_NAMES.length, ROW_NAMES.length);
  const doorstep = along(crossings.at(1, 1), crossings.at(2, 1), 0.45);
  const gate = along(crossings.at(12, 7), crossings.at(13, 7), 0.3);
  const home = { name: HOME_NAME, spot: northOf(doorstep, 14) };
  const school = { name: SCHOOL_NAME, spot: northOf(gate, 45) };
  return {
    plane: planeAt(ORIGIN_LAT_DEG, ORIGIN_LON_DEG),
    streets: [
      ...ROW_NAMES.map((name, row) => ({ name, line: crossings.row(row) })),
      ...COLUMN_NAMES.map((name, column) => ({ name, line: crossings.column(column) })),
    ],
    buildings: build(random.branch("buildings"), crossings, home.spot, school.spot),
    park: { name: PARK_NAME, outline: crossings.block(...PARK_BLOCK, 9) },
    water: { name: WATER_NAME, outline: brook(random.branch("brook"), crossings) },
    home,
    school,
    busStops: stops(crossings),
    wayToStop: [home.spot, doorstep, crossings.at(2, 1), crossings.at(2, 2), crossings.at(...FIRST_STOP)],
    busRoute: crossings.path(BUS_TURNS),
    wayToSchool: [crossings.at(12, 6), crossings.at(...SCHOOL_CROSSING), gate, school.spot],
  };
}

function northOf(spot: Spot, metres: number): Spot {
  return { eastM: spot.eastM, northM: spot.northM + metres };
}

function stops(crossings: Crossings): Place[] {
  const places = [FIRST_STOP, ...STOPS_BETWEEN, [12, 6] as const];
  return places.map(([column, row]) => ({
    name: `Stop ${COLUMN_NAMES[column]}`,
    spot: crossings.at(column, row),
  }));
}

function build(random: Random, crossings: Crossings, home: Spot, school: Spot): Spot[][] {
  const buildings = [houseAt(home, 14, 10), houseAt(school, 60, 28)];
  for (let column = 0; column < COLUMN_NAMES.length - 1; column++) {
    for (let row = 0; row < ROW_NAMES.length - 1; row++) {
      const taken = [PARK_BLOCK, HOME_BLOCK, SCHOOL_CROSSING].some(([c, r]) => c === column && r === row);
      if (!taken) buildings.push(...buildingsIn(crossings.block(column, row, 8), random));
    }
  }
  return buildings;
}

/** A brook along the south edge, some twelve metres wide. */
function brook(random: Random, crossings: Crossings): Spot[] {
  const bank = crossings.row(0).map(({ eastM, northM }) => ({ eastM, northM: northM - 60 + random.between(-20, 20) }));
  const otherBank = bank.map((spot) => northOf(spot, -12)).reverse();
  return [...bank, ...otherBank, bank[0] as Spot];
}
