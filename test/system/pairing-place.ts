import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Program, startLychnos } from "./processes.ts";

/** A device's and a guardian's folders, and the files of a pairing between them. */
export interface PairingPlace {
  folder: string;
  file(name: string): string;
  /** `lychnos guardian pair` for the device of this place. */
  guardian(...more: string[]): Program;
  /** `lychnos pair` at the device. */
  device(...more: string[]): Program;
  /** Names of the stored pairs. */
  paired(): string[];
  close(): void;
}

/** @param wearer as in the device's configuration. */
export function pairingPlace(wearer: object = {}): PairingPlace {
  const folder = mkdtempSync(join(tmpdir(), "lychnos-pairing-"));
  const file = (name: string): string => join(folder, name);
  const example = JSON.parse(readFileSync("hw/device.example.json", "utf8")) as Record<string, unknown>;
  const { button: _button, haptic: _haptic, ...rest } = example;
  writeFileSync(
    file("device.json"),
    JSON.stringify({
      ...rest,
      stateDir: file("state"),
      lamp: { kind: "terminal" },
      wearer: { ...(rest.wearer as object), ...wearer },
    }),
  );
  mkdirSync(file("state"), { mode: 0o700 });
  return {
    folder,
    file,
    guardian: (...more) =>
      startLychnos("guardian", "pair", "--name", "Nan", ...more, "--data", file("data"), "--broker", "mqtt://127.0.0.1:1"),
    device: (...more) => startLychnos("pair", "--config", file("device.json"), ...more),
    paired: () =>
      readdirSync(file("state"))
        .filter((name) => /^pair-\d/.test(name))
        .map((name) => name.split(".")[0] ?? ""),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a program printed, as people read it. */
export function readable(program: Program): string {
  return Buffer.from(program.said(), "latin1").toString("utf8");
}

/** The first line of words that a program shows; "" when there is none yet. */
export function wordsOf(program: Program): string {
  return /^ {4}(\S+ \S+ \S+ \S+)$/m.exec(readable(program))?.[1] ?? "";
}

/** Two sockets of this machine, one for each side. */
export interface Between {
  server: Server;
  socket: Promise<Socket>;
}

export async function listenOn(path: string): Promise<Between> {
  let take: (socket: Socket) => void = () => undefined;
  const socket = new Promise<Socket>((resolve) => {
    take = resolve;
  });
  const server = createServer((one) => {
    // A program that ends before it read everything resets the line.
    one.on("error", () => undefined);
    take(one);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { server, socket };
}
