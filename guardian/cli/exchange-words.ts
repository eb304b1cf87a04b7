import type { ExchangeFault } from "../core/exchange-side.ts";
import type { TalkEnd } from "./talk.ts";

/** Why nothing was paired. */
export type NotPaired = ExchangeFault | TalkEnd | "not-confirmed";

const AGAIN = "Begin again on both sides.";

/** Each says what happened and what to do; no name, no key. */
export const WHY_NOT: Record<NotPaired, string> = {
  "not-confirmed": "the words were not confirmed here. If they differ twice, somebody may be in between: use a cable.",
  silent: `the device did not answer in time. See that its wearer runs: lychnos pair --exchange. ${AGAIN}`,
  closed: `the connection to the device ended. ${AGAIN}`,
  stray: "something else speaks on this line. Stop the other program (a console, a modem) or use another cable.",
  damaged: `a message was damaged on its way: the line is noisy. See to the cable. ${AGAIN}`,
  "out-of-order": `a message came that was not due: an old one, or one of somebody else. ${AGAIN}`,
  "weak-key":
    "the other side offered a key that would keep nothing secret: it is broken, or somebody is in between. Use a cable.",
  forged: `a message is not from the device whose words were compared. Use a cable. ${AGAIN}`,
  "too-long": "the broker's address is too long for the device. Give a shorter one with --device-broker.",
  ended: `the device's side ended it: its wearer did not confirm, or let go of the button. ${AGAIN}`,
};

export const QUESTION = "Step 3 of 3. Does the wearer's device show the same four words? Type yes or no: ";
export const TOO_QUICK = "That was too quick to have compared them. ";
export const UNSURE =
  "The pair is kept here, but the device did not say that it kept it too. Look at the device: if it does not say that it is " +
  "paired, begin again with a new name.";
