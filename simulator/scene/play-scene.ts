import { createHash } from "node:crypto";
import type { Cipher } from "../../device/protocol/cipher.ts";
import type { Driver } from "../../guardian/store/driver.ts";
import { seededRandom } from "../random.ts";
import { durationWords } from "./duration.ts";
import type { Scene, Step } from "./scene.ts";
import { Stage } from "./stage.ts";

export interface PlayOptions {
  cipher: Cipher;
  seed: number;
  /** The guardian's database engine; absent: the real one, in memory. */
  openDriver?: () => Driver;
  /** Called after each step, with the time of day by the scene's own zone. */
  onStep?(step: Step, utcMs: number, fine: boolean): void;
  /** Before the first step: a test plants a bug here. */
  tamper?(stage: Stage): void;
}

/** What came of a scene. */
export interface Played {
  /** The first thing that was not as it should be; null: all was. */
  broken: { line: number; sentence: string; atMs: number } | null;
  /** Over every byte that entered the broker and its moment, and all that the wearer saw and felt. */
  hash: string;
  /** Positions that left the device. */
  positions: number;
}

function crash(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

class Play {
  private readonly digest = createHash("sha256");
  private readonly stage: Stage;

  constructor(
    private readonly scene: Scene,
    private readonly options: PlayOptions,
  ) {
    const { startMs, wearer } = scene;
    const world = { cipher: options.cipher, startMs, ...wearer, random: seededRandom(options.seed) };
    this.stage = new Stage({ ...world, ...(options.openDriver === undefined ? {} : { openDriver: options.openDriver }) });
    const { house } = this.stage;
    house.broker.overhear(({ topic, payload }) => {
      this.digest.update(`${house.clock.upMs()}/${topic}/${payload.length}:`).update(payload);
    });
    options.tamper?.(this.stage);
  }

  private begin(): string | null {
    if (this.scene.agreed) this.stage.agree();
    return this.violated();
  }

  /** @returns what is wrong; also a crash is no more than that. */
  private tried(doing: () => string | null): string | null {
    try {
      return doing();
    } catch (error) {
      return `The simulator or the firmware crashed: ${crash(error)}.`;
    }
  }

  /** @returns what is wrong after this step; null: nothing. */
  private take(step: Step): string | null {
    const { stage } = this;
    stage.pass(Math.max(0, step.atMs - stage.sinceStartMs()));
    this.digest.update(`${step.words}/${stage.house.lamp.seen()}/${stage.house.haptic.played().length};`);
    const before = this.violated();
    if (before !== null) return before;
    const { move } = step;
    if (move.kind === "do") {
      move.act.act(stage, move.slots);
      return this.violated();
    }
    stage.lookAtHeld();
    const instead = move.expectation.fault(stage, move.slots);
    return this.violated() ?? (instead === null ? null : `Expected: ${step.words}. But ${instead}.`);
  }

  private violated(): string | null {
    const [first] = this.stage.violations;
    if (first === undefined) return null;
    return `This must never be: ${first.never}, ${durationWords(Math.max(0, first.utcMs - this.scene.startMs))} after the start.`;
  }

  play(): Played {
    const first = this.tried(() => this.begin());
    let broken: Played["broken"] = first === null ? null : { line: 1, sentence: first, atMs: 0 };
    for (const step of this.scene.steps) {
      if (broken !== null) break;
      const sentence = this.tried(() => this.take(step));
      this.options.onStep?.(step, this.stage.nowMs(), sentence === null);
      if (sentence !== null) broken = { line: step.line, sentence, atMs: step.atMs };
    }
    this.stage.house.guardianStore.close();
    const positions = [...this.stage.ear.sealed.values()].filter(({ report }) => report.kind === "fix").length;
    return { broken, hash: this.digest.digest("hex"), positions };
  }
}

/** Plays a scene in virtual time. The same scene and seed give the same bytes. Never throws. */
export function playScene(scene: Scene, options: PlayOptions): Played {
  return new Play(scene, options).play();
}
