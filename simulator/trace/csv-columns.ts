/** Which column holds what, counted from zero; null where there is none. */
export interface CsvColumns {
  lat: number;
  lon: number;
  /** With `date`, the time of day; without, the whole time. */
  time: number;
  date: number | null;
  altitude: number | null;
  speed: number | null;
  /** What a figure of the speed column is multiplied with. */
  speedToMps: number;
  course: number | null;
  synthetic: number | null;
}

const LATITUDE = ["lat", "latitude", "latdeg", "latitudedeg", "positionlat", "y"];
const LONGITUDE = ["lon", "lng", "long", "longitude", "londeg", "longitudedeg", "positionlong", "x"];
const WHOLE_TIME = [
  "isotime",
  "time",
  "timeutc",
  "utctime",
  "timestamp",
  "datetime",
  "utc",
  "utcdatetime",
  "isotime",
  "fixtime",
  "devicetime",
];
const DATE = ["date", "utcdate", "dateutc", "utcd"];
const TIME_OF_DAY = ["time", "timeutc", "utctime", "utct"];
const ALTITUDE = ["alt", "altitude", "ele", "elevation", "altitudem", "elevationm", "altm", "elem"];
const COURSE = ["course", "heading", "bearing", "track", "coursedeg", "headingdeg", "bearingdeg"];
/** A column that is called only "speed" could be in anything; gpsbabel's, which is, writes Date and Time beside it. */
const SPEEDS: Readonly<Record<string, number>> = {
  speedmps: 1,
  speedms: 1,
  speedkmh: 1 / 3.6,
  speedkph: 1 / 3.6,
  speedknots: 1852 / 3600,
  speedkn: 1852 / 3600,
};

/** The columns that a head names, in any case and with any signs between the letters, or what is missing as a sentence. */
export function columnsOf(head: readonly string[]): CsvColumns | string {
  const names = head.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const place = (known: readonly string[]): number | null => {
    const found = known.map((name) => names.indexOf(name)).find((column) => column >= 0);
    return found ?? null;
  };
  const lat = place(LATITUDE);
  const lon = place(LONGITUDE);
  if (lat === null || lon === null)
    return "Line 1: no column is called latitude (lat) and longitude (lon). Name the columns in the first line.";
  const date = place(DATE);
  const time = date === null ? place(WHOLE_TIME) : place(TIME_OF_DAY);
  if (time === null)
    return "Line 1: no column is called time (or date and time), so the table says where, but not when. Name it in the first line.";
  const speed = Object.keys(SPEEDS).find((name) => names.includes(name));
  return {
    lat,
    lon,
    time,
    date,
    altitude: place(ALTITUDE),
    speed: speed === undefined ? null : names.indexOf(speed),
    speedToMps: speed === undefined ? 1 : (SPEEDS[speed] as number),
    course: place(COURSE),
    synthetic: place(["synthetic"]),
  };
}

/** Of comma, semicolon and tab the one that the head has most of. */
export function delimiterOf(head: string): string {
  const count = (sign: string): number => head.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** RFC 4180: a field may stand in quotation marks, and a doubled one within is one. */
export function fieldsOf(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let n = 0; n < record.length; n++) {
    const sign = record[n] as string;
    if (quoted && sign === '"' && record[n + 1] === '"') {
      field += '"';
      n++;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === delimiter && !quoted) {
      fields.push(field);
      field = "";
    } else field += sign;
  }
  return [...fields, field];
}
