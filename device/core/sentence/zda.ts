import type { Line } from "../line.ts";
import { dayOf } from "../utc-day.ts";
import { integer, isEmpty, timeOfDay } from "./field.ts";
import type { Sentence, SentenceRefusal } from "./sentence.ts";

/*
 * ZDA, time and date
 *
 *        1         2  3  4    5  6
 *        |         |  |  |    |  |
 * $--ZDA,hhmmss.ss,dd,mm,yyyy,zz,zz*hh
 *
 *  1     UTC
 *  2     day, 01 to 31
 *  3     month, 01 to 12
 *  4     year, four digits
 *  5, 6  local zone; not used
 */

export function readZda(line: Line, sentence: Sentence): SentenceRefusal | null {
  sentence.timeOfDayMs = timeOfDay(line, 1);
  sentence.day = dayOf(integer(line, 4), integer(line, 3), integer(line, 2));
  if (isEmpty(line, 1) || isEmpty(line, 4)) return "not-valid";
  return sentence.day + sentence.timeOfDayMs >= 0 ? null : "malformed";
}
