import type { JSX } from "preact";
import { LEGEND } from "./wearer-words.ts";

/** What the one button does, always beside it: nobody has to remember it. */
export function Legend({ id }: { id: string }): JSX.Element {
  return (
    <div class="legend" id={id}>
      <dl>
        {LEGEND.map(({ sign, what, does }) => (
          <div key={what}>
            <dt>
              <span class="signs" aria-hidden="true">
                {sign.map((kind, index) => (
                  <i key={`${index}${kind}`} class={kind} />
                ))}
              </span>
              {what}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>Any press refuses an emergency.</p>
    </div>
  );
}
