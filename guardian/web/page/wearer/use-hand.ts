import { useRef, useState } from "preact/hooks";
import type { WearerAction } from "../../wearer-panel.ts";
import { sendAction } from "../connection.ts";

/** Acts that may wait for the server; more than a hand can do in the time that a server may take. */
const WAITING_LIMIT = 32;

/** Hands acts to the server one after another, because a release that overtakes its press would leave the button down. */
export interface Hand {
  act(action: WearerAction): void;
  /** The last act did not arrive. */
  failed: boolean;
}

export function useHand(): Hand {
  const [failed, setFailed] = useState(false);
  const line = useRef<{ last: Promise<void>; waiting: number }>({ last: Promise.resolve(), waiting: 0 });
  const act = (action: WearerAction): void => {
    const { current } = line;
    // Letting go is never refused.
    if (current.waiting >= WAITING_LIMIT && action !== "release") return;
    current.waiting += 1;
    current.last = current.last
      .then(() => sendAction(action))
      .then(
        () => setFailed(false),
        () => setFailed(true),
      )
      .finally(() => {
        current.waiting -= 1;
      });
  };
  return { act, failed };
}
