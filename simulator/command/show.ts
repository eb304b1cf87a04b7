import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { seedOption } from "./options.ts";

const DEFAULT_PORT = 8138;
const USAGE_ERROR = 2;

function portOption(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError("a whole number from 0 to 65535");
  return port;
}

/** The page lies beside the bundle; beside the sources it is in dist/. */
function pageFolder(): string {
  const beside = join(import.meta.dirname, "show");
  return existsSync(join(beside, "page.js")) ? beside : join(import.meta.dirname, "../../dist/show");
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

// Loaded when it is asked for: who replays a journey needs no household.
async function showOf(name: string | undefined, seed: number) {
  const [{ Show }, { openScene }, { nodeCipher }] = await Promise.all([
    import("../show/show.ts"),
    import("../show/open-scene.ts"),
    import("../../device/node/cipher.ts"),
  ]);
  const scene = openScene(name ?? null);
  if (!Array.isArray(scene)) return new Show(scene, nodeCipher(), seed);
  for (const sentence of scene) process.stderr.write(`${sentence}\n`);
  process.exitCode = USAGE_ERROR;
  return null;
}

async function openPage(name: string | undefined, { port, seed }: { port: number; seed: number }): Promise<void> {
  const show = await showOf(name, seed);
  if (show === null) return;
  const { serveShow } = await import("../show/serve.ts");
  const stopped = untilToldToStop();
  try {
    const page = await serveShow(show, { port, pageFolder: pageFolder() });
    process.stdout.write(
      `\n  ${show.scene.title}: the firmware in virtual time.\n\n  Open  ${page.url}\n\n  Ctrl-C ends it.\n\n`,
    );
    await stopped;
    await page.close();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function watch(name: string | undefined, { seed }: { seed: number }): Promise<void> {
  const show = await showOf(name, seed);
  if (show === null) return;
  const { watchShow } = await import("../show/terminal.ts");
  process.exitCode = await watchShow(show);
}

/** `lychnos sim page`: what is truly so beside what the guardian saw, with switches for what goes wrong. */
export function pageCommand(): Command {
  return new Command("page")
    .description("a page on which one presses the device's button, breaks things and sees what leaves")
    .argument("[scene]", "a file, or the name of a scene that is shipped; left out, one plays freely")
    .option("--port <number>", "port of the page on this machine", portOption, DEFAULT_PORT)
    .option("--seed <number>", "another town, another way and another chance", seedOption, 1)
    .action(openPage);
}

/** `lychnos sim watch`: the same in a terminal. */
export function watchCommand(): Command {
  return new Command("watch")
    .description("the same in the terminal: space pauses, + and - change the speed, b holds the button, q ends")
    .argument("[scene]", "a file, or the name of a scene that is shipped; left out, one plays freely")
    .option("--seed <number>", "another town, another way and another chance", seedOption, 1)
    .action(watch);
}
