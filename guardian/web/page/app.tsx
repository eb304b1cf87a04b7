import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DeviceView } from "../../core/view.ts";
import { type Account, accountOf, SERVER_LOST, SERVER_RENEWED } from "./explanations.ts";
import { type Circumstances, isLive } from "./freshness.ts";
import { MapView } from "./map-view.tsx";
import type { Model } from "./model.ts";
import { AccountCard } from "./panel/account-card.tsx";
import { AskCard } from "./panel/ask-card.tsx";
import { DeviceTabs } from "./panel/device-tabs.tsx";
import { Facts } from "./panel/facts.tsx";
import { IncidentsCard } from "./panel/incidents-card.tsx";
import { Masthead } from "./panel/masthead.tsx";
import { useConsole } from "./use-console.ts";
import { WearerCard } from "./wearer/wearer-card.tsx";

function accountNow(model: Model, view: DeviceView, now: Circumstances): Account {
  if (model.hearing === "refused") return SERVER_RENEWED;
  if (model.hearing === "lost") return SERVER_LOST;
  return accountOf(view, now);
}

function Nobody({ model }: { model: Model }): JSX.Element {
  const lost = model.hearing === "lost" || model.hearing === "refused";
  const account = model.hearing === "refused" ? SERVER_RENEWED : SERVER_LOST;
  const waiting = model.hearing === "connecting" ? "Connecting to the console" : "No device is paired with this console yet";
  return (
    <section class={`account ${lost ? "fault" : "rest"}`} aria-live="polite">
      <h2 class="headline">{lost ? account.headline : waiting}</h2>
      {lost && <p class="sentence">{account.sentence}</p>}
    </section>
  );
}

/** The whole page: the guardian's account at the left, the map, and the wearer's hand at the right when it is simulated. */
export function App(): JSX.Element {
  const { model, nowMs } = useConsole();
  const [chosen, setChosen] = useState<string | null>(null);
  const view = model.devices.find((device) => device.id === chosen) ?? model.devices[0] ?? null;
  const now: Circumstances = { nowMs: nowMs ?? 0, serverHeard: model.hearing === "heard", linkUp: model.linkUp };
  return (
    <main class={model.wearer === null ? "page" : "page with-wearer"}>
      <Masthead lit={view !== null && isLive(view, now)} hearing={model.hearing} linkUp={model.linkUp} />
      <div class="guardian">
        {model.devices.length > 1 && view !== null && (
          <DeviceTabs devices={model.devices} selected={view.id} now={now} choose={setChosen} />
        )}
        {view !== null && <IncidentsCard key={view.id} view={view} now={now} />}
        {view === null ? <Nobody model={model} /> : <AccountCard view={view} now={now} account={accountNow(model, view, now)} />}
      </div>
      <MapView model={model} selected={view?.id ?? null} now={now} />
      {view !== null && (
        <Facts view={view} now={now}>
          <AskCard key={view.id} view={view} now={now} />
        </Facts>
      )}
      {model.wearer !== null && <WearerCard state={model.wearer} nowMs={now.nowMs} reachable={model.hearing === "heard"} />}
    </main>
  );
}
