import type { WearerAction, WearerPanel, WearerPanelState } from "../../../../guardian/web/wearer-panel.ts";

export interface FakePanel extends WearerPanel {
  now: WearerPanelState;
  acts: WearerAction[];
  /** How many pages that listened are gone. */
  left: number;
  set(more: Partial<WearerPanelState>): void;
}

const [SOUTH, WEST] = [37.971, 23.729];
const [ROWS, COLUMNS] = [7, 8];
const [UP, ACROSS] = [0.0013, 0.0018];
const STREET_NAMES = ["Oil Street", "Potter's Lane", "Lamp Street", "Station Road", "Olive Walk", "Harbour Road", "North Row"];

type Ring = [number, number][];

function feature(kind: string, type: string, coordinates: unknown, name?: string): unknown {
  return { type: "Feature", properties: name === undefined ? { kind } : { kind, name }, geometry: { type, coordinates } };
}

function box(west: number, south: number, wide: number, high: number): Ring[] {
  const [east, north] = [west + wide, south + high];
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

function blocks(): unknown[] {
  const features: unknown[] = [];
  for (let row = 0; row < ROWS - 1; row++) {
    for (let column = 0; column < COLUMNS - 1; column++) {
      const [lon, lat] = [WEST + column * ACROSS, SOUTH + row * UP];
      if (row === 3 && (column === 2 || column === 3)) continue;
      for (let k = 0; k < 4; k++) {
        const wide = ACROSS * (0.3 + 0.08 * ((row + column + k) % 2));
        features.push(
          feature(
            "building",
            "Polygon",
            box(lon + ACROSS * (k % 2 === 0 ? 0.1 : 0.54), lat + UP * (k < 2 ? 0.12 : 0.55), wide, UP * 0.32),
          ),
        );
      }
    }
  }
  return features;
}

/** A small town of straight streets with a park, a pond and a school. */
export function fakeTown(): unknown {
  const features = blocks();
  features.push(feature("park", "Polygon", box(WEST + 2 * ACROSS, SOUTH + 3 * UP, 2 * ACROSS, UP), "Almond Park"));
  features.push(feature("water", "Polygon", box(WEST + 2.9 * ACROSS, SOUTH + 3.3 * UP, ACROSS * 0.5, UP * 0.4)));
  for (let row = 0; row < ROWS; row++) {
    const lat = SOUTH + row * UP;
    features.push(
      feature(
        "street",
        "LineString",
        [
          [WEST, lat],
          [WEST + (COLUMNS - 1) * ACROSS, lat],
        ],
        STREET_NAMES[row] ?? "Street",
      ),
    );
  }
  for (let column = 0; column < COLUMNS; column++) {
    const lon = WEST + column * ACROSS;
    features.push(
      feature(
        "street",
        "LineString",
        [
          [lon, SOUTH],
          [lon, SOUTH + (ROWS - 1) * UP],
        ],
        `Avenue ${column + 1}`,
      ),
    );
  }
  features.push(feature("place", "Point", [WEST + 5.5 * ACROSS, SOUTH + 4.5 * UP], "School"));
  return { type: "FeatureCollection", features };
}

/** A short notice: two pages for the child, one for who agrees. */
export const SHORT_NOTICE = {
  asked: true,
  pages: ["Who takes care of this\n  Your parents.", "Why you wear this\n  To be safe.", "How to stop\n  Hold the button."],
  childPages: 2,
  turned: 0,
};

const AGREED: WearerPanelState = {
  lamp: "recording",
  lampBroken: false,
  buttonDown: false,
  felt: null,
  consent: "active",
  pausedUntilMs: null,
  emergency: "none",
  emergencyUntilMs: null,
  notice: null,
  inHours: true,
  call: "none",
  scene: "Thursday 14:00, walking home from school",
};

export function makeFakePanel(): FakePanel {
  const listeners = new Set<() => void>();
  const fake: FakePanel = {
    now: AGREED,
    acts: [],
    left: 0,
    state: () => fake.now,
    act(action) {
      fake.acts.push(action);
      const { notice } = fake.now;
      if (action === "press" || action === "release") fake.set({ buttonDown: action === "press" });
      if (action === "turn-page" && notice !== null) fake.set({ notice: { ...notice, turned: notice.turned + 1 } });
      if (action === "decline" && notice !== null) fake.set({ notice: { ...notice, turned: 0 } });
    },
    pageLeft() {
      fake.left += 1;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    town: fakeTown,
    set(more) {
      fake.now = { ...fake.now, ...more };
      for (const listener of listeners) listener();
    },
  };
  return fake;
}
