import { createInterface } from "node:readline";
import { Command, Option } from "commander";
import { type ModemOnPty, modemOnPty } from "../modem/modem-on-pty.ts";
import { goodMood, type Mood } from "../modem/mood.ts";
import { PtyFault } from "../pty/pty-fault.ts";

interface ModemFlags {
  pty?: string;
  fault: "none" | "no-sim" | "locked" | "no-network" | "hangs" | "refuses" | "echo";
}

const EXAMPLES = `
A line typed here comes to the modem as a text message, from nobody in particular. What the modem sends is printed.

Examples:
  $ lychnos sim modem --pty /tmp/modem
  $ minicom -D /tmp/modem                       then AT, AT+CMGF=0, AT+CMGS=...
  $ gammu --identify                            with "port = /tmp/modem" and "connection = at115200" in ~/.gammurc
  $ lychnos sim modem --pty /tmp/modem --fault no-network`;

function moodOf(fault: ModemFlags["fault"]): Mood {
  const mood = goodMood();
  if (fault === "no-sim") mood.sim = "missing";
  else if (fault === "locked") mood.sim = "locked";
  else if (fault === "echo") mood.echoStuck = true;
  else if (fault === "hangs") mood.fate = (command) => (command === "PDU" ? { kind: "dies" } : { kind: "answered", pauseMs: 20 });
  return mood;
}

/** `sim modem`: a modem on a pseudo-terminal. */
export function modemCommand(): Command {
  return new Command("modem")
    .description("be a modem for text messages on a pseudo-terminal, for a device or any other program")
    .option("--pty <link>", "path of a link to the serial port (default: the system's own name for it)")
    .addOption(
      new Option("--fault <which>", "what is wrong with it")
        .choices(["none", "no-sim", "locked", "no-network", "hangs", "refuses", "echo"])
        .default("none"),
    )
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run({ pty, fault }: ModemFlags): Promise<void> {
  let on: ModemOnPty;
  try {
    on = await modemOnPty({ ...(pty === undefined ? {} : { link: pty }), mood: moodOf(fault) });
  } catch (error) {
    if (!(error instanceof PtyFault)) throw error;
    process.stderr.write(`lychnos sim modem: ${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  on.air.covered = fault !== "no-network";
  on.air.setVerdict(({ text }) => {
    // The text alone: the number that it goes to is nobody's business on a screen.
    process.stdout.write(`${text}\n`);
    return fault === "refuses" ? { kind: "refused", code: 38 } : { kind: "taken" };
  });
  process.stderr.write(`Serial port: ${on.path}\n`);
  await untilStopped(on);
}

const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** Whom a typed text comes from: a number that is kept free for fiction. */
const SOMEBODY = "15550100";

function untilStopped(on: ModemOnPty): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => on.modem.deliver(SOMEBODY, line));
  return new Promise((resolve) => {
    function stop(): void {
      for (const signal of ENDINGS) process.removeListener(signal, stop);
      lines.close();
      process.stdin.destroy();
      void on.close().then(resolve);
    }
    for (const signal of ENDINGS) process.once(signal, stop);
  });
}
