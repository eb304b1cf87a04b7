import type { Cipher } from "../protocol/cipher.ts";
import type { Silence } from "../protocol/silence.ts";
import type { ActiveAlert } from "./alert-record.ts";
import type { Consent } from "./consent.ts";
import type { ConstantRate } from "./constant-rate.ts";
import type { Duty } from "./duty.ts";
import type { FallWatch } from "./fall-watch.ts";
import type { FenceBook } from "./fence-book.ts";
import type { Fix } from "./fix.ts";
import type { QualityWatch } from "./fix-quality.ts";
import type { GestureWatch } from "./gesture.ts";
import type { JourneyWatch } from "./journey-watch.ts";
import type { LampWatch } from "./lamp-watch.ts";
import type { Nmea, NmeaSink } from "./nmea.ts";
import type { Outbox } from "./outbox.ts";
import type { Pair } from "./pair.ts";
import type { PanicWatch } from "./panic.ts";
import type { Permission } from "./permission.ts";
import type { StoreName } from "./ports.ts";
import type { FaultWatch } from "./receipt-faults.ts";
import type { Noted } from "./receipting.ts";
import type { Receipts } from "./receipts.ts";
import type { RestMeter } from "./rest-meter.ts";
import type { Sampling } from "./sampling.ts";
import type { SwitchWatch } from "./switches.ts";
import type { Texting } from "./texting.ts";
import type { TrustedTime } from "./trusted-time.ts";

/** All that the firmware knows. One value, changed only by `step`. */
export interface TrackerState {
  cipher: Cipher;
  nmea: Nmea;
  sink: NmeaSink;
  /** Fixes that the last bytes gave, emptied within the same step. */
  heard: Fix[];
  /** Date and time that the last bytes told, taken within the same step. */
  gnssUtcMs: number | null;
  /** Uptime of the last bytes from the receiver. */
  bytesUpMs: number;
  /** Sentences refused since boot, for the doctor's eyes. */
  refusedSentences: number;
  consent: Consent | null;
  /** Emergency, pause, and the notice of today. */
  permission: Permission;
  gesture: GestureWatch;
  pairs: Pair[];
  /** One book for each guardian who has drawn any. */
  fences: FenceBook[];
  time: TrustedTime;
  lamp: LampWatch;
  rest: RestMeter;
  sampling: Sampling;
  /** Whether what the receiver says can be true. */
  quality: QualityWatch;
  journey: JourneyWatch;
  /** See `Pace`. */
  steady: boolean;
  outbox: Outbox;
  /** What a power cut left half done in the store; null once it is finished. */
  mending: Mending | null;
  /** UTC second up to which the ends of booked slots were looked at. */
  slotsEndedS: number;
  /** Incidents that are not over, oldest first. */
  alerts: ActiveAlert[];
  panic: PanicWatch;
  switches: SwitchWatch[];
  duty: Duty;
  fall: FallWatch;
  receipts: Receipts;
  noted: Noted;
  lampFaults: FaultWatch;
  timeFaults: FaultWatch;
  /** Whether the time of day was known at any moment since boot: before that its absence is no fault. */
  timeWasKnown: boolean;
  store: StoreHealth;
  /** A frame at each of these moments, whatever happens; null: frames leave when there is something to say. */
  rate: ConstantRate | null;
  linkUp: boolean;
  /** The second path, by text message; null: this board has none. */
  texting: Texting | null;
  /** Uptime at which the wearer last felt that an emergency is announced or open. */
  announcedUpMs: number | null;
  /** Uptimes of the last hour at which a guardian asked where the wearer is, and was told. */
  locatedUpMs: number[];
  /** Uptime of the last fix that the gate let pass; null: none since the gate opened. */
  lastPermittedUpMs: number | null;
  openedUpMs: number | null;
  told: Told;
  wanted: Wanted;
}

/** Found at a start (outbox-log.ts): keys that should be gone, and whether a withdrawal was cut short. */
export interface Mending {
  erase: StoreName[];
  cutShort: boolean;
}

/** Whether the last write was durable. After a failure the store is tried again now and then, and trusted after one success. */
export interface StoreHealth {
  sound: boolean;
  /** A trial write is under way; the next event tells how it went. */
  trying: boolean;
  triedUpMs: number;
  /** Records of who is gone that would not be erased: at a restart they would come back. */
  owed: StoreName[];
}

/** What the guardians were last told of the device's state. */
export interface Told {
  silence: Silence | null;
  /** Uptime of the last frame of any kind. */
  upMs: number | null;
  /** Percent of charge that it told; null: none. */
  percent: number | null;
}

/** What was last asked of the ports, so that only changes become effects. */
export interface Wanted {
  receiverOn: boolean;
  linkOn: boolean;
  topicDay: number;
}
