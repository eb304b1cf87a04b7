import type { JSX } from "preact";
import type { Hearing } from "../model.ts";
import { LampMark } from "./lamp-mark.tsx";

interface Props {
  lit: boolean;
  hearing: Hearing;
  linkUp: boolean;
}

function line(hearing: Hearing, linkUp: boolean): { text: string; state: string } {
  switch (hearing) {
    case "connecting":
      return { text: "Connecting", state: "waiting" };
    case "heard":
      return linkUp ? { text: "Connected", state: "up" } : { text: "No broker", state: "down" };
    case "lost":
      return { text: "Lost", state: "down" };
    case "refused":
      return { text: "Started anew", state: "down" };
  }
}

/** Name, mark, and whether the page hears anything at all. */
export function Masthead({ lit, hearing, linkUp }: Props): JSX.Element {
  const { text, state } = line(hearing, linkUp);
  return (
    <header class="masthead">
      <LampMark lit={lit} />
      <div class="name">
        <h1>Lychnos</h1>
        <p>It cannot track in the dark</p>
      </div>
      <p class={`line ${state}`} role="status">
        <span class="dot" aria-hidden="true" />
        {text}
      </p>
    </header>
  );
}
