import type { HoursTerms } from "../../device/node/hours.ts";

/** The agreed hours, asked of the platform's own calendar at each moment: nothing of the device's tables is used. */
export interface AgreedHours {
  areOpen(utcMs: number): boolean;
}

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const DAY_MINUTES = 1440;

function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Where it is now by the local clock: day of the week, and minute of the day. */
function localIn(format: Intl.DateTimeFormat, utcMs: number): { day: number; minute: number } {
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(utcMs)) part[type] = value;
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(part.weekday ?? "");
  return { day, minute: Number(part.hour) * 60 + Number(part.minute) };
}

export function agreedHours({ timeZone, hours }: Pick<HoursTerms, "timeZone" | "hours">): AgreedHours {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const windows = hours.map(({ days, from, to }) => ({ days: new Set<string>(days), from: minuteOf(from), to: minuteOf(to) }));

  function isIn(day: number, minute: number): boolean {
    const today = DAYS[day] as string;
    const yesterday = DAYS[(day + 6) % 7] as string;
    return windows.some(({ days, from, to }) => {
      if (from < to) return days.has(today) && minute >= from && minute < to;
      if (to === DAY_MINUTES) return days.has(today) && minute >= from;
      return (days.has(today) && minute >= from) || (days.has(yesterday) && minute < to);
    });
  }

  return {
    areOpen(utcMs) {
      const { day, minute } = localIn(format, utcMs);
      return isIn(day, minute);
    },
  };
}
