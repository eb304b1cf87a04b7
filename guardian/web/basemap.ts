import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** Natural Earth outlines as TopoJSON: 50m for the world, 10m for a region. Both come with the package, none from a network. */
export const DETAILS = ["50m", "10m"] as const;
export type Detail = (typeof DETAILS)[number];

const cache = new Map<Detail, Promise<Buffer>>();

/** The file's bytes, read once a process. */
export function basemap(detail: Detail): Promise<Buffer> {
  const known = cache.get(detail);
  if (known !== undefined) return known;
  const path = createRequire(import.meta.url).resolve(`world-atlas/countries-${detail}.json`);
  const bytes = readFile(path);
  cache.set(detail, bytes);
  return bytes;
}
