import { openJournal } from "../../device/core/journal.ts";
import { type FlashShape, simFlash } from "../../simulator/world/sim-flash.ts";
import { bytes, integer, pick, random } from "../random.ts";
import { modelOver, type StoreCall, type Values } from "./power-model.ts";
import { type PowerRun, soundFlash, type TamperFlash } from "./power-run.ts";

const NAMES = ["pair-0", "pair-1", "outbox", "consent", "time"] as const;

/** So little flash that the journal moves all the time. */
export const SMALL: FlashShape = { pageBytes: 512, pages: 14 };

/** Calls of a store by chance, recorded as a run of the firmware is: all kinds, all orders, long values and empty ones. */
export function recordCalls(seed: number, calls: number, tamperFlash: TamperFlash = soundFlash): PowerRun {
  const chance = random(seed);
  const flash = simFlash(SMALL);
  const values: Values = new Map();
  const run: PowerRun = {
    shape: SMALL,
    image: flash.image(),
    values: new Map(),
    recorded: [],
    published: 0,
    restarts: 0,
    refused: 0,
    mostErasures: 0,
  };
  let call: StoreCall | null = null;
  flash.watch((change) => {
    const kept = change.kind === "write" ? { ...change, bytes: change.bytes.slice() } : change;
    run.recorded.push({ change: kept, call, seen: { epochs: [-1, -1], commands: [0, 0] } });
  });
  const store = modelOver(openJournal(tamperFlash(flash)), values, (made) => {
    call = made;
  });
  for (let i = 0; i < calls; i++) {
    const name = pick(chance, NAMES);
    const long = (values.get("outbox")?.length ?? 0) > 900;
    const kind = integer(chance, 10);
    if (kind === 0) store.erase(name);
    else if (kind < 6 && !long) store.append("outbox", bytes(chance, integer(chance, 120)));
    else store.replace(name, bytes(chance, integer(chance, name === "outbox" ? 300 : 60)));
  }
  run.refused = store.refused();
  run.mostErasures = Math.max(...flash.erasures());
  return run;
}
