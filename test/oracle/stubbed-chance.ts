import { webcrypto } from "node:crypto";

const CONSTANT = 4;

/** Runs something with every source of chance that JavaScript has a constant. @returns how often one of them was asked. */
export function stubbedChance(act: () => void): number {
  let asked = 0;
  const { random } = Math;
  const fill = webcrypto.getRandomValues;
  Math.random = () => {
    asked += 1;
    return CONSTANT / 10;
  };
  webcrypto.getRandomValues = (array) => {
    asked += 1;
    if (array instanceof Uint8Array) array.fill(CONSTANT);
    return array;
  };
  try {
    act();
  } finally {
    Math.random = random;
    webcrypto.getRandomValues = fill;
  }
  return asked;
}
