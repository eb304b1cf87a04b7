import type { Waiting } from "./outbox.ts";

/**
 * What is given up when the outbox is full (F9). Of each guardian's fixes the older half is thinned: every second one
 * goes, so that a trail gets coarser with age and is never cut off, and its newer half is never touched. Statuses and
 * alarms are no part of this: they have room of their own.
 */

function fixesOf(waiting: Waiting[]): number[] {
  const counts: number[] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < waiting.length; i++) {
    const entry = waiting[i] as Waiting;
    if (entry.worth === "fix") counts[entry.slot] = (counts[entry.slot] as number) + 1;
  }
  return counts;
}

/** The same without every second fix of each guardian's older half. */
export function thinned(waiting: Waiting[]): Waiting[] {
  const counts = fixesOf(waiting);
  const seen: number[] = [0, 0, 0, 0, 0, 0, 0, 0];
  const left: Waiting[] = [];
  for (let i = 0; i < waiting.length; i++) {
    const entry = waiting[i] as Waiting;
    const index = seen[entry.slot] as number;
    if (entry.worth === "fix") seen[entry.slot] = index + 1;
    const old = index < Math.floor((counts[entry.slot] as number) / 2);
    if (entry.worth !== "fix" || !old || index % 2 === 0) left.push(entry);
  }
  return left;
}

function withoutOldest(waiting: Waiting[], worth: Waiting["worth"]): Waiting[] {
  for (let i = 0; i < waiting.length; i++) {
    const entry = waiting[i] as Waiting;
    if (entry.worth === worth) return waiting.slice(0, i).concat(waiting.slice(i + 1));
  }
  return waiting;
}

/** Makes room for at least one more. @param most how many may wait. */
export function withRoom(waiting: Waiting[], most: number): Waiting[] {
  let left = waiting.length < most ? waiting : thinned(waiting);
  if (left.length >= most) left = withoutOldest(left, "fix");
  if (left.length >= most) left = withoutOldest(left, "status");
  return left.length >= most ? left.slice(1) : left;
}

/** Makes room for one more status. @param most how many may wait. */
export function withRoomForStatus(waiting: Waiting[], most: number): Waiting[] {
  let statuses = 0;
  for (let i = 0; i < waiting.length; i++) if ((waiting[i] as Waiting).worth === "status") statuses += 1;
  return statuses < most ? waiting : withoutOldest(waiting, "status");
}
