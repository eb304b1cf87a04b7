import { Command } from "commander";
import { alertsCommand, answerCommand } from "./alerts.ts";
import { askCommand } from "./ask.ts";
import { askedCommand } from "./asked.ts";
import { fenceCommand } from "./fence.ts";
import { headsCommand } from "./heads.ts";
import { listCommand } from "./list.ts";
import { pairCommand } from "./pair.ts";
import { serveCommand } from "./serve.ts";
import { smsCommand } from "./sms.ts";
import type { OpenTalk } from "./talk.ts";

const NO_TALK: OpenTalk = async () => "this program cannot open a port. Pair by a file instead, without --exchange.";

/** The commands of the guardian's side. Settings: flags, then LYCHNOS_*, then --config, then defaults. */
export function guardianCommand(openTalk: OpenTalk = NO_TALK): Command {
  return new Command("guardian")
    .description("the guardian's console: pair devices, listen to them, see them, ask them")
    .addCommand(pairCommand(openTalk))
    .addCommand(serveCommand())
    .addCommand(listCommand())
    .addCommand(alertsCommand())
    .addCommand(answerCommand())
    .addCommand(askCommand())
    .addCommand(askedCommand())
    .addCommand(fenceCommand())
    .addCommand(headsCommand())
    .addCommand(smsCommand());
}
