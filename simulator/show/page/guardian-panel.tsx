import type { JSX } from "preact";
import type { GuardianSide } from "../view.ts";
import type { Request } from "./use-show.ts";

/** What the guardian reads, and what they may ask. */
export function GuardianPanel({ guardian, act }: { guardian: GuardianSide; act(request: Request): void }): JSX.Element {
  const calling = guardian.alerts.some(({ open }) => open);
  return (
    <section class="card guardian-card" aria-label="The guardian">
      <h2>What the guardian reads</h2>
      <p class="account" role="status">
        {guardian.sentence}
      </p>
      <ul class="alerts">
        {guardian.alerts.map(({ words, open }, i) => (
          <li key={`${i}${words}`} class={open ? "open" : ""}>
            {words}
          </li>
        ))}
      </ul>
      <p class="acts">
        <button type="button" onClick={() => act({ ask: "say", words: "the guardian asks where the wearer is" })}>
          Ask for the position
        </button>
        <button type="button" disabled={!calling} onClick={() => act({ ask: "say", words: "the guardian answers the call" })}>
          Answer the call
        </button>
      </p>
    </section>
  );
}
