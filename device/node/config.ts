import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Window } from "../core/schedule.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "write a time of day as HH:MM, for example 07:30");

const windowSchema = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1), from: clockTime, to: clockTime })
  .refine((window) => window.from !== "24:00" && window.from !== window.to, "a window needs a beginning and a later end");

const serviceSchema = z.strictObject({
  /** Who is responsible, with an address: the notice names them. */
  controller: z.string().min(3),
  purpose: z.string().min(3),
  timeZone: z.string().refine(isZone, "name a zone such as Europe/Athens"),
  hours: z.array(windowSchema).min(1).max(28),
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

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

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

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** The windows of a configuration as the schedule keeps them. */
export function windowsOf(terms: ServiceTerms): Window[] {
  return terms.hours.map((window) => ({
    days: window.days.reduce((bits, day) => bits | (1 << DAYS.indexOf(day)), 0),
    fromMinute: minuteOf(window.from),
    toMinute: minuteOf(window.to),
  }));
}
