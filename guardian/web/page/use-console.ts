import { useEffect, useRef, useState } from "preact/hooks";
import { connect, fetchTrail } from "./connection.ts";
import { apply, EMPTY, type Hearing, type Model, withFixes } from "./model.ts";
import { hearClock, NO_CLOCK, type ServerClock, serverNow } from "./server-clock.ts";
import { TRAIL_MS } from "./trail.ts";
import { tellTimesIn } from "./words.ts";

/** How often the ages on the page are counted. */
const COUNT_MS = 500;

export interface Live {
  model: Model;
  /** The server's clock; goes on while the server is not heard. Null before it was ever heard. */
  nowMs: number | null;
}

/** The server's news as the state of a component, with a clock that ticks. */
export function useConsole(): Live {
  const [model, setModel] = useState<Model>(EMPTY);
  const [localMs, setLocalMs] = useState(() => Date.now());
  const clock = useRef<ServerClock>(NO_CLOCK);
  useEffect(() => {
    const fetchTrails = (ids: readonly { id: string; sinceMs: number }[]): void => {
      for (const { id, sinceMs } of ids) {
        // Without its past the map still shows the present, so a failure here changes nothing.
        fetchTrail(id, sinceMs).then(
          (fixes) => setModel((now) => withFixes(now, id, fixes)),
          () => undefined,
        );
      }
    };
    const hangUp = connect({
      message(message) {
        clock.current = hearClock(clock.current, message.nowMs, Date.now());
        if (message.kind === "state" || message.kind === "wearer") tellTimesIn(message.wearer?.timeZone);
        setModel((now) => apply(now, message));
        if (message.kind !== "state") return;
        fetchTrails(
          message.devices.flatMap((view) =>
            view.lastFix === null ? [] : [{ id: view.id, sinceMs: view.lastFix.fix.timeS * 1000 - TRAIL_MS }],
          ),
        );
      },
      lost(refused) {
        const hearing: Hearing = refused ? "refused" : "lost";
        setModel((now) => ({ ...now, hearing }));
      },
    });
    const counter = setInterval(() => setLocalMs(Date.now()), COUNT_MS);
    return () => {
      clearInterval(counter);
      hangUp();
    };
  }, []);
  return { model, nowMs: serverNow(clock.current, Math.max(localMs, clock.current.heard?.localMs ?? 0)) };
}
