import { readFileSync } from "node:fs";
import { z } from "zod";
import { hoursFields } from "./hours.ts";

const serviceSchema = z.strictObject({
  /** Who is responsible, with an address: the notice names them. */
  controller: z.string().min(3),
  purpose: z.string().min(3),
  ...hoursFields,
  /** For a minor the hours must leave them free for part of every day. */
  wearer: z.enum(["adult", "minor"]).default("adult"),
  intervalS: z.int().min(1).max(3600),
  decimals: z.int().min(0).max(6),
  months: z.int().min(1).max(12),
});

const configSchema = z.strictObject({
  stateDir: z.string().min(1),
  receiver: z.strictObject({ path: z.string().min(1), baudRate: z.int().min(1200).max(921_600).default(9600) }),
  lamp: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("terminal") }),
    z.strictObject({ kind: z.literal("led"), name: z.string().min(1), root: z.string().default("/") }),
  ]),
  clock: z.enum(["host", "gnss"]).default("host"),
  broker: z
    .strictObject({ caFile: z.string().optional(), allowPlain: z.boolean().default(false) })
    .default({ allowPlain: false }),
  service: serviceSchema,
});

export type DeviceConfig = z.infer<typeof configSchema>;
export type ServiceTerms = z.infer<typeof serviceSchema>;

/** A configuration that cannot be used, in words that say what to do. */
export class ConfigProblem extends Error {}

/** @throws ConfigProblem that names the file, the field and the remedy. */
export function readConfig(path: string): DeviceConfig {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigProblem(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}. Name the file with --config FILE.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigProblem(`${path} is not JSON: ${(error as Error).message}`);
  }
  const parsed = configSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConfigProblem(`${path} does not fit:\n${z.prettifyError(parsed.error)}`);
}
