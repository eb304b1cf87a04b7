import type { Cipher } from "../../device/protocol/cipher.ts";
import { makePair } from "../../guardian/core/chain.ts";
import { ingest } from "../../guardian/core/ingest.ts";
import { makeLadder } from "../../guardian/core/ladder.ts";
import { seededRandom } from "../../simulator/random.ts";
import { hostileBroker } from "../../simulator/world/hostile-broker.ts";
import { Household, PAIRING_ROOT } from "../../simulator/world/household.ts";
import { START_MS, TERMS, trail } from "../simulation/family.ts";
import { fastCipher } from "./slow-commands-cipher.ts";

/** Lives of one family behind a hostile broker, and what must be true of them whatever it does. */
export interface HostileTally {
  lives: number;
  messages: number;
  deeds: Map<string, number>;
  fixes: number;
  commands: number;
  wrong: string[];
}

export function makeHostileTally(): HostileTally {
  return { lives: 0, messages: 0, deeds: new Map(), fixes: 0, commands: 0, wrong: [] };
}

/** What a test puts in the place of the real thing, to see that it is found. */
export interface Planted {
  cipher?: Cipher;
  change?(house: Household): void;
}

const HOSTILE_S = 60;
/** What was under way when it turned honest, at most. */
const SETTLE_S = 70;
const QUIET_S = 20;
/** Nothing that a device keeps grows beyond this in a minute and a half, whatever is sent to it. */
const MOST_WAITING = 200;

/** What the device really published: the measure of all that the guardian holds. */
function truthOf(house: Household): Set<string> {
  const truth = new Set<string>();
  const { deviceLink } = house;
  const publish = deviceLink.publish.bind(deviceLink);
  deviceLink.publish = (topic, payload) => {
    truth.add(Buffer.from(payload).toString("hex"));
    publish(topic, payload);
  };
  return truth;
}

/** Every fix in the frames that the device published, by its sequence. */
function sealedFixes(truth: ReadonlySet<string>, cipher: Cipher): Map<number, string> {
  const { chain } = makePair(cipher, "truth", "truth", PAIRING_ROOT.slice());
  const fixes = new Map<number, string>();
  for (const frame of truth) {
    const opened = ingest(cipher, chain, makeLadder(), new Uint8Array(Buffer.from(frame, "hex")), START_MS);
    if (opened.kind !== "opened") continue;
    for (const { report } of opened.parts)
      if (report.kind === "fix") fixes.set(report.sequence, `${report.timeS} ${report.latE7} ${report.lonE7}`);
  }
  return fixes;
}

function judgeSafety(house: Household, fixes: ReadonlyMap<number, string>, wrong: string[]): void {
  const held = trail(house);
  if (new Set(held.map((fix) => fix.sequence)).size !== held.length) wrong.push("a position is held twice");
  for (const fix of held) {
    if (fixes.get(fix.sequence) !== `${fix.timeS} ${fix.latE7} ${fix.lonE7}`)
      wrong.push("a position is held that the device did not send");
  }
  if (house.guardianStore.clashes("simulated") > 0) wrong.push("one device looks like two");
  const { state } = house.device;
  const pair = state.pairs[0];
  const given = house.guardian.asked().map((one) => one.sequence);
  if (pair !== undefined && pair.commandSequence !== 0 && !given.includes(pair.commandSequence))
    wrong.push("a command was obeyed that nobody gave");
  if (pair !== undefined && pair.narrowed !== null) wrong.push("less was told although nobody asked for less");
  if (state.outbox.waiting.length > MOST_WAITING) wrong.push("the queue grew without limit");
}

function judgeDelivery(house: Household, fixes: ReadonlyMap<number, string>, wrong: string[]): void {
  const { state } = house.device;
  if (state.outbox.waiting.length > 0) wrong.push(`${state.outbox.waiting.length} frames still wait after it turned honest`);
  const held = new Set(trail(house).map((fix) => fix.sequence));
  const missing = [...fixes.keys()].filter((sequence) => !held.has(sequence));
  if (missing.length > 0) wrong.push(`${missing.length} positions never arrived`);
  if (held.size < state.outbox.sequence) wrong.push("a position that passed never arrived");
}

function judgeAnswers(house: Household, wrong: string[]): void {
  const open = house.guardian
    .asked()
    .filter((one) => one.answeredMs === null && one.expiresS * 1000 > START_MS + house.clock.upMs());
  if (open.length > 0) wrong.push("a command was never answered");
}

/** One family, one seed. */
export function liveBehind(seed: number, tally: HostileTally, { cipher = fastCipher, change }: Planted = {}): void {
  const random = seededRandom(seed);
  const house = new Household({ cipher, startMs: START_MS, terms: TERMS });
  const truth = truthOf(house);
  change?.(house);
  const links = () => [house.deviceLink, house.guardianLink];
  const hostile = hostileBroker({ clock: house.clock, broker: house.broker, random: random.branch("hostile"), links });
  const asks = random.branch("asks").whole(0, 2);
  house.agree();
  for (let part = 0; part < 3; part++) {
    house.pass(HOSTILE_S / 3);
    if (part < asks) house.guardian.ask(part === 0 ? "ping" : "locate-now");
  }
  judgeSafety(house, sealedFixes(truth, cipher), tally.wrong);
  hostile.turnHonest();
  house.pass(SETTLE_S);
  judgeAnswers(house, tally.wrong);
  // Nothing new from here on, so that the last one that is under way can arrive.
  house.device.pause(60);
  house.pass(QUIET_S);
  const fixes = sealedFixes(truth, cipher);
  judgeSafety(house, fixes, tally.wrong);
  judgeDelivery(house, fixes, tally.wrong);
  house.killDevice();
  house.killGuardian();
  house.guardianStore.close();
  tally.lives += 1;
  tally.messages += house.overheard.length;
  tally.fixes += fixes.size;
  tally.commands += asks;
  for (const [name, times] of hostile.deeds) tally.deeds.set(name, (tally.deeds.get(name) ?? 0) + times);
}
