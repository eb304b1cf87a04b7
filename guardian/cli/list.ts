import { Command } from "commander";
import { alarmsOf } from "../core/alarms.ts";
import { missingOf } from "../core/sequence-tally.ts";
import { openData } from "./open-data.ts";
import { finish, Problem, withSettings } from "./problem.ts";
import { type Flags, settingsOf } from "./settings.ts";

function list(flags: Flags): void {
  const store = openData(settingsOf(flags, process.env));
  try {
    const pairs = store.pairs();
    if (!pairs.ok) throw new Problem(pairs.sentence);
    if (pairs.value.length === 0)
      process.stdout.write("No device is paired. Begin with: lychnos guardian pair --name NAME --out FILE\n");
    for (const { id, label } of pairs.value) {
      const hearing = store.hearing(id);
      if (!hearing.ok) throw new Problem(hearing.sentence);
      const heardMs = hearing.value?.lastHeardMs ?? null;
      const heard = heardMs === null ? "never heard" : `last heard ${new Date(heardMs).toISOString()}`;
      process.stdout.write(`${id}  ${label}  ${heard}, ${missingOf(store.tally(id))} fixes missing\n`);
      if (hearing.value?.lastFix?.fix.flags.gnssSuspicious === true)
        process.stdout.write("    NOTE: the satellite signal looks false: the last position may not be true\n");
      const counts = { clashes: store.clashes(id), receiptsWentBack: store.headFindings(id) };
      for (const alarm of alarmsOf(counts)) process.stdout.write(`    ALARM: ${alarm}\n`);
    }
  } finally {
    store.close();
  }
}

export function listCommand(): Command {
  return withSettings(new Command("list"))
    .description("the devices that are paired, and when each was last heard")
    .action((flags: Flags) => finish(() => list(flags)));
}
