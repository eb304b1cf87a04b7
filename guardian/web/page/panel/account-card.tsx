import type { JSX } from "preact";
import { alarmsOf } from "../../../core/alarms.ts";
import type { DeviceView } from "../../../core/view.ts";
import type { Account } from "../explanations.ts";
import { type Circumstances, fixAgeMs, isLive } from "../freshness.ts";
import { ago, clockTime, moment } from "../words.ts";
import { lastReport } from "./last-report.ts";
import { notesOf } from "./notes.ts";

interface Props {
  view: DeviceView;
  now: Circumstances;
  account: Account;
}

/** Who it is, why the map moves or stands still, and how old the last position is. */
export function AccountCard({ view, now, account }: Props): JSX.Element {
  const live = isLive(view, now);
  const ageMs = fixAgeMs(view, now.nowMs);
  const report = lastReport(view);
  const notes = report === null ? [] : notesOf(report.flags);
  const since = now.serverHeard && view.explanationSinceMs !== null ? view.explanationSinceMs : null;
  return (
    <section class={`account ${account.tone}`} aria-label={view.label}>
      <p class="who">
        {view.label} <span class={live ? "badge live" : "badge"}>{live ? "Live" : "Not live"}</span>
      </p>
      <div aria-live="polite" aria-atomic="true">
        <h2 class="headline">{account.headline}</h2>
        <p class="sentence">{account.sentence}</p>
      </div>
      {since !== null && <p class="since">Since {moment(since, now.nowMs)}</p>}
      {alarmsOf(view).map((alarm) => (
        <p key={alarm} class="note urgent" role="alert">
          {alarm}
        </p>
      ))}
      {notes.map((note) => (
        <p key={note.text} class={note.urgent ? "note urgent" : "note"}>
          {note.text}
        </p>
      ))}
      <p class="age">
        <span>Last position</span>
        {view.lastFix === null || ageMs === null ? (
          <b>none yet</b>
        ) : (
          <b>
            {ago(ageMs)} <time class="soft">{clockTime(view.lastFix.fix.timeS * 1000)}</time>
          </b>
        )}
      </p>
    </section>
  );
}
