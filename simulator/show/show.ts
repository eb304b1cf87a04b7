import { claimsAt } from "../../device/core/claims.ts";
import { type Refusal, refusalOf } from "../../device/core/gate.ts";
import { utcNow } from "../../device/core/trusted-time.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { journey } from "../people/bundled.ts";
import { seededRandom } from "../random.ts";
import { nearestPhrases, slotsOf } from "../scene/phrase.ts";
import { ACTS, type Scene, type Step } from "../scene/scene.ts";
import { Stage } from "../scene/stage.ts";
import { pointAt } from "../trace/point-at.ts";
import { Messages } from "./messages.ts";
import { WHY } from "./reasons.ts";
import { SWITCHES } from "./switches.ts";
import type { Place } from "./view.ts";

const HOLD_MS = 2000;
const TRAIL = 600;
/** So much virtual time at once, between two looks at what is due. */
const SLICE_MS = 1000;
const SECOND_MS = 1000;

/** How a step of the scene came out. */
export interface Taken {
  state: "done" | "holds" | "broken";
  instead: string | null;
}

/**
 * One household that somebody watches and takes part in, in virtual time: the scene's stage with the firmware in it, and
 * what a page or a terminal wants to know of it. The same acts at the same virtual moments give the same bytes.
 */
export class Show {
  readonly stage: Stage;
  readonly messages = new Messages();
  readonly taken: Taken[] = [];
  readonly trail: Place[] = [];
  readonly switchedOn = new Set<string>();
  place: Place | null = null;
  private readonly format: Intl.DateTimeFormat;
  private downSinceMs: number | null = null;

  /** @param seed of the way to school and of whatever is left to chance */
  constructor(
    readonly scene: Scene,
    cipher: Cipher,
    readonly seed: number,
  ) {
    const { startMs, wearer } = scene;
    this.format = new Intl.DateTimeFormat("en-GB", {
      timeZone: wearer.terms.timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    this.stage = new Stage({ cipher, startMs, ...wearer, random: seededRandom(seed) });
    const { house } = this.stage;
    // Whoever plays with the button may call for help at any moment: then a position may leave outside the hours.
    this.stage.truth.emergency = true;
    const way = journey({ what: "school-run", seed, startMs: Math.ceil(startMs / SECOND_MS) * SECOND_MS, trip: "to-school" });
    house.route = (timeMs) => ({ ...pointAt(way, timeMs), timeMs, valid: true });
    this.watchSky();
    this.watchBroker();
    if (scene.agreed) this.stage.agree();
  }

  clockOf(utcMs: number): string {
    return this.format.format(utcMs).replace(",", "");
  }

  /** Lets virtual time pass, and the steps of the scene happen at their moments. */
  pass(ms: number): void {
    const endMs = this.stage.sinceStartMs() + ms;
    while (this.stage.sinceStartMs() < endMs) {
      this.takeDue();
      const nowMs = this.stage.sinceStartMs();
      const next = this.scene.steps[this.taken.length];
      const untilMs = Math.min(endMs, nowMs + SLICE_MS, next === undefined ? endMs : Math.max(next.atMs, nowMs + 1));
      this.stage.pass(untilMs - nowMs);
    }
    this.takeDue();
  }

  /** @returns null when it was done, else a sentence that says what would be understood. */
  say(words: string): string | null {
    for (const act of ACTS) {
      const slots = slotsOf(act, words.trim());
      if (slots === null) continue;
      this.tried(() => act.act(this.stage, slots));
      return null;
    }
    const [first, second] = nearestPhrases(ACTS, words, 2);
    return `Nothing is known that is called "${words.slice(0, 80)}". Write for example "${first}" or "${second}".`;
  }

  /** @returns null, or a sentence when there is no such switch. */
  turn(name: string, on: boolean): string | null {
    const found = SWITCHES.find((one) => one.name === name);
    if (found === undefined) return `There is no switch "${name.slice(0, 80)}".`;
    if (on) this.switchedOn.add(name);
    else this.switchedOn.delete(name);
    return this.say(on ? found.on : found.off);
  }

  press(down: boolean): void {
    const { stage } = this;
    if (down === (this.downSinceMs !== null)) return;
    const sinceMs = this.downSinceMs;
    this.downSinceMs = down ? stage.sinceStartMs() : null;
    stage.act(() => (down ? stage.house.button.press() : stage.house.button.release()));
    if (!down && sinceMs !== null && stage.sinceStartMs() - sinceMs >= HOLD_MS) stage.truth.says("withdrawn", stage.nowMs());
  }

  isPressed(): boolean {
    return this.downSinceMs !== null;
  }

  /** Null: the gate is open. */
  refusal(): Refusal | null {
    const { state } = this.stage.house.device;
    const { clock, clockLost, clockOffMs } = this.stage.house;
    const hostMs = clock.utcMs();
    const utcMs = utcNow(state.time, clock.upMs(), clockLost || hostMs === null ? null : hostMs + clockOffMs);
    return refusalOf(claimsAt(state, clock.upMs(), utcMs, null));
  }

  private takeDue(): void {
    for (let step = this.scene.steps[this.taken.length]; step !== undefined; step = this.scene.steps[this.taken.length]) {
      if (step.atMs > this.stage.sinceStartMs()) return;
      this.taken.push(this.take(step));
    }
  }

  private take({ move }: Step): Taken {
    if (move.kind === "do") {
      this.tried(() => move.act.act(this.stage, move.slots));
      return { state: "done", instead: null };
    }
    const instead = move.expectation.fault(this.stage, move.slots);
    return { state: instead === null ? "holds" : "broken", instead };
  }

  private tried(act: () => void): void {
    this.stage.act(act);
  }

  private watchSky(): void {
    const { house } = this.stage;
    const { sky } = house;
    house.sky = (truth) => {
      this.place = { latDeg: truth.latDeg, lonDeg: truth.lonDeg };
      this.trail.push(this.place);
      if (this.trail.length > TRAIL) this.trail.splice(0, this.trail.length - TRAIL);
      const why = this.stage.powered ? this.refusal() : null;
      if (why !== null) this.messages.keepsBack(this.clockOf(this.stage.nowMs()), WHY[why]);
      return sky(truth);
    };
  }

  private watchBroker(): void {
    const { ear } = this.stage;
    const hear = ear.hear.bind(ear);
    ear.hear = (message, utcMs) => {
      const heard = hear(message, utcMs);
      if (heard.by !== "guardian") this.messages.leaves(this.clockOf(utcMs), heard.length, heard.said);
      return heard;
    };
  }
}
