import type { Air } from "./air.ts";
import { answerTo, errorLine, type Reply } from "./answers.ts";
import { deliverPdu } from "./deliver-pdu.ts";
import { type Mood, PROMPT_ANSWER_MS } from "./mood.ts";
import { readSubmit } from "./read-submit.ts";
import { freshSettings, INBOX_SLOTS, type ModemSettings } from "./settings.ts";

export interface EmulatorOptions {
  /** Calls once, after so many milliseconds. */
  after(ms: number, act: () => void): unknown;
  /** Bytes to whoever holds the other end of the line. */
  send(bytes: Uint8Array): void;
  air: Air;
  mood: Mood;
}

/** A modem that speaks AT. */
export interface ModemEmulator {
  /** Bytes from the other end of the line. */
  hear(bytes: Uint8Array): void;
  /** Switches it off and on: it starts with what its maker set. */
  powerKey(): void;
  /** Somebody sends it a message. */
  deliver(from: string, text: string): void;
  settings(): ModemSettings;
}

/** The buffer of a UART; what does not fit is lost. */
const MOST_WAITING = 4096;
const START_MS = 5000;
const NETWORK_MS = 1500;
const CTRL_Z = 26;
const ESCAPE = 27;

class Emulator implements ModemEmulator {
  #settings: ModemSettings;
  #waiting: number[] = [];
  #line = "";
  /** Octets announced to AT+CMGS; null: not at a prompt. */
  #prompted: number | null = null;
  #busy = false;
  #dead = false;
  /** Rises with every start, so that what was planned before it does not happen. */
  #life = 0;

  constructor(private readonly options: EmulatorOptions) {
    this.#settings = freshSettings(options.mood.freshTextMode);
  }

  settings(): ModemSettings {
    return this.#settings;
  }

  hear(bytes: Uint8Array): void {
    if (this.#dead) return;
    for (const byte of bytes) if (this.#waiting.length < MOST_WAITING) this.#waiting.push(byte);
    this.#work();
  }

  powerKey(): void {
    this.#life += 1;
    this.#dead = true;
    this.#later(START_MS, () => this.#start());
  }

  deliver(from: string, text: string): void {
    if (this.#dead) return;
    const { pushes } = this.options.mood;
    const { newMessages, textMode } = this.#settings;
    const pushed = pushes !== "as-asked" || newMessages === 2;
    if (!pushed) {
      if (this.#settings.inbox.length < INBOX_SLOTS) this.#settings.inbox.push({ from, text });
      if (newMessages === 1) this.#say(`\r\n+CMTI: "SM",${this.#settings.inbox.length}\r\n`);
    } else if (pushes === "text" || (pushes === "as-asked" && textMode)) {
      this.#say(`\r\n+CMT: "+${from}",,"26/11/23,08:00:00+08"\r\n${text}\r\n`);
    } else {
      const { hex, octets } = deliverPdu(from, text);
      this.#say(`\r\n+CMT: ,${octets}\r\n${hex}\r\n`);
    }
  }

  #start(): void {
    this.#settings = { ...freshSettings(this.options.mood.freshTextMode), inbox: this.#settings.inbox };
    this.#waiting = [];
    this.#line = "";
    this.#prompted = null;
    this.#busy = false;
    this.#dead = false;
    this.#say("\r\nRDY\r\n");
  }

  #later(ms: number, act: () => void): void {
    const life = this.#life;
    this.options.after(ms, () => {
      if (life === this.#life) act();
    });
  }

  /** A line is made of octets: what is in no 8-bit alphabet goes as it is in UTF-8, as cheap modems do. */
  #say(text: string): void {
    if (!this.#dead) this.options.send(new TextEncoder().encode(text));
  }

  /** Takes what waits, byte by byte, until there is something to do that takes time. */
  #work(): void {
    while (!this.#busy && !this.#dead && this.#waiting.length > 0) {
      const byte = this.#waiting.shift() ?? 0;
      if (this.#settings.echo) this.options.send(Uint8Array.of(byte));
      if (this.#prompted !== null) this.#message(byte, this.#prompted);
      else if (byte === 13) this.#command();
      else if (byte >= 32 && byte < 127 && this.#line.length < MOST_WAITING) this.#line += String.fromCharCode(byte);
    }
  }

  #command(): void {
    const line = this.#line;
    this.#line = "";
    if (!/^AT/i.test(line)) return;
    const body = line.slice(2).toUpperCase();
    const fate = this.options.mood.fate(body);
    if (fate.kind === "swallowed") return;
    if (fate.kind === "dies") this.#dead = true;
    else if (fate.kind === "restarts") this.powerKey();
    else if (fate.kind === "error") this.#say(`\r\n${fate.line}\r\n`);
    else this.#answerLater(body, fate.kind === "mute", fate.kind === "answered" ? fate.pauseMs : PROMPT_ANSWER_MS);
  }

  #answerLater(body: string, mute: boolean, pauseMs: number): void {
    this.#busy = true;
    this.#later(pauseMs, () => {
      const reply = answerTo(body, { settings: this.#settings, air: this.options.air, mood: this.options.mood });
      this.#busy = false;
      if (reply.kind === "prompt") this.#prompted = reply.octets;
      if (!mute) this.#reply(reply);
      this.#work();
    });
  }

  #reply(reply: Reply): void {
    const { mood } = this.options;
    const noise = mood.noise();
    if (noise.length > 0 && !this.#dead) this.options.send(noise);
    const interruption = mood.interruption();
    if (interruption !== null) this.#say(`\r\n${interruption}\r\n`);
    if (reply.kind === "prompt") return this.#say("\r\n> ");
    for (const line of reply.lines) this.#say(`\r\n${line}\r\n`);
    this.#say(`\r\n${reply.final}\r\n`);
  }

  #message(byte: number, octets: number): void {
    if (byte === ESCAPE) {
      this.#prompted = null;
      this.#line = "";
      this.#say("\r\nOK\r\n");
    } else if (byte === CTRL_Z) {
      const text = this.#line;
      this.#line = "";
      this.#prompted = null;
      this.#submit(text, octets);
    } else if (byte >= 32 && byte < 127 && this.#line.length < MOST_WAITING) this.#line += String.fromCharCode(byte);
  }

  #submit(text: string, octets: number): void {
    const fate = this.options.mood.fate("PDU");
    if (fate.kind === "swallowed") return;
    if (fate.kind === "dies") this.#dead = true;
    else if (fate.kind === "restarts") this.powerKey();
    else if (fate.kind === "error") this.#say(`\r\n${fate.line}\r\n`);
    else {
      this.#busy = true;
      this.#later(fate.kind === "answered" ? Math.max(fate.pauseMs, NETWORK_MS) : NETWORK_MS, () => {
        const reply = this.#submitted(text, octets);
        this.#busy = false;
        if (fate.kind !== "mute") this.#reply(reply);
        this.#work();
      });
    }
  }

  #submitted(text: string, octets: number): Reply {
    const refused = (code: number): Reply => ({ kind: "lines", lines: [], final: errorLine(this.#settings, "CMS", code) });
    // In text mode the digits themselves are the message, and the length was taken for a phone number.
    const message = octets < 0 ? { to: "text mode", text } : readSubmit(text, octets);
    if (message === null) return refused(304);
    if (!this.options.air.covered) return refused(331);
    const verdict = this.options.air.submit(message);
    if (verdict.kind === "refused") return refused(verdict.code);
    const reference = this.#settings.reference;
    this.#settings.reference = (reference + 1) % 256;
    return { kind: "lines", lines: [`+CMGS: ${reference}`], final: "OK" };
  }
}

export function modemEmulator(options: EmulatorOptions): ModemEmulator {
  return new Emulator(options);
}
