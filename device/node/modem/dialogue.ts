import { type LineReader, lineReader } from "./line-reader.ts";
import type { Cancel, ModemBoard } from "./modem-board.ts";
import { type Final, finalOf, isPushedPdu, type Push, pushOf } from "./reply.ts";

export interface Asked {
  command: string;
  limitMs: number;
  /** How a line begins that must come before the OK, for example "+CREG:". Null: none. */
  wants: string | null;
  /** A message to hand over at the prompt, in digits. */
  pdu?: { hex: string; limitMs: number };
}

/**
 * silent: no answer in time; out-of-step: an OK without the line that had to come before it, so it belongs to a command of
 * before. `given`: the message was handed over, and may have gone.
 */
export type Answer =
  | { kind: "ok"; info: string }
  | { kind: "error"; final: Final }
  | { kind: "silent"; given: boolean }
  | { kind: "out-of-step"; given: boolean };

/** stored: a message came and lies in the modem; forged: one was pushed as plain text, so nothing heard now is to be believed. */
export type Unasked = "stored" | "forged" | "restarted";

export interface Dialogue {
  busy(): boolean;
  /** One at a time. */
  ask(asked: Asked, then: (answer: Answer) => void): void;
  heard(bytes: Uint8Array): void;
  /** Forgets the command under way; its answer never comes. @returns whether a message was handed over and is in doubt. */
  abandon(): boolean;
}

interface UnderWay {
  asked: Asked;
  then: (answer: Answer) => void;
  info: string | null;
  given: boolean;
  forged: boolean;
  limit: Cancel;
}

const CTRL_Z = "\x1a";
const RESTARTED = new Set(["RDY", "^SYSSTART", "+SIM READY", "SMS Ready", "SMS DONE", "PB DONE", "NORMAL POWER DOWN"]);

/** AT commands, one at a time, over bytes (3GPP TS 27.005, 27.007). No more of an incoming message is looked at than its length. */
class AtDialogue implements Dialogue {
  readonly #reader: LineReader = lineReader();
  #underWay: UnderWay | null = null;
  #push: Push | null = null;

  constructor(
    private readonly board: Pick<ModemBoard, "after" | "line">,
    private readonly unasked: (what: Unasked) => void,
  ) {}

  busy(): boolean {
    return this.#underWay !== null;
  }

  ask(asked: Asked, then: (answer: Answer) => void): void {
    this.#reader.clear();
    this.#push = null;
    const limit = this.board.after(asked.limitMs, () => this.#late());
    this.#underWay = { asked, then, info: null, given: false, forged: false, limit };
    this.#write(`${asked.command}\r`);
  }

  heard(bytes: Uint8Array): void {
    for (const piece of this.#reader.feed(bytes)) {
      if (piece.kind === "prompt") this.#prompted();
      else this.#line(piece.text);
    }
  }

  abandon(): boolean {
    const given = this.#underWay?.given ?? false;
    this.#underWay?.limit();
    this.#underWay = null;
    this.#reader.clear();
    this.#push = null;
    return given;
  }

  #write(text: string): void {
    this.board.line.write(new TextEncoder().encode(text));
  }

  #end(answer: Answer): void {
    const underWay = this.#underWay;
    if (underWay === null) return;
    underWay.limit();
    this.#underWay = null;
    underWay.then(answer);
  }

  #late(): void {
    if (this.#underWay !== null) this.#end({ kind: "silent", given: this.#underWay.given });
  }

  #prompted(): void {
    const underWay = this.#underWay;
    if (underWay?.asked.pdu === undefined || underWay.given || underWay.forged) return;
    underWay.limit();
    underWay.limit = this.board.after(underWay.asked.pdu.limitMs, () => this.#late());
    underWay.given = true;
    this.#write(underWay.asked.pdu.hex + CTRL_Z);
  }

  #line(line: string): void {
    const push = this.#push;
    this.#push = null;
    if (push !== null && isPushedPdu(push, line)) return;
    // What follows the head is no PDU: then it is text, and whoever sent it has chosen what it says.
    if (push !== null) return this.#forged();
    const pushed = pushOf(line);
    if (pushed?.kind === "text") return this.#forged();
    this.#push = pushed;
    if (pushed !== null) return;
    if (line.startsWith("+CMTI:")) return this.unasked("stored");
    if (RESTARTED.has(line)) return this.unasked("restarted");
    this.#answered(line);
  }

  /** Nothing that comes now ends the command under way: it runs out of time, as if nothing had come. */
  #forged(): void {
    if (this.#underWay !== null) this.#underWay.forged = true;
    this.unasked("forged");
  }

  #answered(line: string): void {
    const underWay = this.#underWay;
    if (underWay === null || underWay.forged) return;
    const { asked, given } = underWay;
    const final = finalOf(line);
    if (final === null) {
      if (asked.wants !== null && line.startsWith(asked.wants)) underWay.info = line.slice(asked.wants.length).trim();
    } else if (final.kind === "error") this.#end({ kind: "error", final });
    else if (asked.wants !== null && underWay.info === null) this.#end({ kind: "out-of-step", given });
    // An OK to a message that was never handed over is some other command's.
    else if (asked.pdu !== undefined && !given) this.#end({ kind: "out-of-step", given });
    else this.#end({ kind: "ok", info: underWay.info ?? "" });
  }
}

/** @param unasked told of what nobody asked for, never of what a message says. */
export function openDialogue(board: Pick<ModemBoard, "after" | "line">, unasked: (what: Unasked) => void): Dialogue {
  return new AtDialogue(board, unasked);
}
