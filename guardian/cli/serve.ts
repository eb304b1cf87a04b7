import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { guardianCipher } from "../core/cipher.ts";
import { openConsole } from "../subscriber/console.ts";
import { startWeb } from "../web/server.ts";
import { WebStartError } from "../web/web-start-error.ts";
import { openData } from "./open-data.ts";
import { finish, Problem, withSettings } from "./problem.ts";
import { type Flags, type Settings, settingsOf } from "./settings.ts";

/** The page lies beside the bundle; beside the sources it is in dist/. */
function pageFolder(): string {
  const beside = join(import.meta.dirname, "page");
  return existsSync(beside) ? beside : join(import.meta.dirname, "../../dist/page");
}

export interface Serving {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts console and page.
 * @throws Problem when either cannot start; then nothing is left running.
 */
export async function startServing(settings: Settings, onTrouble: (sentence: string) => void): Promise<Serving> {
  const store = openData(settings);
  const broker = { ...settings.broker, username: settings.broker.username ?? store.clientId };
  const opened = await openConsole({ store, cipher: guardianCipher, broker, nowMs: Date.now, onTrouble });
  if (!opened.ok) {
    store.close();
    throw new Problem(opened.sentence);
  }
  const console = opened.value;
  const stop = async (): Promise<void> => {
    await console.close();
    store.close();
  };
  try {
    const web = await startWeb({ console, host: settings.host, port: settings.port, pageFolder: pageFolder() });
    return { url: web.url, close: () => web.close().then(stop) };
  } catch (error) {
    await stop();
    throw error instanceof WebStartError ? new Problem(error.message) : error;
  }
}

function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

async function serve(flags: Flags): Promise<void> {
  const serving = await startServing(
    settingsOf(flags, process.env),
    (sentence) => void process.stderr.write(`lychnos guardian: ${sentence}\n`),
  );
  process.stdout.write(`Open ${serving.url}\n`);
  await untilToldToStop();
  await serving.close();
}

export function serveCommand(): Command {
  return withSettings(new Command("serve"))
    .description("listen to the paired devices and show them on a map in your browser")
    .option("--host <address>", "address of the page on this computer (127.0.0.1)")
    .option("--port <number>", "port of the page (8460); 0 takes any free one")
    .action((flags: Flags) => finish(() => serve(flags)));
}
