import type { Air } from "./air.ts";
import type { Mood } from "./mood.ts";
import { INBOX_SLOTS, type ModemSettings } from "./settings.ts";

/** Lines before the final one, and that; or a prompt for a message of so many octets. */
export type Reply = { kind: "lines"; lines: readonly string[]; final: string } | { kind: "prompt"; octets: number };

interface Situation {
  settings: ModemSettings;
  air: Air;
  mood: Mood;
}

function ok(...lines: string[]): Reply {
  return { kind: "lines", lines, final: "OK" };
}

export function errorLine(settings: ModemSettings, of: "CME" | "CMS", code: number): string {
  return settings.numberedErrors ? `+${of} ERROR: ${code}` : "ERROR";
}

function error(settings: ModemSettings, of: "CME" | "CMS", code: number): Reply {
  return { kind: "lines", lines: [], final: errorLine(settings, of, code) };
}

const FIXED: Record<string, readonly string[]> = {
  "": [],
  Z: [],
  "&F": [],
  V1: [],
  I: ["Lychnos simulated modem"],
  "+CGMI": ["Lychnos"],
  "+CGMM": ["simulated modem"],
  "+CGMR": ["1"],
  "+GMM": ["simulated modem"],
  "+CGSN": ["000000000000000"],
  "+CSQ": ["+CSQ: 20,99"],
  "+CSCS=?": ['+CSCS: ("GSM","IRA","UCS2")'],
  "+CSCS?": ['+CSCS: "GSM"'],
  "+CSMS?": ["+CSMS: 0,1,1,1"],
  "+CNMI=?": ["+CNMI: (0-2),(0-2),(0,2),(0-2),(0,1)"],
  "+CPMS=?": ['+CPMS: ("SM"),("SM"),("SM")'],
  "+CMGF=?": ["+CMGF: (0,1)"],
  "+CFUN?": ["+CFUN: 1"],
  "+CSCA?": ['+CSCA: "+000000000",145'],
  "+COPS?": ['+COPS: 0,0,"simulated"'],
};

const TAKEN = /^\+(CSCS|CFUN|COPS|CLIP|CRC|CUSD|CSCA)=/;

function registration(name: string, { settings, air, mood }: Situation): Reply {
  const state = air.covered && mood.sim === "ready" ? 1 : 2;
  return ok(`+${name}: ${settings.registrationMode},${state}`);
}

function pin({ settings, mood }: Situation): Reply {
  if (mood.sim === "missing") return error(settings, "CME", 10);
  return ok(mood.sim === "ready" ? "+CPIN: READY" : "+CPIN: SIM PIN");
}

function deleted(argument: string, settings: ModemSettings): Reply {
  const [index = 0, flag = 0] = argument.split(",").map(Number);
  if (flag === 4) settings.inbox = [];
  else settings.inbox.splice(index - 1, 1);
  return ok();
}

function send(argument: string, situation: Situation): Reply {
  const { settings, air, mood } = situation;
  if (mood.sim === "missing") return error(settings, "CMS", 310);
  if (mood.sim === "locked") return error(settings, "CMS", 311);
  if (!air.covered) return error(settings, "CMS", 331);
  return { kind: "prompt", octets: settings.textMode ? -1 : Number(argument) };
}

function set(name: string, argument: string, situation: Situation): Reply | null {
  const { settings } = situation;
  if (name === "CMGS") return send(argument, situation);
  if (name === "CMGD") return deleted(argument, settings);
  if (name === "CMEE") settings.numberedErrors = argument !== "0";
  else if (name === "CMGF") settings.textMode = argument === "1";
  else if (name === "CNMI") settings.newMessages = Number(argument.split(",")[1] ?? "0");
  else if (name === "CREG") settings.registrationMode = Number(argument);
  else if (name === "CSMS") return ok("+CSMS: 1,1,1");
  else if (name === "CPMS") return ok(`+CPMS: ${settings.inbox.length},${INBOX_SLOTS},0,${INBOX_SLOTS},0,${INBOX_SLOTS}`);
  else return null;
  return ok();
}

/**
 * What a modem answers.
 * @param body of the command, behind "AT", in upper case where it counts
 */
export function answerTo(body: string, situation: Situation): Reply {
  const { settings, mood } = situation;
  const fixed = FIXED[body];
  if (fixed !== undefined) return ok(...fixed);
  if (body === "E0" || body === "E1") {
    settings.echo = body === "E1" || mood.echoStuck;
    return ok();
  }
  if (body === "+CPIN?") return pin(situation);
  if (body === "+CREG?") return registration("CREG", situation);
  if (body === "+CEREG?") return registration("CEREG", situation);
  if (body === "+CMGF?") return ok(`+CMGF: ${settings.textMode ? 1 : 0}`);
  if (body === "+CMEE?") return ok(`+CMEE: ${settings.numberedErrors ? 1 : 0}`);
  if (body === "+CNMI?") return ok(`+CNMI: 0,${settings.newMessages},0,0,0`);
  if (body === "+CPMS?") return ok(`+CPMS: "SM",${settings.inbox.length},${INBOX_SLOTS}`);
  const assigned = /^\+([A-Z]+)=(.*)$/.exec(body);
  const reply = assigned === null ? null : set(assigned[1] ?? "", assigned[2] ?? "", situation);
  return reply ?? (TAKEN.test(body) ? ok() : error(settings, "CME", 3));
}
