import type { JSX } from "preact";
import type { ShowView } from "../view.ts";

const SHOWN = 14;

/** What left the device, and what it kept to itself. */
export function Messages({ left, refused }: Pick<ShowView, "left" | "refused">): JSX.Element {
  return (
    <>
      <section class="card" aria-label="What left the device">
        <h2>What left the device</h2>
        <ol class="log">
          {left.slice(0, SHOWN).map(({ clock, what, bytes }, i) => (
            <li key={`${left.length}-${i}`}>
              <time>{clock}</time> <span>{what}</span> <small>{bytes} bytes</small>
            </li>
          ))}
        </ol>
        {left.length === 0 && <p class="small">Nothing yet.</p>}
      </section>
      <section class="card" aria-label="What was kept back">
        <h2>What was kept back, and why</h2>
        <ol class="log">
          {refused.slice(0, SHOWN).map(({ from, to, count, why }) => (
            <li key={`${from}${why}`}>
              <time>{from === to ? from : `${from} – ${to.slice(4)}`}</time> <span>{why}</span>{" "}
              <small>
                {count} {count === 1 ? "second" : "seconds"}
              </small>
            </li>
          ))}
        </ol>
        {refused.length === 0 && <p class="small">Nothing yet.</p>}
      </section>
    </>
  );
}
