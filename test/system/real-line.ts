import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outbox } from "../../device/core/outbox.ts";
import { OUTBOX_KEYS, readOutboxKeys } from "../../device/core/outbox-key.ts";
import { readOutbox } from "../../device/core/outbox-log.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import type { StoredFix } from "../../guardian/core/view.ts";
import { readConsoleKey } from "../../guardian/store/console-key.ts";
import { openStore } from "../../guardian/store/store.ts";
import { fakeLed } from "../contract/fake-led.ts";
import { freePort } from "../oracle/real-broker.ts";
import { program } from "../system-part.ts";
import { lychnos, type Program, startLychnos, startProgram, until } from "./processes.ts";
import { openTap, type Tap } from "./tap.ts";
import { CANARY_LABEL, writeTrack } from "./track.ts";

const SETTLE_MS = 20;
const ALL_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The whole line in processes of its own: receiver, device, broker, console. Everything is the shipped command. */
/** What waits on the device, read with the key that lies beside it. */
function outboxIn(directory: string): Outbox {
  const value = (name: string) => {
    const path = join(directory, `${name}.value`);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
  };
  const cipher = nodeCipher();
  return readOutbox(cipher, readOutboxKeys(cipher, OUTBOX_KEYS.map(value)), value("outbox")).outbox;
}

export interface RealLine {
  home: string;
  tap: Tap;
  /** The pseudo-terminal's link. */
  serial: string;
  /** Address of the console's page. */
  pageUrl(): string;
  startBroker(): Promise<void>;
  killBroker(): Promise<void>;
  startConsole(): Promise<void>;
  killConsole(): Promise<void>;
  startDevice(): void;
  killDevice(): Promise<void>;
  startReceiver(): Promise<void>;
  stopReceiver(): Promise<void>;
  /** The lamp answers, or not. */
  setLamp(answers: boolean): void;
  withdraw(): Promise<void>;
  /** A command of the wearer with this device's configuration. @throws when it fails. */
  command(args: readonly string[]): Promise<string>;
  /** The device's own memory of what waits; only while it is not running it cannot be half written. */
  outbox(): Outbox;
  /** What the guardian's database holds; the console may run. */
  trail(): StoredFix[];
  /** All that any of the programs printed. */
  said(): string;
  close(): Promise<void>;
}

export interface LineOptions {
  broker: "embedded" | "mosquitto";
  /** Agreed hours, local to UTC; the whole day by default. */
  hours?: { from: string; to: string };
}

function writeConfig(home: string, options: LineOptions): string {
  const config = {
    stateDir: join(home, "device"),
    steady: true,
    receiver: { path: join(home, "gps"), baudRate: 115_200 },
    lamp: { kind: "led", name: "lychnos", root: home },
    clock: "host",
    service: {
      controller: "A guardian, Street 1, Town",
      purpose: "To be found.",
      timeZone: "UTC",
      hours: [{ days: ALL_DAYS, ...(options.hours ?? { from: "00:00", to: "24:00" }) }],
      intervalS: 1,
      decimals: 6,
      months: 1,
    },
  };
  const path = join(home, "device.json");
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** Accounts at the broker for console and device, the pairing, and the wearer's yes. */
async function prepare(home: string, config: string, tapPort: number): Promise<void> {
  const users = join(home, "users.json");
  const pairing = join(home, "pairing.json");
  const url = `mqtt://127.0.0.1:${tapPort}`;
  await lychnos(["broker", "user", "--users", users]);
  const [guardian] = JSON.parse(readFileSync(users, "utf8")) as { username: string; password: string }[];
  writeFileSync(join(home, "password"), guardian?.password ?? "", { mode: 0o600 });
  writeFileSync(
    join(home, "guardian.json"),
    JSON.stringify({
      data: join(home, "guardian"),
      broker: { url, username: guardian?.username, passwordFile: join(home, "password") },
      web: { port: 0 },
    }),
  );
  await lychnos(["guardian", "pair", "--config", join(home, "guardian.json"), "--name", CANARY_LABEL, "--out", pairing]);
  await lychnos(["broker", "user", "--users", users, "--pairing", pairing]);
  await lychnos(["pair", "--config", config, "--token", pairing], "\nyes\n");
  await lychnos(["receipts", "key", "--config", config, "--out", join(home, "receipt-key")]);
  await lychnos(["consent", "grant", "--config", config], `${"\n".repeat(10)}yes\n`);
}

async function startBrokerOn(home: string, port: number, kind: LineOptions["broker"]): Promise<Program> {
  const users = join(home, "users.json");
  if (kind === "embedded") return startLychnos("broker", "start", "--users", users, "--port", String(port));
  const out = join(home, "mosquitto");
  const tls = String(await freePort());
  await lychnos([
    "broker",
    "mosquitto",
    "--users",
    users,
    "--out",
    out,
    "--host",
    "127.0.0.1",
    "--bind",
    "127.0.0.1",
    "--plain-port",
    String(port),
    "--tls-port",
    tls,
  ]);
  return startProgram(program("mosquitto") as string, ["-c", join(out, "lychnos.conf")]);
}

/** Builds the line; nothing runs yet but the tap. */
export async function makeRealLine(options: LineOptions): Promise<RealLine> {
  const home = mkdtempSync(join(tmpdir(), "lychnos-line-"));
  mkdirSync(join(home, "guardian"), { mode: 0o700 });
  const led = fakeLed(home, "lychnos");
  const settling = setInterval(led.settle, SETTLE_MS);
  const brokerPort = await freePort();
  const tap = await openTap(brokerPort);
  const config = writeConfig(home, options);
  const track = writeTrack(home);
  await prepare(home, config, tap.port);
  const all: Program[] = [];
  const running: { [name in "broker" | "console" | "device" | "receiver"]: Program | null } = {
    broker: null,
    console: null,
    device: null,
    receiver: null,
  };

  function started(name: keyof typeof running, one: Program): Program {
    all.push(one);
    running[name] = one;
    return one;
  }
  async function ended(name: keyof typeof running, signal: NodeJS.Signals): Promise<void> {
    await running[name]?.end(signal);
    running[name] = null;
  }

  return {
    home,
    tap,
    serial: join(home, "gps"),
    pageUrl: () => /http:\S+/.exec(running.console?.said() ?? "")?.[0] ?? "",
    async startBroker() {
      const broker = started("broker", await startBrokerOn(home, brokerPort, options.broker));
      await until(
        "the broker starts",
        () => broker.child.exitCode === null && (options.broker === "mosquitto" || broker.said().includes("listens")),
      );
    },
    killBroker: () => ended("broker", "SIGKILL"),
    async startConsole() {
      const one = started("console", startLychnos("guardian", "serve", "--config", join(home, "guardian.json")));
      await until("the console prints its address", () => one.said().includes("http://"));
    },
    killConsole: () => ended("console", "SIGKILL"),
    startDevice: () => void started("device", startLychnos("device", "--config", config)),
    killDevice: () => ended("device", "SIGKILL"),
    async startReceiver() {
      const one = started("receiver", startLychnos("sim", "replay", track, "--pty", join(home, "gps"), "--time", "now"));
      await until("the receiver's port is there", () => one.said().includes("Serial port"));
    },
    stopReceiver: () => ended("receiver", "SIGINT"),
    setLamp: (answers) => (answers ? led.set("max_brightness", "255\n") : led.set("max_brightness", "254\n")),
    withdraw: async () => void (await lychnos(["consent", "withdraw", "--config", config])),
    command: (args) => lychnos([...args, "--config", config]),
    outbox: () => outboxIn(join(home, "device")),
    trail: () => readTrail(home),
    said: () => all.map((one) => one.said()).join("\n"),
    async close() {
      for (const name of ["receiver", "device", "console", "broker"] as const) await ended(name, "SIGTERM");
      clearInterval(settling);
      await tap.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function readTrail(home: string): StoredFix[] {
  const key = readConsoleKey(join(home, "guardian/console.key"), true);
  if (!key.ok) throw new Error(key.sentence);
  const store = openStore(join(home, "guardian/console.db"), key.key, guardianCipher);
  if (!store.ok) throw new Error(store.sentence);
  try {
    const pairs = store.value.pairs();
    const id = pairs.ok ? pairs.value[0]?.id : undefined;
    return id === undefined ? [] : store.value.trail(id, 0, 100_000);
  } finally {
    store.value.close();
  }
}
