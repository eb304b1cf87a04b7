import type { Line } from "../line.ts";

/**
 * True for a talker that speaks of one constellation beside others: GA Galileo, GB and BD BeiDou, GI NavIC, GL GLONASS,
 * GQ and QZ QZSS. Receivers send such sentences in addition, and a constellation that is not used says "no fix" beside
 * a good one. GP is not among them: to receivers of one constellation it means the whole.
 */
export function isOneOfSeveral(line: Line): boolean {
  const first = line.text[0];
  const second = line.text[1];
  if (first === 66 || first === 81) return true;
  return first === 71 && (second === 65 || second === 66 || second === 73 || second === 76 || second === 81);
}
