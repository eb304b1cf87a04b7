import { Command, InvalidArgumentError } from "commander";
import { startDemo } from "./demo.ts";

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high)
      throw new InvalidArgumentError(`a whole number from ${low} to ${high}`);
    return value;
  };
}

interface StartOptions {
  port: number;
  speed: number;
  seed: number;
}

const DEFAULT_PORT = 8137;

async function start(options: StartOptions): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  const say = (line: string): void => void process.stderr.write(`lychnos: ${line}\n`);
  try {
    const demo = await startDemo({ ...options, say });
    process.stdout.write(
      `\n  Lychnos is running: a made-up child on the way to school.\n\n  Open  ${demo.url}\n\n` +
        "  Device, broker and console run on this machine only. Ctrl-C ends everything.\n\n",
    );
    await ended;
    await demo.close();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/** `lychnos start`, the whole product live on a simulated receiver. */
export function startCommand(): Command {
  return new Command("start")
    .description("run everything together on a simulated school run, and print one address to open")
    .option("--port <number>", "port of the page on this machine", wholeNumber(0, 65_535), DEFAULT_PORT)
    .option("--speed <factor>", "how many times faster than real time", wholeNumber(1, 60), 4)
    .option("--seed <number>", "another town and another child", wholeNumber(0, 2 ** 31 - 1), 1)
    .action((options: StartOptions) => start(options));
}
