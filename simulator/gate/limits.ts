import { VITAL_COUNTDOWN_MS, VITAL_LONGEST_MS, VITAL_REST_MS } from "../../device/core/vital-interest.ts";
import type { Limits } from "./memory.ts";

/** The limits of an emergency, as they are promised. */
export const LIMITS: Limits = { countdownMs: VITAL_COUNTDOWN_MS, longestMs: VITAL_LONGEST_MS, restMs: VITAL_REST_MS };
