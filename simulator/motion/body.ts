import type { Random } from "../random.ts";

/** A direction or an acceleration in units of gravity: to the wearer's right, up, and to the front. */
export interface Vector {
  right: number;
  up: number;
  front: number;
}

/** What an accelerometer at the waist feels of gravity, by how the wearer stands, sits or lies. At rest it feels the way up. */
export const UPRIGHT: Vector = { right: 0, up: 1, front: 0 };
export const SEATED: Vector = { right: 0, up: 0.94, front: 0.34 };
export const ON_THE_BACK: Vector = { right: 0, up: 0.1, front: 0.99 };
export const ON_THE_FACE: Vector = { right: 0, up: 0.05, front: -1 };
export const ON_THE_SIDE: Vector = { right: 0.98, up: 0.1, front: 0.17 };

export function scaled(one: Vector, by: number): Vector {
  return { right: one.right * by, up: one.up * by, front: one.front * by };
}

/** On the way from one posture to another. @param share from 0 to 1. */
export function between(from: Vector, to: Vector, share: number): Vector {
  const mixed = {
    right: from.right + (to.right - from.right) * share,
    up: from.up + (to.up - from.up) * share,
    front: from.front + (to.front - from.front) * share,
  };
  const length = Math.sqrt(mixed.right ** 2 + mixed.up ** 2 + mixed.front ** 2);
  return length < 0.01 ? from : scaled(mixed, 1 / length);
}

/** How the device is worn: turned by any angles, which the detector is not told. */
export type Worn = (felt: Vector) => [number, number, number];

export function wornAnyhow(random: Random): Worn {
  const [a, b] = [random.between(0, 2 * Math.PI), random.between(-Math.PI / 2, Math.PI / 2)];
  return ({ right, up, front }) => {
    const x = right * Math.cos(a) - front * Math.sin(a);
    const z = right * Math.sin(a) + front * Math.cos(a);
    return [x, up * Math.cos(b) - z * Math.sin(b), up * Math.sin(b) + z * Math.cos(b)];
  };
}
