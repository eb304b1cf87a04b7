import { Command, Option } from "commander";
import { nodeCipher } from "../../device/node/cipher.ts";
import { playFall } from "../motion/play-fall.ts";
import { SCENES, type Scene } from "../motion/scenes.ts";
import { seedOption } from "./options.ts";

interface FallOptions {
  scene: Scene;
  seed: number;
  press?: true;
  refuse?: true;
}

/** `lychnos sim fall`: motion, played to the firmware of a whole household in made-up time. */
export function fallCommand(): Command {
  return new Command("fall")
    .description("play a made-up fall to device and guardian, and tell what they feel and see")
    .addOption(new Option("--scene <name>", "what happens").choices(SCENES).default("fall"))
    .option("--seed <number>", "another wearer, and another way to wear the device", seedOption, 1)
    .option("--press", "the wearer presses once when they are asked")
    .option("--refuse", "the wearer said no to data on health")
    .action(({ scene, seed, press, refuse }: FallOptions) => {
      const play = { cipher: nodeCipher(), scene, seed, presses: press === true, agrees: refuse !== true };
      for (const line of playFall(play)) process.stdout.write(`${line}\n`);
    });
}
