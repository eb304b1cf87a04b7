import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ShowView } from "../view.ts";
import type { Request } from "./use-show.ts";

interface Props {
  view: ShowView;
  act(request: Request): void;
  /** What was wrong with the last request. */
  wrong: string | null;
}

/** Faults that one can switch on and off, and a line for every other sentence that scenes know. */
export function Switches({ view, act, wrong }: Props): JSX.Element {
  const [words, setWords] = useState("");
  function say(event: Event): void {
    event.preventDefault();
    if (words.trim() !== "") act({ ask: "say", words: words.trim() });
  }
  return (
    <section class="card" aria-label="Faults">
      <h2>What goes wrong</h2>
      <div class="switches">
        {view.switches.map(({ name, on }) => (
          <button type="button" key={name} aria-pressed={on} onClick={() => act({ ask: "switch", name, on: !on })}>
            {name}
          </button>
        ))}
      </div>
      <form onSubmit={say}>
        <label for="sentence">Anything else that a scene can do</label>
        <input
          id="sentence"
          value={words}
          maxLength={200}
          placeholder="the wearer pauses for 10 min"
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button type="submit">Do it</button>
      </form>
      <p class="wrong" role="status">
        {wrong}
      </p>
    </section>
  );
}
