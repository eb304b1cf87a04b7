import { type Command, InvalidArgumentError, Option } from "commander";
import { seededRandom } from "../random.ts";
import { MODELS, type Model } from "../receiver/models.ts";
import { STARTS, type Start, warmUpOf } from "../receiver/power-on.ts";
import { FAITHFUL, LIFELIKE, RATES_HZ, type ReceiverOptions } from "../receiver/receiver.ts";
import { SURROUNDINGS, type Surroundings } from "../receiver/surroundings.ts";
import { TALKERS, type Talker } from "../receiver/voice.ts";
import { seedOption } from "./options.ts";

/** What a command may ask of the simulated receiver; undefined is "as it comes". */
export interface ReceiverFlags {
  talker?: Talker;
  model?: Model;
  rate?: number;
  receiverSeed?: number;
  power?: Start;
  surroundings?: Surroundings;
  tunnels?: true;
}

export function withReceiver(command: Command): Command {
  return command
    .addOption(new Option("--talker <id>", "of the simulated receiver: GN hears GPS and GLONASS").choices(TALKERS))
    .addOption(new Option("--model <maker>", "whose sentences it says, in which order, with the maker's own").choices(MODELS))
    .option("--rate <hz>", `its fixes a second: ${RATES_HZ.join(", ")}`, rateOption)
    .addOption(new Option("--power <start>", "switched on at the beginning, how long after it was last used").choices(STARTS))
    .addOption(new Option("--surroundings <kind>", "houses that hide satellites and reflect signals").choices(SURROUNDINGS))
    .option("--tunnels", "now and then, when it drives, no satellite at all")
    .option("--receiver-seed <n>", "another number makes other satellites and errors", seedOption);
}

/** Whether anything is asked that only a simulated receiver can do. */
export function asksForReceiver(flags: ReceiverFlags): boolean {
  const { talker, model, rate, receiverSeed, power, surroundings, tunnels } = flags;
  return [talker, model, rate, receiverSeed, power, surroundings, tunnels].some((flag) => flag !== undefined);
}

/** What is not asked for stays away: the receiver then repeats a track exactly. */
export function receiverOptions(flags: ReceiverFlags): ReceiverOptions {
  const seed = flags.receiverSeed ?? FAITHFUL.seed;
  return {
    seed,
    warmUpS: warmUpOf(flags.power ?? "running", seededRandom(seed).branch("power-on")),
    wanderM: flags.surroundings === undefined ? FAITHFUL.wanderM : LIFELIKE.wanderM,
    surroundings: flags.surroundings ?? FAITHFUL.surroundings,
    tunnels: flags.tunnels ?? FAITHFUL.tunnels,
    rateHz: flags.rate ?? FAITHFUL.rateHz,
    talker: flags.talker ?? FAITHFUL.talker,
    model: flags.model ?? FAITHFUL.model,
    extra: FAITHFUL.extra,
  };
}

function rateOption(text: string): number {
  const found = RATES_HZ.find((rate) => String(rate) === text);
  if (found === undefined) throw new InvalidArgumentError(`Give one of ${RATES_HZ.join(", ")}.`);
  return found;
}
