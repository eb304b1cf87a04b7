/** What a modem remembers until it loses power. */
export interface ModemSettings {
  echo: boolean;
  /** 0: "ERROR" alone, 1: with a number. */
  numberedErrors: boolean;
  textMode: boolean;
  /** Second figure of +CNMI: 0 nothing is said of a message that came, 1 its place is told, 2 it is pushed itself. */
  newMessages: number;
  /** Messages that came and lie in the modem. */
  inbox: { from: string; text: string }[];
  /** Of the next message that goes out; counts 0 to 255. */
  reference: number;
  /** +CREG=n: n is told in the answer. */
  registrationMode: number;
}

export const INBOX_SLOTS = 20;

export function freshSettings(textMode: boolean): ModemSettings {
  return { echo: true, numberedErrors: false, textMode, newMessages: 1, inbox: [], reference: 0, registrationMode: 0 };
}
