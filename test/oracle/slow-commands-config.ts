import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIRST_PARENT, SECOND_PARENT } from "../../device/core/consent.ts";
import type { NoticeHashes } from "../../device/core/notice-record.ts";
import { ConfigProblem, type DeviceConfig, type readConfig } from "../../device/node/config.ts";
import { consentFor, type GrantAct, type noticeHashes, noticePages, OWN_YES } from "../../device/node/notice.ts";
import { type Firmware, Life } from "./slow-commands-device.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import { agree, pairedImage } from "./slow-commands-states.ts";
import { compareOutcomes, type Outcome, runOn } from "./slow-commands-trial.ts";

/** What is under trial: a test hands in others to see them found out. */
export interface ConfigParts extends Firmware {
  read: typeof readConfig;
  hashes: typeof noticeHashes;
}

export interface ConfigFlips {
  flipped: number;
  refused: number;
  /** Accepted; the notice is another one, and the gate stays shut until the wearer agrees anew. */
  shut: number;
  /** Accepted, and the notice is the same: by the field that differs, which is of the board and not of what was agreed. */
  ofTheBoard: Map<string, number>;
  violations: string[];
}

/** A Monday at 07:30 in Athens: inside the example's hours. */
const START_MS = Date.UTC(2026, 2, 9, 5, 30);
/** Fields that say how the board is wired and reached. Everything else is agreed to, and must change the notice. */
const BOARD = /^(stateDir|receiver\.(path|baudRate)|lamp\.(name|root)|button\.\w+|haptic\.\w+|clock|broker\.\w+)$/;

function differing(one: unknown, other: unknown, path = ""): string[] {
  if (Object.is(one, other)) return [];
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return [path];
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => differing(a[name], b[name], path === "" ? name : `${path}.${name}`));
}

/** What was done before the yes: a grown-up's own, or that of both parents of a child who wants it as well. */
function actOf(config: DeviceConfig): GrantAct {
  const { wearer, service } = config;
  const sensitive = (service.sensitive ?? []).length > 0 ? ("agreed" as const) : ("none" as const);
  if (wearer.ageGroup === "adult") return { ...OWN_YES, wearer, sensitive };
  const evidence = FIRST_PARENT | SECOND_PARENT;
  const asked = { childNotice: wearer.ageGroup, opinion: "agrees" as const, noticeWhole: true };
  return { wearer, basis: "parents", evidence, sensitive, ...asked };
}

function noticeOf(config: DeviceConfig, parts: ConfigParts): NoticeHashes {
  const basis = config.wearer.ageGroup === "adult" ? "adult" : "parents";
  return parts.hashes(noticePages({ terms: config.service, wearer: config.wearer, basis, guardians: 1 }));
}

/** What the wearer agreed to under the sound configuration, and was then switched off. */
function agreedLife(config: DeviceConfig, parts: ConfigParts): Life {
  const life = new Life(
    { ...parts, startMs: START_MS - 10_000, notice: null, timeSource: config.clock },
    pairedImage(parts.cipher),
  );
  const hashes = noticeOf(config, parts);
  const consent = consentFor(config.service, [0], 1, START_MS - 10_000, actOf(config));
  agree(life, { ...consent, noticeHash: hashes.whole, fieldHashes: hashes.fields });
  life.pass(5);
  return life;
}

function lifeWith(config: DeviceConfig, before: Life, sound: DeviceConfig, parts: ConfigParts): Outcome {
  const life = new Life(
    { ...parts, startMs: START_MS, notice: noticeOf(config, parts), timeSource: config.clock },
    before.store.surviving(),
  );
  for (const second of before.lit) life.lit.add(second);
  // Another LED than the one on this board does not answer.
  if (differing(config.lamp, sound.lamp).length > 0) life.lamp.setFault("mute");
  return runOn(life, new HostileGuardian(parts.cipher), 12);
}

interface Trial {
  parts: ConfigParts;
  path: string;
  text: Uint8Array;
  sound: DeviceConfig;
  before: Life;
  control: Outcome;
  flips: ConfigFlips;
}

function refusalIsClear(error: unknown, path: string): boolean {
  return error instanceof ConfigProblem && error.message.includes(path) && error.message.length > path.length + 10;
}

/** An accepted file must be JSON that says something else, or the same in other bytes; never what nobody can read. */
function isJson(path: string, text: Uint8Array): string | null {
  try {
    JSON.parse(new TextDecoder().decode(text));
    return null;
  } catch {
    return `a file that is not JSON was accepted as ${path}`;
  }
}

function judgeAccepted(trial: Trial, config: DeviceConfig, text: Uint8Array): string[] {
  const { parts, sound, control, flips } = trial;
  const unread = isJson("a configuration", text);
  if (unread !== null) return [unread];
  const fields = differing(config, sound);
  const outcome = lifeWith(config, trial.before, sound, parts);
  const found = compareOutcomes(control, outcome);
  const agreed = fields.filter((field) => !BOARD.test(field));
  if (agreed.length > 0) {
    if (outcome.later > 0 || outcome.open.size > 0) found.push(`${agreed.join(" and ")} changed, and the gate is open`);
    else flips.shut++;
    return found;
  }
  for (const field of fields.length === 0 ? ["nothing that is read"] : fields) {
    flips.ofTheBoard.set(field, (flips.ofTheBoard.get(field) ?? 0) + 1);
  }
  return found;
}

function flipOne(trial: Trial, bit: number): string[] {
  const text = trial.text.slice();
  text[bit >>> 3] = (text[bit >>> 3] as number) ^ (128 >>> (bit & 7));
  writeFileSync(trial.path, text);
  trial.flips.flipped++;
  let config: DeviceConfig;
  try {
    config = trial.parts.read(trial.path);
  } catch (error) {
    trial.flips.refused++;
    return refusalIsClear(error, trial.path) ? [] : [`refused without a clear word: ${(error as Error).message}`];
  }
  try {
    return judgeAccepted(trial, config, text);
  } catch (error) {
    return [`the device threw: ${(error as Error).message}`];
  }
}

/**
 * Flips every bit of a configuration file, one at a time, under a device whose wearer agreed to the sound one.
 * @param text the sound file. @param every 1: each bit; n: each n-th.
 */
export function flipConfig(parts: ConfigParts, text: Uint8Array, every: number, progress: (share: number) => void): ConfigFlips {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-config-"));
  const flips: ConfigFlips = { flipped: 0, refused: 0, shut: 0, ofTheBoard: new Map(), violations: [] };
  try {
    const path = join(folder, "device.json");
    writeFileSync(path, text);
    const sound = parts.read(path);
    const before = agreedLife(sound, parts);
    const control = lifeWith(sound, before, sound, parts);
    if (control.later === 0) flips.violations.push("under the sound configuration no fix leaves: nothing would be shown");
    const trial: Trial = { parts, path, text, sound, before, control, flips };
    for (let bit = 0; bit < text.length * 8; bit += every) {
      for (const one of flipOne(trial, bit)) flips.violations.push(`bit ${bit % 8} of byte ${bit >>> 3}: ${one}`);
      if (bit % 800 === 0) progress(bit / (text.length * 8));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return flips;
}
