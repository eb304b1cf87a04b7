import type { JSX } from "preact";
import type { StepView } from "../view.ts";

const MARKS: Record<StepView["state"], string> = { waits: "·", done: "▸", holds: "✓", broken: "✗" };
const WORDS: Record<StepView["state"], string> = { waits: "still to come", done: "done", holds: "holds", broken: "is not so" };

/** The scene's own steps, each with how it came out. */
export function Steps({ steps }: { steps: readonly StepView[] }): JSX.Element | null {
  if (steps.length === 0) return null;
  return (
    <section class="card" aria-label="The scene">
      <h2>The scene</h2>
      <ol class="steps">
        {steps.map(({ after, words, state, instead }, i) => (
          <li key={`${i}${words}`} class={state}>
            <span role="img" aria-label={WORDS[state]}>
              {MARKS[state]}
            </span>{" "}
            <time>{after}</time>
            <p>
              {words}
              {instead !== null && <em> But {instead}.</em>}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
