import { Command, InvalidArgumentError } from "commander";
import { startEmbeddedBroker } from "./embedded.ts";
import { writeMosquittoProfile } from "./mosquitto/make-profile.ts";
import { BrokerProblem } from "./problem.ts";
import { addUser, randomUser, readUsers, userOfPairing } from "./users-file.ts";

async function finish(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BrokerProblem)) throw error;
    process.stderr.write(`lychnos broker: ${error.message}\n`);
    process.exitCode = 1;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

async function start(options: { users: string; host: string; port: number }): Promise<void> {
  const broker = await startEmbeddedBroker({ host: options.host, port: options.port, credentials: readUsers(options.users) });
  process.stdout.write(`The broker listens on ${broker.url}. It keeps no log and stores nothing. Ctrl-C ends it.\n`);
  await signalled();
  await broker.close();
}

function mosquitto(options: {
  users: string;
  out: string;
  host: string;
  plainPort: number;
  tlsPort: number;
  bind?: string;
}): void {
  const { host, plainPort, tlsPort, bind } = options;
  const users = readUsers(options.users);
  const profile = writeMosquittoProfile(options.out, {
    host,
    plainPort,
    tlsPort,
    users,
    ...(bind === undefined ? {} : { bind }),
  });
  process.stdout.write(
    `Devices and consoles need ${profile.caFile} as their broker's authority.\nStart the broker with:\n  ${profile.command}\n`,
  );
}

function user(options: { users: string; pairing?: string }): void {
  const added = options.pairing === undefined ? randomUser() : userOfPairing(options.pairing);
  addUser(options.users, added);
  process.stdout.write(
    `Added ${added.username}. The password is in ${options.users}. Restart the broker, or make its profile anew.\n`,
  );
}

/** `lychnos broker`: ready brokers, for one household and for a server. */
export function brokerCommand(): Command {
  const broker = new Command("broker").description("run a message broker, or prepare Mosquitto as one");
  broker
    .command("user")
    .description("add an account: a random one, or the one in a pairing file")
    .requiredOption("--users <file>", "accounts of the broker (JSON); made if missing")
    .option("--pairing <file>", "pairing file of a device")
    .action((options: { users: string; pairing?: string }) => finish(() => user(options)));
  broker
    .command("start")
    .description("run the embedded broker until Ctrl-C: no TLS, nothing stored")
    .requiredOption("--users <file>", "accounts of the broker (JSON)")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <port>", "port to listen on; 0 takes a free one", portOf, 1883)
    .action((options: { users: string; host: string; port: number }) => finish(() => start(options)));
  broker
    .command("mosquitto")
    .description("write a Mosquitto profile with TLS, and print the line that starts it")
    .requiredOption("--users <file>", "accounts of the broker (JSON)")
    .requiredOption("--out <directory>", "where to write it")
    .requiredOption("--host <name>", "name or address by which devices reach the broker")
    .option("--bind <address>", "address that the TLS port listens on; every address unless told")
    .option("--plain-port <port>", "unencrypted, for this machine only", portOf, 1883)
    .option("--tls-port <port>", "for everyone", portOf, 8883)
    .action((options: Parameters<typeof mosquitto>[0]) => finish(() => mosquitto(options)));
  return broker;
}
