import type { SmsRefusal } from "../../core/sms.ts";

/** What ends a command: OK, or an error with the network's (CMS) or the equipment's (CME) number, where the modem tells one. */
export type Final = { kind: "ok" } | { kind: "error"; of: "cms" | "cme" | null; code: number | null };

const ERROR = /^\+(CMS|CME) ERROR: ?(\d{1,5})?/;

/** @returns null for any line that ends nothing. */
export function finalOf(line: string): Final | null {
  if (line === "OK") return { kind: "ok" };
  if (line === "ERROR" || line === "NO CARRIER" || line === "COMMAND NOT SUPPORT") return { kind: "error", of: null, code: null };
  const error = ERROR.exec(line);
  if (error === null) return null;
  return { kind: "error", of: error[1] === "CMS" ? "cms" : "cme", code: error[2] === undefined ? null : Number(error[2]) };
}

const MEANINGS: readonly (readonly [SmsRefusal, readonly number[]])[] = [
  // 3GPP TS 24.011, annex E-2: unassigned number, unidentified or unknown subscriber.
  ["number", [1, 28, 30]],
  // Operator determined barring, call barred, facility rejected, requested facility not subscribed.
  ["barred", [8, 10, 29, 50]],
  // Rejected, destination out of order, network out of order, temporary failure, congestion, resources; 3GPP TS 27.005
  // 3.2.5: busy, memory full, no network, network time-out, no acknowledgement expected.
  ["busy", [21, 22, 27, 38, 41, 42, 47, 314, 320, 322, 332, 340]],
  // Service centre's number: unknown to the SIM, or its address of a wrong form.
  ["centre", [176, 184, 330]],
  // Message of a wrong form: parameters, protocol, alphabet, length.
  ["format", [69, 81, 95, 96, 97, 98, 99, 111, 128, 129, 144, 145, 159, 304, 305]],
];

/** What a number of +CMS ERROR means for whoever wants to send. */
export function refusalOf(code: number | null): SmsRefusal {
  return MEANINGS.find(([, codes]) => code !== null && codes.includes(code))?.[0] ?? "unknown";
}

/** Why a SIM cannot be used: the numbers of +CMS ERROR (27.005) and of +CME ERROR (27.007, 9.2) for it. */
export function simTrouble(final: Final): "no-sim" | "sim-locked" | null {
  if (final.kind === "ok" || final.of === null || final.code === null) return null;
  const [missing, locked] =
    final.of === "cms"
      ? [
          [310, 313, 315],
          [311, 312, 316, 317, 318],
        ]
      : [
          [10, 13, 15],
          [5, 6, 7, 11, 12, 16, 17, 18],
        ];
  if (missing?.includes(final.code)) return "no-sim";
  return locked?.includes(final.code) ? "sim-locked" : null;
}

/** What a push of a message looks like. The message is on the next line; nobody looks at it. */
const PUSHED = /^\+(CMT|CBM|CDS): ?(.*)$/;
/** In PDU mode the head ends with the message's length in octets, and nothing else is in it but a name. */
const PDU_HEAD = /^("[^"]*")?,?(\d{1,3})$/;

/**
 * How to pass over a message that the modem pushes against its settings. digits: a line of at least so many hexadecimal
 * digits follows; text: plain text follows, in which anything may stand, "OK" and "+CMGS: 1" too.
 */
export type Push = { kind: "digits"; least: number } | { kind: "text" };

export function pushOf(line: string): Push | null {
  const pushed = PUSHED.exec(line);
  if (pushed === null) return null;
  const head = PDU_HEAD.exec(pushed[2] ?? "");
  return head === null ? { kind: "text" } : { kind: "digits", least: 2 * Number(head[2]) };
}

/** Whether a line is what that push announced. Of its digits nothing else is asked. */
export function isPushedPdu(push: Push, line: string): boolean {
  return push.kind === "digits" && line.length >= push.least && /^[0-9A-Fa-f]*$/.test(line);
}

/** +CMS ERROR 331: there is no network to send it by. */
export const NO_NETWORK_SERVICE = 331;
/** +CMS ERROR 314 and +CME ERROR 14: the SIM is still starting. */
export function isSimBusy(final: Final): boolean {
  return final.kind === "error" && ((final.of === "cms" && final.code === 314) || (final.of === "cme" && final.code === 14));
}
