import type { Waiting } from "./outbox.ts";
import type { Course } from "./sms-course.ts";

/** Which of the waiting frames goes by text message next. */

/** A long frame has no form as a text message. */
function fits(entry: Waiting): boolean {
  return entry.fixes === 0;
}

function wasTaken(course: Course, entry: Waiting): boolean {
  for (let i = 0; i < course.taken.length; i++) {
    const place = course.taken[i];
    if (place !== undefined && place.epoch === entry.epoch && place.number === entry.number) return true;
  }
  return false;
}

/** An alert, or a position of a call for help. */
export function isUrgent(entry: Waiting): boolean {
  return entry.worth === "alert" || entry.worth === "alarm";
}

/**
 * While the wearer calls for help the call itself goes first. Then whatever is newest: where the wearer is now is worth more
 * than where they were, and that it is over more than that it began. When the network took all of them and nobody
 * acknowledged any, the newest goes once more.
 */
export function urgentOf(course: Course, entries: Waiting[], calling: boolean): Waiting | null {
  let newest: Waiting | null = null;
  let untaken: Waiting | null = null;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i] as Waiting;
    if (entry.slot !== course.slot || !isUrgent(entry) || !fits(entry)) continue;
    newest = entry;
    if (wasTaken(course, entry)) continue;
    if (calling && course.takenCount === 0) return entry;
    untaken = entry;
  }
  return untaken !== null ? untaken : newest;
}

/** Null: there is none, or the network took the newest one already. */
export function newestFix(course: Course, entries: Waiting[]): Waiting | null {
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as Waiting;
    if (entry.slot === course.slot && entry.worth === "fix" && fits(entry)) return wasTaken(course, entry) ? null : entry;
  }
  return null;
}
