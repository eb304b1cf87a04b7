import { encode } from "../../device/protocol/codec.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { deliveredBody } from "./slow-commands-bodies.ts";
import type { Firmware, Life } from "./slow-commands-device.ts";
import { HostileGuardian, ROOT } from "./slow-commands-guardian.ts";
import { STATES } from "./slow-commands-states.ts";
import { compareOutcomes, controlOf, prepare, runOn, type Tally } from "./slow-commands-trial.ts";
import { changes, flatten, NOTHING_HEARD } from "./slow-commands-watch.ts";

/** The device follows a chain that is at most so far ahead (docs/protocol.md). */
const EPOCHS_AHEAD = 1024;
const STRANGER = ROOT.map((byte) => byte ^ 0xff);

/** Ways to make a frame of which nothing is genuine any more, or that came before. */
type Kind = "garbage" | "right length" | "cut" | "bit flipped" | "stranger" | "turned around" | "other topic" | "replay";
export const NOISES: Kind[] = [
  "garbage",
  "right length",
  "cut",
  "bit flipped",
  "stranger",
  "turned around",
  "other topic",
  "replay",
];

interface Noise {
  topic: string;
  payload: Uint8Array;
}

class Attacker {
  readonly genuine: Uint8Array[] = [];

  constructor(
    private readonly life: Life,
    private readonly guardian: HostileGuardian,
    private readonly stranger: HostileGuardian,
    private readonly next: Random,
  ) {}

  make(kind: Kind): Noise {
    const topic = this.guardian.topic("command", this.life.nowMs());
    if (kind === "other topic") return { topic: this.otherTopic(), payload: this.guardian.at(9000, deliveredBody(2)) };
    return { topic, payload: this.payload(kind) };
  }

  private payload(kind: Exclude<Kind, "other topic">): Uint8Array {
    const { next } = this;
    const frame = pick(next, this.genuine);
    if (kind === "garbage") return bytes(next, integer(next, 300));
    if (kind === "right length") return bytes(next, pick(next, [64, 256])).map((byte, i) => (i === 0 ? 1 : byte));
    if (kind === "cut") return frame.slice(0, integer(next, frame.length));
    if (kind === "stranger") return this.stranger.command(deliveredBody(2));
    if (kind === "turned around") return pick(next, [...this.life.published.values(), frame]);
    if (kind === "replay") return frame;
    // A frame that was not taken yet, so that only the flipped bit stands between it and the queue.
    const fresh = this.guardian.at(20_000 + integer(next, 1000), deliveredBody(2)).slice();
    const bit = integer(next, fresh.length * 8);
    fresh[bit >>> 3] = (fresh[bit >>> 3] as number) ^ (128 >>> (bit & 7));
    return fresh;
  }

  private otherTopic(): string {
    const { guardian, life, next } = this;
    const days = pick(next, [-400, -3, 3, 400]);
    const own = guardian.topic("command", life.nowMs());
    return pick(next, [
      guardian.topic("telemetry", life.nowMs()),
      guardian.topic("command", life.nowMs() + days * 86_400_000),
      "",
      "#",
      own + "/x",
    ]);
  }
}

/** A row of genuine frames in an order that no guardian sends: only the first of each pair may be heard. */
function reorder(life: Life, guardian: HostileGuardian, tally: Tally): string[] {
  const found: string[] = [];
  const topic = guardian.topic("command", life.nowMs());
  const tell = (payload: Uint8Array): string[] => {
    life.tick();
    const before = flatten(life.state);
    life.happen({ kind: "message", topic, payload });
    tally.messages++;
    return changes(before, flatten(life.state), NOTHING_HEARD);
  };
  const late = guardian.at(40_000, deliveredBody(0));
  const old = guardian.at(40_002, deliveredBody(2));
  tell(guardian.at(40_001, deliveredBody(0)));
  found.push(...tell(late).map((path) => `an earlier number changed state${path}`));
  guardian.step(EPOCHS_AHEAD + 1);
  found.push(...tell(guardian.at(0, deliveredBody(2))).map((path) => `an epoch too far ahead changed state${path}`));
  const near = new HostileGuardian(life.state.cipher);
  near.step(EPOCHS_AHEAD);
  if (tell(near.at(0, deliveredBody(0))).length === 0) found.push("an epoch that is just near enough was not heard");
  found.push(...tell(old).map((path) => `an old epoch changed state${path}`));
  // What was too far ahead a moment ago is within reach now, and heard: nothing was lost by refusing it.
  if (tell(guardian.at(1, deliveredBody(0))).length === 0) found.push("the chain did not go on");
  return found;
}

/** In each state: what nobody sealed, what was sealed for another place, and what came before. None may change a thing. */
export function tryNoise(parts: Firmware, frames: number, next: Random, tally: Tally): void {
  for (const state of STATES) {
    const control = controlOf(parts, state);
    const life = prepare(parts, state);
    const guardian = new HostileGuardian(parts.cipher);
    const attacker = new Attacker(life, guardian, new HostileGuardian(parts.cipher, STRANGER), next);
    for (let i = 0; i < 4; i++)
      attacker.genuine.push(
        guardian.command(i === 0 ? encode({ kind: "delivered", epoch: 9, first: 0, bits: bytes(next, 24) }) : deliveredBody(i)),
      );
    for (const payload of attacker.genuine)
      life.happen({ kind: "message", topic: guardian.topic("command", life.nowMs()), payload });
    const found: string[] = [];
    for (const kind of NOISES) {
      const before = flatten(life.state);
      for (let i = 0; i < frames; i++) {
        const effects = life.happen({ kind: "message", ...attacker.make(kind) });
        if (effects.length > 0) found.push(`${kind}: wanted ${effects.map((effect) => effect.kind).join(", ")}`);
      }
      tally.messages += frames;
      found.push(...changes(before, flatten(life.state), NOTHING_HEARD).map((path) => `${kind}: changed state${path}`));
    }
    found.push(...reorder(life, guardian, tally), ...compareOutcomes(control, runOn(life, guardian)));
    tally.lives++;
    for (const one of new Set(found)) tally.violations.push(`${state.name}: ${one}`);
  }
}
