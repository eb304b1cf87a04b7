import { compareWorlds, ELSEWHERE, HERE, remainsOf } from "../oracle/movement-worlds.ts";
import { isByChance } from "../oracle/shared-substrings.ts";
import type { Finding, HowToRun, Proof } from "./proof.ts";

async function run({ quick, seed, progress }: HowToRun): Promise<Finding> {
  const rounds = quick ? 2 : 25;
  const wrong: string[] = [];
  const classes = new Set<string>();
  let [bytes, searched, alone, chance] = [0, 0, 0, 0];
  for (let n = 0; n < rounds; n++) {
    const worlds = [HERE, ELSEWHERE].map((wearer) => remainsOf(seed * 1000 + n, wearer));
    const [here, elsewhere] = worlds as [(typeof worlds)[number], (typeof worlds)[number]];
    wrong.push(...compareWorlds(seed * 1000 + n, here, elsewhere));
    classes.add(JSON.stringify(here.weeks.map((week) => week.classes)));
    for (const world of worlds) {
      bytes += world.bytes;
      searched += world.searched;
      alone += world.alone;
      chance += world.chance;
    }
    progress((n + 1) / rounds);
  }
  // Sealed bytes hold any four bytes now and then; more than chance would be something that lies bare.
  if (alone > chance && !isByChance(alone, chance))
    wrong.push(`${alone} figures of four bytes, where chance has ${Math.round(chance)}`);
  return {
    count: rounds,
    figure:
      `${rounds} pairs of wearers, the same week at other places, hours and names: ${wrong.length} hits of ${searched} forms in ${bytes} bytes, ` +
      `sealed and opened (and of ${alone} forms of four bytes alone, where chance has at most ${chance.toFixed(1)}); what is kept of both is the same; ${classes.size} different weeks among them`,
    // A week that always looks the same would pass without holding anything.
    holds: wrong.length === 0 && (rounds < 3 || classes.size > 1),
    details: wrong,
  };
}

export const proof: Proof = {
  name: "movement/anonymous",
  claim:
    "What a console keeps of a week after its positions are erased holds no place, time of day or name, in any common encoding, and is the same for two wearers who differ in nothing else (R-23).",
  run,
};
