import type { ServiceTerms } from "../config.ts";

/** The agreed hours in words, the same way in every language; what differs is in `HourWords`. */
export interface HourWords {
  /** From Monday to Sunday, as they stand in a list. */
  days: readonly string[];
  everyDay: string;
  /** "Monday to Friday". */
  run(first: string, last: string): string;
  list(items: string[]): string;
  /** A span within a day, or into the next. @param from, to as HH:MM. */
  span(from: string, to: string, intoNextDay: boolean): string;
  /** @param month 1 to 12. */
  date(day: number, month: number, year: number): string;
  notOn(date: string): string;
  notBetween(first: string, last: string): string;
  tripOn(date: string, span: string): string;
  tripBetween(fromDate: string, from: string, toDate: string, to: string): string;
}

const ORDER = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function dayList(days: readonly (typeof ORDER)[number][], words: HourWords): string {
  const named = ORDER.flatMap((day, index) => (days.includes(day) ? [index] : []));
  if (named.length === ORDER.length) return words.everyDay;
  const runs: number[][] = [];
  for (const index of named) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === index - 1) last.push(index);
    else runs.push([index]);
  }
  const name = (index: number | undefined): string => words.days[index ?? 0] ?? "";
  const parts = runs.flatMap((run) => (run.length > 2 ? [words.run(name(run[0]), name(run.at(-1)))] : run.map(name)));
  return words.list(parts);
}

function dateText(iso: string, words: HourWords): string {
  return words.date(Number(iso.slice(8, 10)), Number(iso.slice(5, 7)), Number(iso.slice(0, 4)));
}

function closedText(text: string, words: HourWords): string {
  const [first = "", last = first] = text.split("..");
  return first === last ? words.notOn(dateText(first, words)) : words.notBetween(dateText(first, words), dateText(last, words));
}

function tripText(trip: { from: string; to: string }, words: HourWords): string {
  const [fromDate, from, toDate, to] = [trip.from.slice(0, 10), trip.from.slice(11), trip.to.slice(0, 10), trip.to.slice(11)];
  if (fromDate === toDate) return words.tripOn(dateText(fromDate, words), words.span(from, to, false));
  return words.tripBetween(dateText(fromDate, words), from, dateText(toDate, words), to);
}

/** Windows, closed days and booked trips, a line each. Months and days are our own words: a new ICU changes no notice. */
export function hoursOf(terms: ServiceTerms, words: HourWords): string {
  const windows = terms.hours.map(
    ({ days, from, to }) => `${dayList(days, words)} ${words.span(from, to, to < from && to !== "00:00")}.`,
  );
  const closed = (terms.closed ?? []).map((text) => `${closedText(text, words)}.`);
  const trips = (terms.trips ?? []).map((trip) => `${tripText(trip, words)}.`);
  return [...windows, ...closed, ...trips].map((line) => line.charAt(0).toUpperCase() + line.slice(1)).join("\n");
}
