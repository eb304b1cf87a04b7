import { ACT_NAMES, encodeCommand } from "../../device/protocol/command.ts";
import { seal } from "../../device/protocol/envelope.ts";
import { deriveKeys } from "../../device/protocol/keys.ts";
import { toSms } from "../../device/protocol/sms-frame.ts";
import { bytes, integer, pick, type Random } from "../random.ts";
import { toyCipher } from "../toy-cipher.ts";
import { TRACKER_COMMANDS } from "./tracker-commands.ts";
import { BEGAN_MS, ROOTS } from "./withdrawal-stand.ts";

/** What a driver could take for an answer, a prompt or a notice of its own modem. */
const FORGED = [
  "OK",
  "ERROR",
  "> ",
  "+CMGS: 7",
  "+CMGS: 7\r\n\r\nOK",
  "x\r\nOK\r\n",
  "\r\n+CMS ERROR: 38\r\n",
  "\r\n+CMS ERROR: 1\r\n",
  "+CME ERROR: 10",
  "+CPIN: SIM PIN",
  "+CREG: 0,1\r\n\r\nOK",
  '+CMTI: "SM",1',
  "+CMT: ,500",
  "+CMT: ,1\r\n00",
  "RDY",
  "NO CARRIER",
  "AT+CMGF=1\r",
  "AT+CNMI=2,2,0,0,0\r",
  "\x1a",
  "\x1b",
];

/**
 * A command that is sealed with the guardian's own keys: over the broker the device obeys it, as a text message it is
 * nothing but a text.
 */
export function sealedCommand(next: Random): Uint8Array {
  const keys = deriveKeys(toyCipher, (ROOTS[0] ?? new Uint8Array(32)).slice());
  const act = pick(next, [...ACT_NAMES]);
  const body = encodeCommand({
    act,
    consent: 1,
    sequence: 1 + integer(next, 1_000_000),
    expiresS: BEGAN_MS / 1000 + 86_400,
    value: integer(next, 3) === 0 ? 0 : integer(next, 86_400),
  });
  const place = { epoch: 0, number: integer(next, 1024), epochKey: keys.command, headerKey: keys.header };
  const frame = seal(toyCipher, { ...place, direction: "command" }, body);
  if (frame === null) throw new Error("A command has the length of a short frame.");
  return frame;
}

function noise(next: Random): string {
  return String.fromCharCode(...bytes(next, integer(next, 161)));
}

/** A text that a stranger sends to the device. */
export function inboundText(next: Random): string {
  const kind = integer(next, 6);
  if (kind === 0) return pick(next, TRACKER_COMMANDS).text;
  if (kind === 1) return pick(next, FORGED);
  if (kind === 2) return toSms(sealedCommand(next)) ?? "";
  if (kind === 3) return pick(next, TRACKER_COMMANDS).text.toUpperCase() + pick(next, FORGED);
  return noise(next);
}

/** Lines that come without anyone's sending a text at all. */
export const STRAY_LINES: readonly string[] = [
  "RING",
  '+CLIP: "+15550100",145,"",,"",0',
  '+CUSD: 0,"*100#",15',
  "+CDS: 25",
  "+CBM: 88",
  '+CDSI: "SR",1',
  '+CMTI: "ME",255',
  "+CMTI:",
  "+CMT:",
  "+CMT: ",
  '+CMT: "pw,123456,ts#",,',
  "+CMT: ,9999999999",
  "^SMMEMFULL: SM",
];
