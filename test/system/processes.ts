import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const LYCHNOS = join(import.meta.dirname, "../../dist/lychnos.js");
const POLL_MS = 50;

/** One program that a test started, and what it printed. Ended only by its own id. */
export interface Program {
  child: ChildProcess;
  /** Everything it printed, both streams. */
  said(): string;
  /** Ends it and waits until it is gone. @returns its exit code, or null after a signal. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function startProgram(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Program {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env: environment });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  return {
    child,
    said: () => text,
    async end(signal = "SIGINT") {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}

export function startLychnos(...args: string[]): Program {
  return startProgram(process.execPath, [LYCHNOS, ...args]);
}

/** Runs a command of ours to its end. @throws with what it said when it failed. */
export async function lychnos(args: readonly string[], input = ""): Promise<string> {
  const program = startLychnos(...args);
  program.child.stdin?.end(input);
  await once(program.child, "close");
  if (program.child.exitCode !== 0) throw new Error(`lychnos ${args.slice(0, 2).join(" ")} failed: ${program.said()}`);
  return program.said();
}

/** Waits for something that happens outside this process. @throws after the deadline, naming what did not happen. */
export async function until(claim: string, holds: () => boolean | Promise<boolean>, deadlineMs = 30_000): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`did not happen in ${deadlineMs / 1000} s: ${claim}`);
    await pause(POLL_MS);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
