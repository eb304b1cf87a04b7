import type { JSX } from "preact";
import type { TownGeoJson } from "../../town/geojson.ts";
import { type Frame, frameOf, metresBetween, type Spot, spotOf } from "../plane.ts";
import type { Place, ShowView } from "../view.ts";

/** Wide and high of the picture's own units. */
const WIDE = 800;
const HIGH = 520;

function pathOf(spots: readonly Spot[]): string {
  return spots.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

function Grid({ metre, everyM }: { metre: number; everyM: number }): JSX.Element {
  const gap = everyM * metre;
  const across = Array.from({ length: Math.floor(WIDE / gap) }, (_, i) => (i + 1) * gap);
  const down = Array.from({ length: Math.floor(HIGH / gap) }, (_, i) => (i + 1) * gap);
  return (
    <g class="grid">
      {across.map((x) => (
        <path key={`x${x}`} d={`M${x} 0V${HIGH}`} />
      ))}
      {down.map((y) => (
        <path key={`y${y}`} d={`M0 ${y}H${WIDE}`} />
      ))}
    </g>
  );
}

function offWords(truth: Place | null, seen: ShowView["guardian"]["place"]): string {
  if (truth === null || seen === null) return "The guardian has no position.";
  const off = Math.round(metresBetween(truth, seen));
  return `The guardian's last position is ${seen.ageS} s old and ${off} m from where the wearer is.`;
}

type Ring = readonly (readonly number[])[];

function shapeOf(frame: Frame, ring: Ring): string {
  return pathOf(ring.map(([lonDeg = 0, latDeg = 0]) => spotOf(frame, { latDeg, lonDeg })));
}

/** Streets and houses of the made-up town, from below. */
function TownLayer({ town, frame }: { town: TownGeoJson | null; frame: Frame }): JSX.Element {
  const shapes = (town?.features ?? []).flatMap(({ geometry, properties }) => {
    if (geometry.type === "Polygon") return geometry.coordinates.map((ring) => ({ kind: properties.kind, ring }));
    return geometry.type === "LineString" ? [{ kind: properties.kind, ring: geometry.coordinates }] : [];
  });
  return (
    <g class="town">
      {shapes.map(({ kind, ring }, i) => (
        <path key={`${i}`} class={kind} d={shapeOf(frame, ring)} />
      ))}
    </g>
  );
}

/** Where the wearer truly is, and where the guardian saw them. */
export function ShowMap({ view, town }: { view: ShowView; town: TownGeoJson | null }): JSX.Element {
  const { wearer, guardian } = view;
  const frame = frameOf([...wearer.trail, ...guardian.trail.slice(-120)], WIDE, HIGH);
  const truth = wearer.place === null ? null : spotOf(frame, wearer.place);
  const seen = guardian.place === null ? null : spotOf(frame, guardian.place);
  const live = guardian.account === "tracking";
  return (
    <figure class="show-map card">
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={offWords(wearer.place, guardian.place)}>
        <TownLayer town={town} frame={frame} />
        <Grid metre={frame.metre} everyM={frame.gridM} />
        <path class="truth" d={pathOf(wearer.trail.map((place) => spotOf(frame, place)))} />
        <path class={live ? "seen" : "seen old"} d={pathOf(guardian.trail.map((place) => spotOf(frame, place)))} />
        {guardian.trail.slice(-60).map((place, i) => {
          const { x, y } = spotOf(frame, place);
          return <circle key={`${i}`} class={live ? "dot" : "dot old"} cx={x} cy={y} r="3.5" />;
        })}
        {truth !== null && <circle class="here" cx={truth.x} cy={truth.y} r="11" />}
        {seen !== null && <circle class={live ? "last" : "last old"} cx={seen.x} cy={seen.y} r="7" />}
        <g class="scale" transform={`translate(24 ${HIGH - 24})`}>
          <path d={`M0 -6V0H${frame.gridM * frame.metre}V-6`} />
          <text x="6" y="-8">{`${frame.gridM} m`}</text>
        </g>
      </svg>
      <figcaption>
        <span class="key truth-key">where the wearer is</span>
        <span class="key seen-key">what the guardian saw</span>
        <span class="off">{offWords(wearer.place, guardian.place)}</span>
      </figcaption>
    </figure>
  );
}
