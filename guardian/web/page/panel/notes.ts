import type { Flags } from "../../../../device/protocol/report.ts";

export interface Note {
  text: string;
  urgent: boolean;
}

/** What the last report says beyond its numbers, most urgent first. */
export function notesOf(flags: Flags): Note[] {
  const notes: Note[] = [];
  if (flags.panic) notes.push({ text: "Sent while the wearer called for help", urgent: false });
  if (flags.vitalInterest)
    notes.push({ text: "Recorded under vital interest: no consent was asked, and the wearer is told", urgent: true });
  if (flags.gnssSuspicious) notes.push({ text: "The satellite signal looks false: this position may not be true", urgent: true });
  if (flags.lowBattery) notes.push({ text: "The battery is low", urgent: false });
  if (flags.backlog) notes.push({ text: "Sent late, from the device's memory", urgent: false });
  return notes;
}
