import { type Random, seededRandom } from "../../../simulator/random.ts";

/**
 * Devices that left the factory with one image, the state of their random numbers in it, and made their keys at the first
 * start before anything had stirred that state: as a mesh radio did until 2025.
 */
export function keyOfClonedImage(imageSeed: number, entropyBits: number, stirred: number): Uint8Array {
  const random: Random = seededRandom(imageSeed * 2 ** entropyBits + (stirred % 2 ** entropyBits));
  return new Uint8Array(32).map(() => random.whole(0, 255));
}
