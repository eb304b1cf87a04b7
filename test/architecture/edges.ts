import { posix } from "node:path";
import { isCode, type Source } from "./source.ts";

interface Wall {
  /** Files whose path starts so. */
  inside: string;
  /** What they may import, as starts of paths. */
  mayImport: string[];
  /** Whether packages and Node's own modules may be imported too. */
  packages: boolean;
}

const WALLS: Wall[] = [
  { inside: "device/protocol/", mayImport: ["device/protocol/"], packages: false },
  { inside: "device/core/", mayImport: ["device/core/", "device/protocol/"], packages: false },
  { inside: "device/node/", mayImport: ["device/"], packages: true },
  { inside: "device/espruino/", mayImport: ["device/core/", "device/protocol/", "device/espruino/"], packages: false },
  { inside: "guardian/", mayImport: ["guardian/", "device/protocol/"], packages: true },
  { inside: "guardian/core/", mayImport: ["guardian/core/", "device/protocol/"], packages: true },
  { inside: "broker-config/", mayImport: ["broker-config/"], packages: true },
];

// Adapters are composed by the command, the simulator and tests; anything else must go through a port.
const COMPOSERS = ["device/node/", "simulator/", "lychnos.ts", "test/"];

/** What a file imports, type-only imports too, as written. */
export function importsOf(source: Source): string[] {
  const found = source.text.matchAll(
    /^\s*(?:import|export)\b[^"';]*?from\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function target(source: Source, imported: string): string {
  return imported.startsWith(".") ? posix.normalize(posix.join(posix.dirname(source.path), imported)) : imported;
}

function startsWithAny(path: string, starts: string[]): boolean {
  return starts.some((start) => path.startsWith(start));
}

/** Imports that go against an arrow of docs/architecture.md. */
export function strayImports(sources: Source[]): string[] {
  return sources.filter(isCode).flatMap((source) =>
    importsOf(source).flatMap((imported) => {
      const path = target(source, imported);
      const isPackage = !imported.startsWith(".");
      const walls = WALLS.filter((wall) => source.path.startsWith(wall.inside));
      const breached = walls.find((wall) => (isPackage ? !wall.packages : !startsWithAny(path, wall.mayImport)));
      if (breached !== undefined) return [`${source.path}: imports ${path}, and ${breached.inside} may not.`];
      const adapter = path.startsWith("device/node/") && !startsWithAny(source.path, COMPOSERS);
      return adapter ? [`${source.path}: imports the adapter ${path}. Ask for a port instead.`] : [];
    }),
  );
}
