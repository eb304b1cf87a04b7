import type { Fence } from "../../device/protocol/fence.ts";
import {
  FENCE_BLOCK,
  fenceBlocks,
  fencePartBytes,
  fencePartValue,
  type PlaceE7,
  partsOf,
} from "../../device/protocol/fence-part.ts";

/** One "fence-set": its value, and the bytes behind it. */
export interface DrawnPart {
  value: number;
  fence: Uint8Array;
}

function inE7({ latDeg, lonDeg }: { latDeg: number; lonDeg: number }): PlaceE7 {
  return { latE7: Math.round(latDeg * 1e7), lonE7: Math.round(lonDeg * 1e7) };
}

/**
 * The commands that draw a fence, in the order in which they must be obeyed.
 * @param tag 0 to 65,535; another than that of the drawing before.
 */
export function fenceParts({ number, shape, calendar }: Fence, tag: number): DrawnPart[] {
  const corners = shape.kind === "circle" ? 0 : shape.vertices.length;
  const places = shape.kind === "circle" ? [shape.centre] : shape.vertices;
  const blocks = fenceBlocks(places.map(inE7), shape.kind === "circle" ? Math.round(shape.radiusM) : 0, calendar);
  return Array.from({ length: partsOf(corners) }, (_, part) => {
    const block = blocks.slice(part * FENCE_BLOCK, (part + 1) * FENCE_BLOCK);
    const one = { number, part, corners, tag, block };
    return { value: fencePartValue(one), fence: fencePartBytes(one) };
  });
}
