import type { JSX } from "preact";
import type { ShowView } from "../view.ts";
import type { Request } from "./use-show.ts";

const SPEEDS = [1, 10, 60, 1000];

/** Virtual time: it stands, goes on, goes a step, or goes faster. */
export function Controls({ view, act }: { view: ShowView; act(request: Request): void }): JSX.Element {
  const { running, speed } = view.pace;
  return (
    <div class="controls">
      <output class="clock" aria-label="The wearer's clock">
        {view.clock}
      </output>
      <button type="button" class="main" onClick={() => act({ ask: "run", running: !running })}>
        {running ? "Pause" : "Go on"}
      </button>
      <button type="button" onClick={() => act({ ask: "step", seconds: 1 })}>
        +1 s
      </button>
      <button type="button" onClick={() => act({ ask: "step", seconds: 60 })}>
        +1 min
      </button>
      <fieldset class="speeds">
        <legend>Speed</legend>
        {SPEEDS.map((one) => (
          <button type="button" key={one} aria-pressed={one === speed} onClick={() => act({ ask: "speed", speed: one })}>
            ×{one}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
