import { VITAL_ACTORS, VITAL_REASONS } from "../../device/core/vital-interest.ts";
import { agreed, isFine, margin, noteSecond, noteTick } from "./judge.ts";
import { type Life, lookOn, pass, restart, speak, type Tamper } from "./life.ts";
import { remember } from "./onlooker.ts";
import { secondOf, type Told } from "./sentences.ts";
import { NOTICES, someConsent } from "./terms.ts";
import { judge } from "./verdicts.ts";
import { type ClockFault, clockSays, type LampFault, SOUND } from "./world.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function chosen<T>(life: Life, from: readonly T[]): T {
  return from[life.random.whole(0, from.length - 1)] as T;
}

export function tick(life: Life, ms: number): void {
  pass(life, ms);
  life.running.tick();
  noteTick(life.referee, life.world);
  lookOn(life);
  judge(life, false);
}

export function tell(life: Life, quality: Told, of: number | null, good: boolean): void {
  const said = of ?? clockSays(life.world.satellites, life.world.trueMs);
  if (said === null) return;
  speak(life, secondOf(said, quality), Math.floor(said / SECOND), good);
}

/** The next whole second of the true time, at which a receiver speaks. */
export function speakSecond(life: Life): void {
  pass(life, SECOND - (life.world.trueMs % SECOND));
  tell(life, "autonomous", null, true);
  noteSecond(life.referee);
  lookOn(life);
  judge(life, true);
}

/** A fix that must not pass, alone: what the receiver says next comes later. */
export function speakBadly(life: Life, quality: Told, of: number | null): void {
  // Another time that a lying host clock agrees with is two liars at once: nobody could tell.
  if (of !== null && life.world.host !== SOUND) return;
  if (of !== null) life.world.straySecondMs = life.world.trueMs;
  pass(life, 3 * SECOND - (life.world.trueMs % SECOND));
  tell(life, quality, of, false);
  judge(life, false);
  for (let i = 0; i < 12; i++) tick(life, 250);
}

export function garbage(life: Life): Uint8Array {
  return new Uint8Array(life.random.whole(1, 200)).map(() => life.random.whole(0, 255));
}

export function broken(life: Life): void {
  const bytes = secondOf(life.world.trueMs, "autonomous");
  // One character of each sentence is another: its checksum does not fit.
  for (const at of [20, 30, bytes.length - 40, bytes.length - 30]) bytes[at] = (bytes[at] as number) ^ 1;
  speak(life, bytes, null, false);
  judge(life, false);
  for (let i = 0; i < 12; i++) tick(life, 250);
}

const SKEWS = [90 * SECOND, 10 * MINUTE, 5 * HOUR, DAY, 400 * DAY, 7168 * DAY];

export function clockFault(life: Life): ClockFault {
  const kind = life.random.whole(0, 3);
  if (kind === 0) return { kind: "lost" };
  if (kind === 1) return { kind: "frozen", atMs: life.world.trueMs };
  return { kind: "off", ms: chosen(life, SKEWS) * (kind === 2 ? 1 : -1) };
}

export function agree(life: Life): void {
  life.consents = (life.consents % 60_000) + 1;
  const notice = NOTICES[life.notice] as (typeof NOTICES)[number];
  const nowMs = life.world.trueMs;
  const consent = someConsent(life.random, life.consents, nowMs, notice);
  remember(life.referee.memory, { kind: "agree", expiresMs: consent.expiresS * 1000 });
  agreed(life.referee, consent, nowMs);
  life.running.accept(consent);
}

// The same act reaches the onlooker first: what follows from it in the same step is judged by the new rule.
export function end(life: Life, kind: "withdraw" | "object", act: () => void): void {
  const { memory, permitted, consent } = life.referee;
  const already = memory.agreed?.withdrawn;
  if (!already || kind === "withdraw") remember(memory, { kind });
  if (consent !== null && !already) permitted.clear();
  act();
  if (life.running.state.consent?.deletionAsked) permitted.clear();
}

export function pauseFor(life: Life, minutes: number, act: () => void): void {
  const agreement = life.referee.memory.agreed;
  if (agreement !== null && !agreement.withdrawn && !agreement.objected) {
    const [ms, utcMs, roughMs] = [minutes * MINUTE, life.world.trueMs, margin(life.world)];
    remember(life.referee.memory, { kind: "pause", ms, utcMs, roughMs, noted: isFine(life.world) });
  }
  act();
}

export function press(life: Life, downMs: number): void {
  remember(life.referee.memory, { kind: "end-emergency" });
  life.world.button?.(true);
  for (let ms = 0; ms < downMs; ms += 250) {
    if (ms === 2000) end(life, "withdraw", () => undefined);
    tick(life, 250);
  }
  life.world.button?.(false);
}

export function hold(life: Life): void {
  // Two quiet seconds, so that no row of presses is under way.
  for (let i = 0; i < 8; i++) tick(life, 250);
  press(life, chosen(life, [2500, 4000, 11_000]));
}

export function call(life: Life, named: boolean): void {
  remember(life.referee.memory, { kind: "call", named: named && !life.world.storeBroken });
  const actor = named ? chosen(life, VITAL_ACTORS) : null;
  life.running.call(actor as never, chosen(life, VITAL_REASONS));
}

export function setNotice(life: Life, notice: number): void {
  life.notice = notice;
  const { consent, memory } = life.referee;
  memory.sameNotice = consent !== null && consent.noticeHash === NOTICES[notice]?.whole;
  life.running.changeNotice(NOTICES[notice] ?? null);
}

export function setClock(life: Life, which: "host" | "satellites", fault: ClockFault): void {
  // Two clocks that lie together are believed, and nobody could know better (docs/known-issues.md): only one lies at a
  // time, and the other's last word counts for ten minutes.
  const lastLieMs = Math.max(life.world.wrongMs, life.world.straySecondMs);
  if (fault !== SOUND && life.world.trueMs - lastLieMs < 11 * MINUTE) return;
  if (fault !== SOUND && (life.world.host !== SOUND || life.world.satellites !== SOUND)) return;
  life.world.wrongMs = life.world.trueMs;
  life.world.host = which === "host" ? fault : SOUND;
  life.world.satellites = which === "satellites" ? fault : SOUND;
}

export function setLamp(life: Life, fault: LampFault): void {
  life.world.lampStuckAt = life.world.lampAsked;
  life.world.lampFault = fault;
}

export function message(life: Life): void {
  const payload = garbage(life);
  life.world.link?.message("l1/nobody", payload);
}

export function sleep(life: Life, ms: number): void {
  pass(life, ms);
  life.running.tick();
  noteTick(life.referee, life.world);
  lookOn(life);
  judge(life, false);
}

export function link(life: Life, up: boolean): void {
  if (up) life.world.link?.up();
  else life.world.link?.down();
}

export function restartLater(life: Life, tamper: Tamper): void {
  // What could not be written is lost with the power, whoever asked for it (docs/known-issues.md).
  if (life.world.storeFails || life.world.storeBroken) return;
  // The power goes first: what ran is cut short by that, and not by what passes until there is power again.
  remember(life.referee.memory, { kind: "restart" });
  pass(life, chosen(life, [0, SECOND, MINUTE, 5 * HOUR]));
  restart(life, tamper);
}
