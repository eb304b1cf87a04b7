/**
 * What a console must say aloud about a device, whatever else it shows. A place in the chain that was used twice, with two
 * contents, means two devices with one memory (an image, a copied card) or one that was set back to an older state (F12).
 */
export interface AlarmCounts {
  /** Places in the chain that were used twice. */
  clashes: number;
  /** How often the device told of fewer or other receipts than before. */
  receiptsWentBack: number;
}

function copied(clashes: number): string {
  const frames = clashes === 1 ? "1 message came" : `${clashes} messages came`;
  return (
    `This device was copied or set back: ${frames} a second time with other content. Positions here may be of two devices. ` +
    "Ask the wearer; if there is a second device, or nobody knows why, stop both and pair the right one anew."
  );
}

const WENT_BACK =
  "The wearer's receipts went back: some were cut off, exchanged or begun anew. See: lychnos guardian heads. The wearer can check with: lychnos receipts verify";

/** Sentences for people, most urgent first; empty when all is well. */
export function alarmsOf({ clashes, receiptsWentBack }: AlarmCounts): string[] {
  const alarms: string[] = [];
  if (clashes > 0) alarms.push(copied(clashes));
  if (receiptsWentBack > 0) alarms.push(WENT_BACK);
  return alarms;
}
