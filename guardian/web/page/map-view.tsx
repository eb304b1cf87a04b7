import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fetchBasemap, fetchTown } from "./connection.ts";
import type { Circumstances } from "./freshness.ts";
import { type LiveMap, openMap } from "./map/map.ts";
import type { Model } from "./model.ts";
import { lastSeen, spotsOf } from "./spots.ts";

interface Props {
  model: Model;
  selected: string | null;
  now: Circumstances;
}

function describe({ model, selected, now }: Props): string {
  const view = model.devices.find((device) => device.id === selected);
  const spot = selected === null ? undefined : spotsOf(model.devices, now).get(selected);
  if (view === undefined || view.lastFix === null || spot === undefined) return "Map. No position is known.";
  if (spot.estimated !== null) return `Map. ${view.label} is shown live, at a place that is ${spot.estimated}.`;
  return spot.live
    ? `Map. ${view.label} is shown live.`
    : `Map. ${view.label} is ${lastSeen(view.lastFix.fix.timeS * 1000, now.nowMs)}.`;
}

/** Leaflet's island in the page. */
export function MapView(props: Props): JSX.Element {
  const { model, selected, now } = props;
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<LiveMap | null>(null);
  const [following, setFollowing] = useState(true);
  const simulated = model.wearer !== null;
  useEffect(() => {
    if (place.current === null) return undefined;
    const opened = openMap(place.current, fetchBasemap, setFollowing);
    map.current = opened;
    return () => opened.close();
  }, []);
  useEffect(() => {
    // The town is scenery: without it the map still has its grid.
    if (simulated)
      fetchTown().then(
        (town) => map.current?.showTown(town),
        () => undefined,
      );
  }, [simulated]);
  useEffect(() => {
    const trail = selected === null ? [] : (model.trails[selected] ?? []);
    map.current?.show({ spots: spotsOf(model.devices, now), selected, trail, endMs: now.nowMs });
  }, [model, selected, now.nowMs]);
  useEffect(() => map.current?.follow(), [selected]);
  return (
    <section class="map-frame" aria-label={describe(props)}>
      <div class="map" ref={place} />
      {!following && selected !== null && (
        <button type="button" class="follow" onClick={() => map.current?.follow()}>
          Back to the wearer
        </button>
      )}
      {simulated && <p class="made-up">A made-up town</p>}
    </section>
  );
}
