import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type BrokerOptions, refuseBroker } from "../subscriber/broker-options.ts";
import { configProblem } from "./problem.ts";

/** What the commands run with. */
export interface Settings {
  dataFolder: string;
  keyFile: string;
  /** A null username means the one made with the database. */
  broker: Omit<BrokerOptions, "username"> & { username: string | null };
  host: string;
  port: number;
}

/** Flags as commander hands them over. */
export interface Flags {
  config?: string;
  data?: string;
  keyFile?: string;
  broker?: string;
  brokerUsername?: string;
  brokerPasswordFile?: string;
  caFile?: string;
  allowPlain?: boolean;
  host?: string;
  port?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const text = z.string().min(1);
const fileSchema = z.strictObject({
  data: text.optional(),
  keyFile: text.optional(),
  broker: z
    .strictObject({
      url: text.optional(),
      username: text.optional(),
      passwordFile: text.optional(),
      caFile: text.optional(),
      allowPlain: z.boolean().optional(),
    })
    .optional(),
  web: z.strictObject({ host: text.optional(), port: z.int().min(0).max(65535).optional() }).optional(),
});

const DEFAULT_BROKER = "mqtt://127.0.0.1:1883";
const DEFAULT_HOST = "127.0.0.1";
const DEFAULT_PORT = 8460;

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw configProblem(`cannot read ${what} ${path}: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

function readSettingsFile(path: string): z.infer<typeof fileSchema> {
  const content = readText(path, "the settings in");
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw configProblem(`${path} is not JSON. Check its commas and quotes.`);
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw configProblem(`${path} does not fit:\n${z.prettifyError(parsed.error)}`);
}

function portOf(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : -1;
  if (port < 0 || port > 65535) throw configProblem("the port must be a number from 0 to 65535; 0 takes any free one.");
  return port;
}

function passwordOf(environment: Environment, file: string | undefined): string | null {
  const inEnvironment = environment.LYCHNOS_BROKER_PASSWORD;
  if (file === undefined) return inEnvironment ?? null;
  return readText(file, "the password in").split("\n", 1)[0] ?? "";
}

/**
 * Flags before environment (LYCHNOS_*), before the settings file, before the defaults. Passwords come from a file or the
 * environment and never from a flag, which every user of the machine could read.
 * @throws Problem with exit code 78.
 */
export function settingsOf(flags: Flags, environment: Environment): Settings {
  const configFile = flags.config ?? environment.LYCHNOS_CONFIG;
  const file = configFile === undefined ? {} : readSettingsFile(configFile);
  const home = environment.XDG_DATA_HOME ?? join(environment.HOME ?? homedir(), ".local/share");
  const dataFolder = flags.data ?? environment.LYCHNOS_DATA ?? file.data ?? join(home, "lychnos");
  const port = flags.port ?? environment.LYCHNOS_PORT;
  const settings: Settings = {
    dataFolder,
    keyFile: flags.keyFile ?? environment.LYCHNOS_KEY_FILE ?? file.keyFile ?? join(dataFolder, "console.key"),
    broker: {
      url: flags.broker ?? environment.LYCHNOS_BROKER ?? file.broker?.url ?? DEFAULT_BROKER,
      username: flags.brokerUsername ?? environment.LYCHNOS_BROKER_USERNAME ?? file.broker?.username ?? null,
      password: passwordOf(
        environment,
        flags.brokerPasswordFile ?? environment.LYCHNOS_BROKER_PASSWORD_FILE ?? file.broker?.passwordFile,
      ),
      caFile: flags.caFile ?? environment.LYCHNOS_CA_FILE ?? file.broker?.caFile ?? null,
      allowPlain: flags.allowPlain ?? file.broker?.allowPlain ?? false,
    },
    host: flags.host ?? environment.LYCHNOS_HOST ?? file.web?.host ?? DEFAULT_HOST,
    port: port === undefined ? (file.web?.port ?? DEFAULT_PORT) : portOf(port),
  };
  const refusal = refuseBroker({ ...settings.broker, username: "" });
  if (refusal !== null) throw configProblem(refusal);
  if (settings.broker.caFile !== null) readText(settings.broker.caFile, "the certificates in");
  return settings;
}
