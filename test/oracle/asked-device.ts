import { type Command, encodeCommand } from "../../device/protocol/command.ts";
import type { FixReport, Report } from "../../device/protocol/report.ts";
import { toyCipher } from "../toy-cipher.ts";
import { HostileGuardian } from "./slow-commands-guardian.ts";
import { BEGAN_MS, consentNow, ROOTS, Stand } from "./withdrawal-stand.ts";

const LATER_S = BEGAN_MS / 1000 + 86_400;

/** A tracked wearer, and two guardians with whole pairings. */
export class Asked {
  readonly stand = new Stand();
  readonly guardians = ROOTS.map((root) => new HostileGuardian(toyCipher, root.slice()));
  private sequence = 0;

  constructor(change: Parameters<typeof consentNow>[0] = {}) {
    this.stand.running.accept(consentNow({ intervalS: 2, ...change }));
    this.stand.seconds(6);
    this.stand.setLink(true);
    this.stand.seconds(6);
  }

  command(change: Partial<Command>): Command {
    this.sequence += 1;
    return { act: "ping", consent: 1, sequence: this.sequence, expiresS: LATER_S, value: 0, ...change };
  }

  /** @returns what the guardian with this number heard afterwards. */
  ask(change: Partial<Command>, who = 0): Report[] {
    return this.send(this.command(change), who);
  }

  send(command: Command, who = 0, seconds = 0): Report[] {
    const from = this.stand.published.length;
    this.hand(command, who);
    this.stand.seconds(seconds);
    return this.heard(who, from);
  }

  hand(command: Command, who = 0): void {
    const guardian = this.guardians[who] as HostileGuardian;
    this.stand.hear(guardian.topic("command", this.stand.utcMs), guardian.command(encodeCommand(command)));
  }

  heard(who: number, from = 0): Report[] {
    const guardian = this.guardians[who] as HostileGuardian;
    return this.stand.published.slice(from).flatMap((frame) => guardian.opens(frame) ?? []);
  }

  result(change: Partial<Command>, who = 0): string | undefined {
    return this.ask(change, who).flatMap((report) => (report.kind === "answer" ? [report.result] : []))[0];
  }

  /** Positions of the next seconds that this guardian hears; what is sent again because nobody acknowledges is not counted. */
  fixes(who: number, seconds: number): FixReport[] {
    const from = this.stand.published.length;
    const sinceS = Math.floor(this.stand.utcMs / 1000) + 1;
    this.stand.seconds(seconds);
    const heard = this.heard(who, from).flatMap((report) => (report.kind === "fix" && report.timeS >= sinceS ? [report] : []));
    return [...new Map(heard.map((fix) => [fix.sequence, fix])).values()];
  }
}
