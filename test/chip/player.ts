import { CONSENT, decodeConsent } from "../../device/core/consent.ts";
import type { LampPattern, LinkEvents, Store, StoreName } from "../../device/core/ports.ts";
import { type Board, type Running, run } from "../../device/core/run.ts";
import type { Cipher } from "../../device/protocol/cipher.ts";

/**
 * Plays a script of everything that a board tells the firmware, and writes down everything that the firmware asks of the
 * board: the same file in Node and in the interpreter, so it is in the dialect. One line each; the first word says what.
 */
export interface Stage {
  /** The next line of the script; null at its end. */
  next(): string | null;
  say(line: string): void;
  bytesOf(base64: string): Uint8Array;
  textOf(bytes: Uint8Array): string;
  crc32(bytes: Uint8Array): number;
  cipher: Cipher;
  /** Opens the store as a start of the device does. */
  openStore(): Store;
}

interface World {
  stage: Stage;
  store: Store;
  running: Running | null;
  upMs: number;
  utcMs: number | null;
  asked: LampPattern;
  onBytes: ((bytes: Uint8Array) => void) | null;
  onButton: ((down: boolean) => void) | null;
  link: LinkEvents | null;
}

/** UTC in the scripts is told in seconds from here, because a chip's number of milliseconds takes two variables. */
const BUILT_MS = 1767225600000;

function told(stage: Stage, kind: string, name: StoreName, bytes: Uint8Array | null, done: boolean): boolean {
  const what = bytes === null ? "" : " " + bytes.length + " " + stage.crc32(bytes);
  stage.say("store " + kind + " " + name + what + (done ? "" : " refused"));
  return done;
}

function watchedStore(stage: Stage, store: Store): Store {
  return {
    load: (name) => store.load(name),
    replace: (name, bytes) => told(stage, "replace", name, bytes, store.replace(name, bytes)),
    append: (name, bytes) => told(stage, "append", name, bytes, store.append(name, bytes)),
    erase: (name) => told(stage, "erase", name, null, store.erase(name)),
  };
}

function linkOf(world: World): Board["link"] {
  const stage = world.stage;
  return {
    start: (events) => {
      stage.say("link on");
      world.link = events;
    },
    publish: (topic, payload) => stage.say("publish " + topic + " " + stage.textOf(payload)),
    subscribe: (topics) => stage.say("subscribe " + topics.join(" ")),
    hurry: () => stage.say("link hurry"),
    stop: () => {
      stage.say("link off");
      world.link = null;
    },
  };
}

function lampOf(world: World): Board["lamp"] {
  return {
    show: (pattern) => {
      world.stage.say("lamp " + pattern);
      world.asked = pattern;
    },
    read: () => world.asked,
    close: () => world.stage.say("lamp closed"),
  };
}

function boardOf(world: World): Board {
  const stage = world.stage;
  const consent = world.store.load(CONSENT);
  const agreed = consent === null ? null : decodeConsent(consent);
  return {
    cipher: stage.cipher,
    clock: { upMs: () => world.upMs, utcMs: () => world.utcMs },
    receiver: {
      start: (onBytes) => {
        stage.say("receiver on");
        world.onBytes = onBytes;
      },
      stop: () => {
        stage.say("receiver off");
        world.onBytes = null;
      },
    },
    lamp: lampOf(world),
    button: {
      start: (onChange) => {
        world.onButton = onChange;
      },
      stop: () => {
        world.onButton = null;
      },
    },
    haptic: { play: (pulses) => stage.say("feel " + pulses.join(" ")), close: () => stage.say("feel closed") },
    link: linkOf(world),
    store: watchedStore(stage, world.store),
    battery: { percent: () => 60 },
    timeSource: "host",
    builtMs: BUILT_MS,
    notice: agreed === null ? null : { fields: agreed.fieldHashes, whole: agreed.noticeHash },
    onTrouble: (trouble) => stage.say("trouble " + trouble),
    onReminder: () => stage.say("reminder"),
  };
}

function start(world: World): void {
  if (world.running !== null) world.running.stop();
  // A start begins with empty memory: nothing of the life before may take up room in this one.
  world.running = null;
  world.onButton = null;
  world.asked = "dark";
  world.link = null;
  world.onBytes = null;
  world.store = world.stage.openStore();
  world.running = run(boardOf(world));
}

function accept(world: World, running: Running, bytes: Uint8Array): void {
  const consent = decodeConsent(bytes);
  if (consent === null) return world.stage.say("no consent");
  running.changeNotice({ fields: consent.fieldHashes, whole: consent.noticeHash });
  running.accept(consent);
}

/** What people and the air do. */
function act(world: World, running: Running, words: string[]): void {
  const word = words[1] as string;
  if (words[0] === "bytes" && world.onBytes !== null) world.onBytes(world.stage.bytesOf(word));
  else if (words[0] === "message" && world.link !== null) world.link.message(word, world.stage.bytesOf(words[2] as string));
  else if (words[0] === "up" && world.link !== null) world.link.up();
  else if (words[0] === "down" && world.link !== null) world.link.down();
  else if (words[0] === "consent") accept(world, running, world.stage.bytesOf(word));
  else if (words[0] === "press" && world.onButton !== null) world.onButton(true);
  else if (words[0] === "release" && world.onButton !== null) world.onButton(false);
  else if (words[0] === "pause") running.pause(parseInt(word, 10));
  else if (words[0] === "resume") running.resume();
  else if (words[0] === "withdraw") running.withdraw();
}

function tick(world: World, running: Running, words: string[]): void {
  world.upMs += parseInt(words[1] as string, 10);
  const seconds = words[2] as string;
  world.utcMs = seconds === "-" ? null : BUILT_MS + parseInt(seconds, 10) * 1000;
  running.tick();
}

export function makeWorld(stage: Stage): World {
  return {
    stage: stage,
    store: stage.openStore(),
    running: null,
    upMs: 1000,
    utcMs: null,
    asked: "dark",
    onBytes: null,
    onButton: null,
    link: null,
  };
}

/** Takes one line. */
export function playLine(world: World, line: string): void {
  const words = line.split(" ");
  if (words[0] === "value") {
    const bytes = world.stage.bytesOf(words[2] as string);
    world.stage.say("value " + words[1] + " " + world.store.replace(words[1] as string, bytes));
  } else if (words[0] === "start") start(world);
  else if (world.running === null) world.stage.say("not started");
  else if (words[0] === "tick") tick(world, world.running, words);
  else act(world, world.running, words);
}

/** Plays the script to its end. */
export function play(stage: Stage): void {
  const world = makeWorld(stage);
  let line = stage.next();
  while (line !== null) {
    playLine(world, line);
    line = stage.next();
  }
  if (world.running !== null) world.running.stop();
}
