import { ACTS } from "./scene.ts";

/** One row of the firmware's fault matrix. */
export interface Fault {
  /** F1 to F55. */
  number: number;
  name: string;
  /** Where it is tried when no sentence of a scene can inject it; null: one can. */
  elsewhere: string | null;
}

function row(number: number, name: string, elsewhere: string | null = null): Fault {
  return { number, name, elsewhere };
}

/** What can go wrong, by the numbers of the design. Which sentence injects what stands with the sentences. */
export const FAULTS: readonly Fault[] = [
  row(1, "power cut during any write"),
  row(2, "power cut between a new record and the erasing of the old one"),
  row(3, "a page that reads as noise after a cut"),
  row(4, "the keys are lost"),
  row(5, "the power fails again and again"),
  row(6, "bits of the queue rot"),
  row(7, "bits of the consent rot"),
  row(8, "writes are refused"),
  row(9, "the memory is full"),
  row(10, "compaction of Espruino's Storage", "on a board only: the journal does not use it"),
  row(11, "the clock is lost"),
  row(12, "the clock jumps ahead"),
  row(13, "the clock jumps back"),
  row(14, "the receiver loses count of the weeks"),
  row(15, "the receiver lies about the place"),
  row(16, "the receiver lies about the time"),
  row(17, "the receiver is silent or has no fix"),
  row(18, "the receiver talks nonsense"),
  row(19, "no fix yet, and the last word repeated"),
  row(20, "the broker is down"),
  row(21, "the broker accepts and loses"),
  row(22, "the broker doubles, delays and replays"),
  row(23, "the connection flaps"),
  row(24, "forged messages"),
  row(25, "a network that lets nothing through"),
  row(26, "the modem hangs"),
  row(27, "text messages are not delivered"),
  row(28, "another SIM card", "sms/inbound: nothing that arrives at a modem has a way in"),
  row(29, "the battery is low"),
  row(30, "the lamp is broken, stuck, mute or flickers"),
  row(31, "the button is stuck or bounces"),
  row(32, "a restart in the middle of sealing"),
  row(33, "no memory left to run in", "on a board only"),
  row(34, "a flood of events"),
  row(35, "another configuration than was agreed to"),
  row(36, "a command comes twice"),
  row(37, "commands come late and out of order"),
  row(38, "a command that asks for more than was agreed"),
  row(39, "a guardian's key is in other hands"),
  row(40, "the device's memory is read"),
  row(41, "the device is set back to an earlier state"),
  row(42, "two devices with one memory"),
  row(43, "an update is interrupted", "there is no update over the air"),
  row(44, "an update to an older version", "there is no update over the air"),
  row(45, "the console is off for days"),
  row(46, "the console's database comes from a backup", "test/unit/guardian/core: numbers of commands after a restore"),
  row(47, "the console's disk is full", "test/unit/guardian/store: what could not be stored is not acknowledged"),
  row(48, "the console's clock is wrong", "test/unit/guardian: ages by the order of receipt"),
  row(49, "guardians who want different things", "wire/guardians"),
  row(50, "a withdrawal during a call for help"),
  row(51, "the hours close while a backlog is sent"),
  row(52, "an emergency over a restart"),
  row(53, "a random generator that fails", "pairing/middle"),
  row(54, "the counters run over", "wire/oracle"),
  row(55, "the clock drifts"),
];

/** The sentences that inject or mend a fault. */
export function sentencesOf(number: number): string[] {
  return ACTS.filter(({ faults }) => faults.includes(number)).map(({ says }) => says);
}
