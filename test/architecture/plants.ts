import { strayDoors } from "./casts.ts";
import { strayImports } from "./edges.ts";
import { dangerousTerminals, localPaths, longFiles, poorNames, quietTests } from "./habits.ts";
import type { Source } from "./source.ts";

const GATE: Source = { path: "device/core/gate.ts", text: "const a = { fix } as PermittedFix;" };
const ENVELOPE: Source = { path: "device/protocol/envelope.ts", text: "const a = frame as Sealed;" };

function file(path: string, text = ""): Source {
  return { path, text };
}

export interface Check {
  promise: string;
  complaints: (sources: Source[]) => string[];
  /** Each of these trees must be refused. */
  refused: Source[][];
  /** Each of these must pass. */
  allowed: Source[][];
}

/** Every check, with what must trip it and what must not. */
export const CHECKS: Check[] = [
  {
    promise: "R-10 there is one door: PermittedFix and Sealed are each made by one cast, in their own file",
    complaints: strayDoors,
    refused: [
      [file(GATE.path, `${GATE.text} const b = x as PermittedFix;`), ENVELOPE],
      [GATE, ENVELOPE, file("device/core/outbox.ts", "const s = bytes as unknown as Sealed;")],
      [GATE, ENVELOPE, file("device/core/outbox.ts", "const s = <Sealed>bytes;")],
      [GATE, ENVELOPE, file("guardian/web/page/x.tsx", "const s = bytes as readonly Sealed[]; const t = <p />;")],
      [GATE, file(ENVELOPE.path, "export type Sealed = Uint8Array;")],
    ],
    allowed: [
      [GATE, ENVELOPE],
      [
        GATE,
        ENVELOPE,
        file("device/core/x.ts", "// bytes as Sealed\nexport function f(a: Sealed, b = 1 as number): PermittedFix {}"),
      ],
    ],
  },
  {
    promise: "Imports follow the arrows: the core is alone, guardian and device share the protocol and nothing else",
    complaints: strayImports,
    refused: [
      [file("device/core/x.ts", 'import { readFileSync } from "node:fs";')],
      [file("device/core/x.ts", 'import type { A } from "../node/serial-port.ts";')],
      [file("device/core/x.ts", 'import {\n  a,\n  b,\n} from "../../simulator/a.ts";')],
      [file("device/protocol/x.ts", 'import { Fix } from "../core/fix.ts";')],
      [file("device/protocol/x.ts", 'export { default } from "tweetnacl";')],
      [file("guardian/core/x.ts", 'import { pass } from "../../device/core/gate.ts";')],
      [file("guardian/cli/x.ts", 'const a = await import("../../device/node/main.ts");')],
      [file("device/node/x.ts", 'import type { View } from "../../guardian/core/view.ts";')],
      [file("guardian/core/x.ts", 'import { open } from "../store/store.ts";')],
      [file("broker-config/x.ts", 'import "../device/node/mqtt-link.ts";')],
    ],
    allowed: [
      [file("device/core/x.ts", 'import { open } from "../protocol/envelope.ts"; import { pass } from "./gate.ts";')],
      [file("guardian/store/x.ts", 'import Database from "better-sqlite3"; import { a } from "../../device/protocol/topic.ts";')],
      [
        file(
          "simulator/x.ts",
          'import { run } from "../device/core/run.ts"; import { nodeCipher } from "../device/node/cipher.ts";',
        ),
      ],
    ],
  },
  {
    promise: "No file is over 250 lines, and tracker.ts stays under 150",
    complaints: longFiles,
    refused: [[file("device/node/x.ts", "\n".repeat(251))], [file("device/core/tracker.ts", "\n".repeat(150))]],
    allowed: [[file("device/node/x.ts", "\n".repeat(250))], [file("device/core/tracker.ts", "\n".repeat(149))]],
  },
  {
    promise: "Every file is kebab-case and named for its idea",
    complaints: poorNames,
    refused: [
      "device/node/utils.ts",
      "guardian/helpers/x.ts",
      "device/core/fix-manager.ts",
      "simulator/common.ts",
      "test/testHelper.ts",
    ].map((path) => [file(path)]),
    allowed: ["hw/lychnos.service", "README.md", "vitest.config.ts", "test/unit/core/gate.test.ts"].map((path) => [file(path)]),
  },
  {
    promise: "No test is left out in silence",
    complaints: quietTests,
    refused: [
      [file("test/a.test.ts", 'it.only("x", f);')],
      [file("test/a.test.ts", 'describe.skip("x", f);')],
      [file("test/a.test.ts", 'it.todo("x");')],
      [file("test/a.test.ts", 'it.skipIf(true)("x", f);')],
    ],
    allowed: [[file("test/a.test.ts", 'it.skipIf(!can)(programTitle("x", "mosquitto"), f); const a = "it.only";')]],
  },
  {
    promise: "Nobody reaches node-pty's Terminal, which can signal every process of the machine",
    complaints: dangerousTerminals,
    refused: [[file("simulator/x.ts", 'import * as pty from "node-pty";')], [file("test/x.ts", "require('@lydell/node-pty')")]],
    allowed: [[file("simulator/x.ts", "require(`@lydell/node-pty-linux-x64/pty.node`)")]],
  },
  {
    promise: "No file names a path of somebody's own machine",
    complaints: localPaths,
    refused: [[file("docs/x.md", `See ${["", "work", "x"].join("/")}.`)], [file("x.ts", `"${["", "Users", "me"].join("/")}"`)]],
    allowed: [[file("docs/x.md", "See https://example.org/work/x, ./work/x and /etc/lychnos.")]],
  },
];
