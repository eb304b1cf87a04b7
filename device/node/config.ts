import { readFileSync } from "node:fs";
import { z } from "zod";
import { MAX_RATE_S, MIN_RATE_S } from "../core/constant-rate.ts";
import { MAX_PAIRS } from "../core/pair.ts";
import { type HoursTerms, hoursFields } from "./hours.ts";
import { type JourneyConfig, journeySchema } from "./journey-config.ts";
import { LED_NAME } from "./led-class.ts";
import { smsSchema } from "./modem/sms-config.ts";

/** Days of rough data at most. */
export const MAX_RETENTION_DAYS = 14;
const SENSITIVE_DATA = ["falls", "heart-rate", "steps"] as const;
export type SensitiveData = (typeof SENSITIVE_DATA)[number];

const serviceSchema = z
  .strictObject({
    /** Who is responsible, with an address: the notice names them. */
    controller: z.string().trim().min(3),
    /** Who speaks for the controller, where there is somebody. */
    representative: z.string().trim().min(3).optional(),
    purpose: z.string().trim().min(3),
    /** The purpose once more, in words for the child who wears the device. */
    purposeForChild: z.string().trim().min(3).optional(),
    /** The guardians' names as the notice tells them; left out, it tells how many there are. */
    recipients: z.array(z.string().trim().min(1)).min(1).max(MAX_PAIRS).optional(),
    /** Health data, which is asked for by a question of its own. */
    sensitive: z.array(z.enum(SENSITIVE_DATA)).optional(),
    /** What of the journey is watched; left out, nothing is. */
    journey: journeySchema.optional(),
    ...hoursFields,
    intervalS: z.int().min(1).max(3600),
    decimals: z.int().min(0).max(6),
    /** Days that a position may wait on the device. */
    retentionDays: z.int().min(1).max(MAX_RETENTION_DAYS).default(MAX_RETENTION_DAYS),
    months: z.int().min(1).max(12),
  })
  .refine(
    (service) => service.hours.length + service.trips.length > 0,
    "name at least one window in hours, or one trip in trips",
  );

const wearerSchema = z.strictObject({
  ageGroup: z.enum(["adult", "5-8", "9-13", "14-17"]).default("adult"),
  language: z.enum(["en", "el"]).default("en"),
});

/** KEY_MAX of the kernel (include/uapi/linux/input-event-codes.h). */
const MAX_KEY = 0x2ff;

const configSchema = z.strictObject({
  stateDir: z.string().min(1),
  receiver: z.strictObject({ path: z.string().min(1), baudRate: z.int().min(1200).max(921_600).default(9600) }),
  lamp: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("terminal") }),
    z.strictObject({ kind: z.literal("led"), name: z.string().min(1), root: z.string().default("/") }),
  ]),
  /** The wearer's button: an input device of the kernel, and the code of its key (256 is BTN_0). */
  button: z.strictObject({ device: z.string().startsWith("/"), key: z.int().min(1).max(MAX_KEY) }).optional(),
  /** A second button that does nothing but call for help. */
  callButton: z.strictObject({ device: z.string().startsWith("/"), key: z.int().min(1).max(MAX_KEY) }).optional(),
  /** Contacts that tell of an open strap and an open case: input devices of the kernel, as the button; pressed is open. */
  strap: z.strictObject({ device: z.string().startsWith("/"), key: z.int().min(1).max(MAX_KEY) }).optional(),
  case: z.strictObject({ device: z.string().startsWith("/"), key: z.int().min(1).max(MAX_KEY) }).optional(),
  /** The wearer's own choice: a call for help is neither seen nor felt at the device. */
  quietCall: z.boolean().default(false),
  /** A vibration motor or a buzzer, beside the lamp in /sys/class/leds. */
  haptic: z.strictObject({ name: z.string().regex(LED_NAME), root: z.string().default("/") }).optional(),
  clock: z.enum(["host", "gnss"]).default("host"),
  broker: z
    .strictObject({ caFile: z.string().optional(), allowPlain: z.boolean().default(false) })
    .default({ allowPlain: false }),
  /**
   * Seconds between two frames of the constant-rate mode: one leaves at each of these moments, whatever happens, so that
   * their rhythm tells nothing. Left out, frames leave when there is something to say.
   */
  /** Every fix that moved is told, as often as agreed: for guardians whose map does not predict (docs/protocol.md). */
  steady: z.boolean().optional(),
  constantRateS: z.int().min(MIN_RATE_S).max(MAX_RATE_S).optional(),
  /** The second path, by text message; left out, there is none. */
  sms: smsSchema.optional(),
  /** Who wears the device: their age decides which notices are shown, and in which language. */
  wearer: wearerSchema.default({ ageGroup: "adult", language: "en" }),
  service: serviceSchema,
});

const deviceSchema = configSchema
  .refine(({ wearer, service }) => wearer.ageGroup === "adult" || service.purposeForChild !== undefined, {
    path: ["service", "purposeForChild"],
    error: "a minor wears this device: say the purpose in words for their age",
  })
  // A pulse would put out the lamp, or light it without recording.
  .refine(({ lamp, haptic }) => lamp.kind !== "led" || haptic === undefined || haptic.name !== lamp.name, {
    path: ["haptic", "name"],
    error: "this is the lamp itself: name the LED entry of the motor, or leave haptic out",
  });

export type DeviceConfig = z.infer<typeof configSchema>;
export type Wearer = z.infer<typeof wearerSchema>;

/** What the wearer is asked to agree to; what a configuration may leave out may be absent. */
export interface ServiceTerms extends HoursTerms {
  /** How the wearer stops it: the notice says so. Absent: by keys. */
  stopBy?: "button" | "keys";
  /** What goes by text message: the notice says so. Absent: nothing. */
  texts?: { positions: boolean; plainWords: boolean };
  controller: string;
  representative?: string | undefined;
  purpose: string;
  purposeForChild?: string | undefined;
  recipients?: string[] | undefined;
  sensitive?: SensitiveData[] | undefined;
  journey?: JourneyConfig | undefined;
  intervalS: number;
  decimals: number;
  retentionDays?: number;
  months: number;
}

/** The terms as the notice of this device tells them: how one stops it depends on what there is to press, and what goes by text message on the modem. */
export function termsOf(config: DeviceConfig): ServiceTerms {
  const { service, button, sms } = config;
  const terms: ServiceTerms = { ...service, stopBy: button === undefined ? "keys" : "button" };
  if (sms === undefined) return terms;
  const plainWords = sms.numbers.some((number) => number.plainWords);
  return { ...terms, texts: { positions: sms.positionsEveryS !== undefined, plainWords } };
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
  const parsed = deviceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConfigProblem(`${path} does not fit:\n${z.prettifyError(parsed.error)}`);
}
