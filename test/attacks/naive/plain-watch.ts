import { bytesOf, type Facts, type Heard, type Target } from "../target.ts";

/**
 * A child's watch as they were sold from 2017 on: positions in plain JSON on a topic that is the number of the watch,
 * retained, so that whoever comes later gets the last one; commands as a text message with the password 123456, or with the
 * maker's own, or as JSON from anybody; one more way in, "encrypted" with a key that is in every watch. The app shows
 * whatever arrived last. A small honest copy of what the broken products did, to try attacks on.
 */
export class PlainWatch implements Target {
  readonly retained = new Map<string, Uint8Array>();
  private readonly heard: Heard[] = [];
  private readonly been: number[] = [];
  private seconds = 0;
  private lamp = true;
  private readonly state = { tracks: true, listens: false, off: false, server: "tcp://watch.example:8001", parents: 1 };
  private shown = "";
  private onMap: Facts["onMap"] = null;
  private held = 0;

  /** @param number as it is printed on the back; the next watch has the next one. */
  constructor(readonly number = 4_209_151_207) {}

  live(seconds: number): void {
    for (let n = 0; n < seconds; n++) {
      this.seconds += 1;
      if (this.seconds % 5 === 0 && this.state.tracks && !this.state.off) this.report();
    }
  }

  overheard(): readonly Heard[] {
    return this.heard;
  }

  tell(words: Uint8Array): void {
    const text = new TextDecoder().decode(words);
    const message = /^pw,(\d+),(\w+),?([^#]*)#$/.exec(text);
    if (message !== null && (message[1] === PASSWORD || message[1] === MASTER)) this.obey(message[2] ?? "", message[3] ?? "");
    const json = /^{"cmd":"(\w+)","arg":"([^"]*)"}$/.exec(text);
    if (json !== null) this.obey(json[1] ?? "", json[2] ?? "");
    const hidden = /^~(\w+),?([^#]*)#$/.exec(new TextDecoder().decode(words.map((byte) => byte ^ HIDDEN_KEY)));
    if (hidden !== null) this.obey(hidden[1] ?? "", hidden[2] ?? "");
  }

  publish(topic: string, payload: Uint8Array): void {
    this.heard.push({ topic, payload });
    this.retained.set(topic, payload);
    const match = /^watch\/(\d+)\/pos$/.exec(topic);
    if (match === null || Number(match[1]) !== this.number) return;
    const { lat, lon } = JSON.parse(new TextDecoder().decode(payload)) as { lat: number; lon: number };
    this.onMap = { latDeg: lat, lonDeg: lon };
    this.held += 1;
  }

  facts(): Facts {
    return { ...this.state, lamp: this.lamp, shownToWearer: this.shown, onMap: this.onMap, held: this.held };
  }

  places(): number[] {
    return this.been;
  }

  private report(): void {
    const lat = 39.5;
    const lon = Number((22.2 + this.seconds * 0.00002).toFixed(5));
    this.been.push(lat, lon);
    const report = { id: this.number, name: "Kallisto", lat, lon, battery: 80 };
    this.publish(`watch/${this.number}/pos`, bytesOf(JSON.stringify(report)));
  }

  private obey(command: string, argument: string): void {
    if (command === "monitor" || command === "record") this.state.listens = true;
    else if (command === "url") this.state.server = argument;
    else if (command === "sos") this.state.parents += 1;
    else if (command === "led") this.lamp = argument === "on";
    else if (command === "upload") this.state.tracks = argument !== "0";
    else if (command === "poweroff" || command === "factory" || command === "cutoff") this.state.off = true;
    else if (command === "message" || command === "takepills") this.shown += argument || command;
  }
}

const PASSWORD = "123456";
/** In the maker's app, the same for all. */
const MASTER = "7654321";
const HIDDEN_KEY = 0x5a;

/** A text message as the hidden way in takes it. */
export function hiddenly(command: string): string {
  return new TextDecoder().decode(bytesOf(`~${command}#`).map((byte) => byte ^ HIDDEN_KEY));
}
