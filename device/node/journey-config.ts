import { z } from "zod";
import type { JourneyTerms } from "../core/journey-terms.ts";

/** What of the wearer's journey is watched. What is left out is not looked for; the notice tells the rest. */
export const journeySchema = z.strictObject({
  overspeed: z.strictObject({ kmh: z.int().min(5).max(400), forS: z.int().min(3).max(600).default(10) }).optional(),
  notMovingMinutes: z.int().min(5).max(1440).optional(),
  noFixMinutes: z.int().min(2).max(1440).optional(),
  /** A booked trip whose end comes while the wearer is still under way. */
  notArrived: z.boolean().default(false),
});

export type JourneyConfig = z.infer<typeof journeySchema>;

export function journeyTermsOf(journey: JourneyConfig | undefined): JourneyTerms {
  return {
    speedLimit: journey?.overspeed ?? null,
    notMovingMinutes: journey?.notMovingMinutes ?? null,
    noFixMinutes: journey?.noFixMinutes ?? null,
    notArrived: journey?.notArrived ?? false,
  };
}
