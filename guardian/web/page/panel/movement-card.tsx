import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DayView } from "../../../core/movement/day-view.ts";
import type { DeviceView } from "../../../core/view.ts";
import { fetchMovement } from "../connection.ts";
import type { Circumstances } from "../freshness.ts";
import type { Way } from "../map/way-layer.ts";
import { DayTimeline } from "./day-timeline.tsx";
import { Group } from "./facts.tsx";
import { dayNotes, daysToChoose, sumLine, tripLine, tripNote, wallTime } from "./movement-words.ts";

const NOT_REACHED = "The console was not reached. Try again.";

interface TripsProps {
  day: DayView;
  chosen: number | null;
  choose(trip: number | null): void;
}

function Trips({ day, chosen, choose }: TripsProps): JSX.Element {
  return (
    <ol class="trips">
      {day.trips.map((trip, n) => (
        <li key={trip.fromMs}>
          <button type="button" aria-pressed={n === chosen} onClick={() => choose(n === chosen ? null : n)}>
            <b>
              {wallTime(trip.fromMs, day.zone)}–{wallTime(trip.untilMs, day.zone)}
            </b>{" "}
            {tripLine(trip)}
            {tripNote(trip) !== "" && <span class="trip-note">{tripNote(trip)}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}

interface Props {
  view: DeviceView;
  now: Circumstances;
  /** Draws a trip on the map; null takes it away. */
  show(way: Way | null): void;
}

/**
 * A day's trips. Nothing is read before somebody asks, because each reading is a look at where a person was. It is mounted
 * anew when the wearer has their data deleted, so that what was read is gone with them.
 */
export function MovementCard({ view, now, show }: Props): JSX.Element {
  const [day, setDay] = useState<DayView | null>(null);
  const [readMs, setReadMs] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const choose = (trip: number | null): void => {
    setChosen(trip);
    show(trip === null ? null : (day?.lines[trip] ?? null));
  };
  const read = (asked: string | null): void => {
    setTrouble(null);
    choose(null);
    fetchMovement(view.id, asked).then(
      (found) => {
        setDay(found);
        setReadMs(now.nowMs);
      },
      () => setTrouble(NOT_REACHED),
    );
  };
  // What is drawn of a device or of a past that is gone must not stay on the map.
  useEffect(() => () => show(null), []);
  return (
    <Group title="Movement" aside={day === null ? "read when you ask" : `read at ${wallTime(readMs, day.zone)}`}>
      <div class="movement">
        {day === null ? (
          <button type="button" disabled={!now.serverHeard} onClick={() => read(null)}>
            Show today's trips
          </button>
        ) : (
          <>
            <div class="movement-day">
              <select aria-label="Day" value={day.day} onChange={(event) => read(event.currentTarget.value)}>
                {daysToChoose(day.today).map(({ day: one, name }) => (
                  <option key={one} value={one}>
                    {name}
                  </option>
                ))}
              </select>
              <button type="button" disabled={!now.serverHeard} onClick={() => read(day.day)}>
                Read again
              </button>
            </div>
            <p class="movement-sum">{sumLine(day)}</p>
            {day.positions > 0 && <DayTimeline day={day} chosen={chosen} />}
            <Trips day={day} chosen={chosen} choose={choose} />
            {dayNotes(day).map((note) => (
              <p key={note} class="movement-note">
                {note}
              </p>
            ))}
          </>
        )}
        {trouble !== null && <p class="movement-note">{trouble}</p>}
      </div>
    </Group>
  );
}
