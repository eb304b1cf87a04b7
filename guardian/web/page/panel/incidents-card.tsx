import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { incidentSentence, incidentTitle, isUrgent } from "../../../core/incident-words.ts";
import { standingOf } from "../../../core/incidents.ts";
import type { DeviceView, IncidentView } from "../../../core/view.ts";
import { sendAnswer } from "../connection.ts";
import type { Circumstances } from "../freshness.ts";
import { ago, clockTime, moment } from "../words.ts";

/** So many are shown; the command line has all of fourteen days. */
const SHOWN = 6;
const NOT_REACHED = "The console was not reached, so the answer was not sent. Press again.";

/** When it happened by the device, or, if the device did not know, when this console heard of it. */
function happenedMs(incident: IncidentView): number {
  return incident.raisedMs ?? incident.firstHeardMs;
}

function answerState(incident: IncidentView, nowMs: number): string {
  if (incident.acknowledged || incident.answeredMs === null) return "";
  return `You answered ${moment(incident.answeredMs, nowMs)}; the device has not heard it yet.`;
}

function Times({ incident, nowMs }: { incident: IncidentView; nowMs: number }): JSX.Element {
  const at = happenedMs(incident);
  return (
    <p class="incident-when">
      <b>{ago(nowMs - at)}</b> <time class="soft">{clockTime(at)}</time>
      {incident.raisedMs === null && <span class="soft"> by this console's clock</span>}
      {incident.times > 0 && <span class="soft"> · told {incident.times + 1} times</span>}
    </p>
  );
}

interface OneProps {
  incident: IncidentView;
  deviceId: string;
  now: Circumstances;
}

function One({ incident, deviceId, now }: OneProps): JSX.Element {
  const [trouble, setTrouble] = useState<string | null>(null);
  const standing = standingOf(incident);
  const urgent = isUrgent(incident);
  const answer = (): void => {
    void sendAnswer(deviceId, incident.incident)
      .catch(() => NOT_REACHED)
      .then(setTrouble);
  };
  const state = trouble ?? answerState(incident, now.nowMs);
  return (
    <li class={urgent ? "incident urgent" : `incident ${standing}`} role={urgent ? "alert" : undefined}>
      <h4>{incidentTitle(incident)}</h4>
      <Times incident={incident} nowMs={now.nowMs} />
      <p class="incident-told">{incidentSentence(incident)}</p>
      {state !== "" && <p class="incident-told">{state}</p>}
      {standing === "open" && incident.answeredMs === null && (
        <button type="button" disabled={!now.serverHeard} onClick={answer}>
          {incident.alert === "panic" ? "I have heard it" : "Seen"}
        </button>
      )}
    </li>
  );
}

/** What is wrong, or was: when it happened, how old it is, and the button by which the wearer feels that they were heard. */
export function IncidentsCard({ view, now }: { view: DeviceView; now: Circumstances }): JSX.Element | null {
  if (view.incidents.length === 0) return null;
  // A call for help that nobody answered stands above everything that came after it.
  const shown = [...view.incidents].sort((a, b) => Number(isUrgent(b)) - Number(isUrgent(a))).slice(0, SHOWN);
  const more = view.incidents.length - shown.length;
  return (
    <section class="incidents" aria-label="Alerts">
      <ul>
        {shown.map((incident) => (
          <One key={`${incident.alert}${incident.incident}`} incident={incident} deviceId={view.id} now={now} />
        ))}
      </ul>
      {more > 0 && <p class="soft">{more} older: lychnos guardian alerts</p>}
    </section>
  );
}
