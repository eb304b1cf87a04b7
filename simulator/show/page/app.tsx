import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Controls } from "./controls.tsx";
import { DevicePanel } from "./device-panel.tsx";
import { GuardianPanel } from "./guardian-panel.tsx";
import { ShowMap } from "./map.tsx";
import { Messages } from "./messages.tsx";
import { Steps } from "./steps.tsx";
import { Switches } from "./switches.tsx";
import { type Request, useShow } from "./use-show.ts";

/** The simulator: what is truly so beside what the guardian saw, and everything that one can do to it. */
export function App(): JSX.Element {
  const { view, town, reachable, ask } = useShow();
  const [wrong, setWrong] = useState<string | null>(null);
  const act = (request: Request): void => void ask(request).then(setWrong);
  if (view === null) return <p class="waiting">{reachable ? "" : "Waiting for the simulator …"}</p>;
  return (
    <div class={reachable ? "show" : "show unheard"}>
      <header class="head">
        <h1>{view.title}</h1>
        <Controls view={view} act={act} />
      </header>
      {!reachable && <p class="trouble">The simulator is not reached any more; what stands here is how it was last.</p>}
      {view.broken.map((sentence) => (
        <p class="trouble" key={sentence}>
          This must never be: {sentence}
        </p>
      ))}
      <main>
        <DevicePanel device={view.device} act={act} reachable={reachable} />
        <div class="middle">
          <ShowMap view={view} town={town} />
          <GuardianPanel guardian={view.guardian} act={act} />
        </div>
        <div class="right">
          <Switches view={view} act={act} wrong={wrong} />
          <Steps steps={view.steps} />
          <Messages left={view.left} refused={view.refused} />
        </div>
      </main>
    </div>
  );
}
