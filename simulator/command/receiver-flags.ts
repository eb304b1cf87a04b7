import { type Command, InvalidArgumentError, Option } from "commander";
import { MODELS, type Model } from "../receiver/models.ts";
import { FAITHFUL, RATES_HZ, type ReceiverOptions } from "../receiver/receiver.ts";
import { TALKERS, type Talker } from "../receiver/voice.ts";
import { seedOption } from "./options.ts";

/** What a command may ask of the simulated receiver; undefined is "as it comes". */
export interface ReceiverFlags {
  talker?: Talker;
  model?: Model;
  rate?: number;
  receiverSeed?: number;
}

export function withReceiver(command: Command): Command {
  return command
    .addOption(new Option("--talker <id>", "of the simulated receiver: GN hears GPS and GLONASS").choices(TALKERS))
    .addOption(new Option("--model <maker>", "whose sentences it says, in which order, with the maker's own").choices(MODELS))
    .option("--rate <hz>", `its fixes a second: ${RATES_HZ.join(", ")}`, rateOption)
    .option("--receiver-seed <n>", "another number makes other satellites and errors", seedOption);
}

/** Whether anything is asked that only a simulated receiver can do. */
export function asksForReceiver({ talker, model, rate, receiverSeed }: ReceiverFlags): boolean {
  return [talker, model, rate, receiverSeed].some((flag) => flag !== undefined);
}

export function receiverOptions({ talker, model, rate, receiverSeed }: ReceiverFlags): ReceiverOptions {
  return {
    ...FAITHFUL,
    seed: receiverSeed ?? FAITHFUL.seed,
    talker: talker ?? FAITHFUL.talker,
    model: model ?? FAITHFUL.model,
    rateHz: rate ?? FAITHFUL.rateHz,
  };
}

function rateOption(text: string): number {
  const found = RATES_HZ.find((rate) => String(rate) === text);
  if (found === undefined) throw new InvalidArgumentError(`Give one of ${RATES_HZ.join(", ")}.`);
  return found;
}
