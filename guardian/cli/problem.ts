import type { Command } from "commander";

/** A failure in words for people; the sentence says what to do and holds no name, key or position. */
export class Problem extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 1) {
    super(sentence);
    this.name = "Problem";
    this.exitCode = exitCode;
  }
}

/** EX_CONFIG of sysexits.h. */
export const EXIT_CONFIG = 78;

/** A setting that cannot be used. */
export function configProblem(sentence: string): Problem {
  return new Problem(sentence, EXIT_CONFIG);
}

/** Runs a command; a Problem becomes its sentence on standard error and its exit code. Anything else is a bug and is thrown. */
export async function finish(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`lychnos guardian: ${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

/** The options that every command of the guardian takes. */
export function withSettings(command: Command): Command {
  return command
    .option("--config <file>", "settings (JSON)")
    .option("--data <dir>", "folder of the database; made if missing")
    .option("--key-file <file>", "console key, if not in the data folder")
    .option("--broker <url>", "mqtts://host:8883, or mqtt://127.0.0.1:1883")
    .option("--broker-username <name>", "this console's account at the broker; also its client id")
    .option("--broker-password-file <file>", "first line is the password of that account")
    .option("--ca-file <file>", "certificates to trust at the broker (PEM)")
    .option("--allow-plain", "permit mqtt:// to another machine");
}
