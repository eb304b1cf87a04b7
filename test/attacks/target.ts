/** What a listener at the broker has seen. */
export interface Heard {
  topic: string;
  payload: Uint8Array;
}

/** What an attacker wants to change, as anyone can see it who stands beside the device or looks at the guardian's screen. */
export interface Facts {
  /** Whether positions are being taken. */
  tracks: boolean;
  /** Whether the lamp says so. */
  lamp: boolean;
  listens: boolean;
  off: boolean;
  /** Where it delivers to. */
  server: string;
  /** How many people are told where the wearer is. */
  parents: number;
  /** Whatever the wearer was shown or made to feel, as a text. */
  shownToWearer: string;
  /** Where the guardian's map has the wearer; null: nowhere. */
  onMap: { latDeg: number; lonDeg: number } | null;
  /** How many positions the guardian holds. */
  held: number;
}

/** A tracker with its line and its guardian, as an attacker on the network meets it: the naive one and ours look alike. */
export interface Target {
  live(seconds: number): void;
  overheard(): readonly Heard[];
  /** Says something to the device by every way in that it has. */
  tell(words: Uint8Array): void;
  publish(topic: string, payload: Uint8Array): void;
  facts(): Facts;
  /** Where the wearer truly was, in degrees: what must not be found in the open. */
  places(): number[];
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function joined(heard: readonly Heard[]): Buffer {
  return Buffer.concat(heard.flatMap(({ topic, payload }) => [Buffer.from(topic), Buffer.from(payload)]));
}

/** @returns true when one of the sayings has the effect. */
export function obeys(target: Target, sayings: readonly string[], effect: (before: Facts, after: Facts) => boolean): boolean {
  target.live(20);
  if (!target.facts().tracks) throw new Error("The target does not work, so nothing would be tried.");
  return sayings.some((saying) => {
    const before = target.facts();
    target.tell(bytesOf(saying));
    target.live(5);
    return effect(before, target.facts());
  });
}

export function isNear(a: Facts["onMap"], b: Facts["onMap"]): boolean {
  return a !== null && b !== null && Math.abs(a.latDeg - b.latDeg) < 0.01 && Math.abs(a.lonDeg - b.lonDeg) < 0.01;
}
