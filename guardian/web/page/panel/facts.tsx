import type { ComponentChildren, JSX } from "preact";
import type { DeviceView } from "../../../core/view.ts";
import { type Circumstances, isLive } from "../freshness.ts";
import { accuracy, count, moment, percent, speed, UNKNOWN } from "../words.ts";
import { type LastReport, lastReport } from "./last-report.ts";

function Fact({ name, children, warn }: { name: string; children: ComponentChildren; warn?: boolean }): JSX.Element {
  return (
    <div class={warn === true ? "fact warn" : "fact"}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Group({ title, aside, children }: { title: string; aside: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="group">
      <h3>
        {title} <span>{aside}</span>
      </h3>
      <dl>{children}</dl>
    </section>
  );
}

function PositionFacts({ view, now }: { view: DeviceView; now: Circumstances }): JSX.Element | null {
  if (view.lastFix === null) return null;
  const { fix } = view.lastFix;
  const live = isLive(view, now);
  return (
    <Group title={live ? "Position" : "Last position"} aside={live ? "now" : `as it was ${moment(fix.timeS * 1000, now.nowMs)}`}>
      <Fact name="Accuracy">{accuracy(fix.accuracyM)}</Fact>
      <Fact name="Speed">{speed(fix.speedMps)}</Fact>
    </Group>
  );
}

function lampState(report: LastReport | null): string {
  if (report === null) return UNKNOWN;
  return report.flags.lampConfirmed ? "confirmed lit" : "not lit, or not confirmed";
}

interface FactsProps {
  view: DeviceView;
  now: Circumstances;
  /** What stands under the figures. */
  children: ComponentChildren;
}

/** The figures behind the account, each group with the time that it speaks of. */
export function Facts({ view, now, children }: FactsProps): JSX.Element {
  const report = lastReport(view);
  const status = view.lastStatus?.status ?? null;
  const heard = view.lastHeardMs === null ? "not heard yet" : `heard ${moment(view.lastHeardMs, now.nowMs)}`;
  const lamp = lampState(report);
  const lowBattery = report?.flags.lowBattery === true;
  return (
    <section class="facts" aria-label="Figures">
      <PositionFacts view={view} now={now} />
      <Group title="Device" aside={heard}>
        <Fact name="Lamp">{lamp}</Fact>
        <Fact name="Battery" warn={lowBattery}>
          {percent(report?.batteryPercent ?? null)}
        </Fact>
        <Fact name="Consent">{report === null ? UNKNOWN : `no. ${report.consent}`}</Fact>
        <Fact name="Frames waiting">{status === null ? UNKNOWN : count(status.queued)}</Fact>
      </Group>
      <Group title="Console" aside="as counted here">
        <Fact name="Positions missing">{count(view.missingFixes)}</Fact>
        <Fact name="Frames refused" warn={view.refusedFrames > 0}>
          {count(view.refusedFrames)}
        </Fact>
      </Group>
      {children}
      <p class="colophon">Outlines: Natural Earth. This page loads nothing from any network.</p>
    </section>
  );
}
