import type { TraceFault } from "./fault.ts";
import type { FitRecord } from "./fit-messages.ts";
import type { TracePoint } from "./trace.ts";
import { isFault, pointOf } from "./written-point.ts";

/** FIT counts seconds from 1989-12-31T00:00:00Z. */
const EPOCH_MS = Date.UTC(1989, 11, 31);
/** Smaller times count from when the device was switched on. */
const LEAST_TIME_S = 0x10000000;
const SEMICIRCLE_DEG = 180 / 2 ** 31;
const UNKNOWN_SINT32 = 0x7fffffff;
const UNKNOWN_UINT16 = 0xffff;
const UNKNOWN_UINT32 = 0xffffffff;

/** Field numbers of the record message, by the FIT profile. */
const LATITUDE = 0;
const LONGITUDE = 1;
const ALTITUDE = 2;
const SPEED = 6;
const FINE_SPEED = 73;
const FINE_ALTITUDE = 78;

/** Null for a record without a position; a fault for one that has a position and no time. */
export function recordPoint(record: FitRecord): TracePoint | TraceFault | null {
  const lat = semicircles(record, LATITUDE);
  const lon = semicircles(record, LONGITUDE);
  if (lat === null && lon === null) return null;
  const { timeS, place } = record;
  const isUtc = timeS !== null && timeS >= LEAST_TIME_S;
  const timeMs = isUtc ? EPOCH_MS + timeS * 1000 : undefined;
  const point = pointOf({ lat: text(lat), lon: text(lon), timeMs }, place);
  if (isFault(point)) return point;
  const altitude = unsigned(record, FINE_ALTITUDE) ?? unsigned(record, ALTITUDE);
  const speed = unsigned(record, FINE_SPEED) ?? unsigned(record, SPEED);
  return {
    ...point,
    altitudeM: altitude === null ? null : altitude / 5 - 500,
    speedMps: speed === null ? null : speed / 1000,
  };
}

function semicircles(record: FitRecord, number: number): number | null {
  const field = record.fields.get(number);
  if (field?.size !== 4) return null;
  const value = record.view.getInt32(field.at, record.littleEndian);
  return value === UNKNOWN_SINT32 ? null : value * SEMICIRCLE_DEG;
}

function unsigned({ fields, view, littleEndian }: FitRecord, number: number): number | null {
  const field = fields.get(number);
  if (field?.size === 2) {
    const value = view.getUint16(field.at, littleEndian);
    return value === UNKNOWN_UINT16 ? null : value;
  }
  if (field?.size !== 4) return null;
  const value = view.getUint32(field.at, littleEndian);
  return value === UNKNOWN_UINT32 ? null : value;
}

function text(value: number | null): string | undefined {
  return value === null ? undefined : String(value);
}
