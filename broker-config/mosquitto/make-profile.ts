import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { credentialProblem } from "../access.ts";
import type { Credentials } from "../credentials.ts";
import { BrokerProblem } from "../problem.ts";
import { makeCertificates } from "./certificates.ts";
import { mosquittoConf } from "./conf.ts";
import { mosquittoRights } from "./rights.ts";

export interface ProfileOptions {
  plainPort: number;
  tlsPort: number;
  users: readonly Credentials[];
  /** Name or address under which devices reach the broker; stands in its certificate. */
  host: string;
  /** Address that the TLS port listens on; every address of the machine unless told. */
  bind?: string;
  /** System user that the broker runs as when root starts it; the present one unless told. */
  runAs?: string;
  /** Where mosquitto_dynamic_security.so lies, when it is not in a usual place. */
  plugin?: string;
}

export interface MosquittoProfile {
  confFile: string;
  /** For devices and consoles: broker.caFile. */
  caFile: string;
  /** The line that starts the broker. */
  command: string;
}

const PLUGIN = "mosquitto_dynamic_security.so";
const LIBRARIES = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib"];

/** Null where it is not installed. Debian keeps it in a folder named after the processor. */
export function findPlugin(): string | null {
  for (const library of LIBRARIES.filter((folder) => existsSync(folder))) {
    const folders = [
      library,
      ...readdirSync(library)
        .filter((name) => name.includes("-linux-"))
        .map((name) => join(library, name)),
    ];
    const found = folders.map((folder) => join(folder, PLUGIN)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return null;
}

function check(options: ProfileOptions): void {
  const problem = credentialProblem(options.users);
  if (problem !== null) throw new BrokerProblem(problem);
  if (!/^[A-Za-z0-9.:-]{1,253}$/.test(options.host)) {
    throw new BrokerProblem(
      "The broker's host is a name or an address, for example broker.example or 192.0.2.7, without a port.",
    );
  }
}

/** The directory holds a private key and password digests. Nobody but the broker's user reads it. */
function makeDirectory(directory: string): void {
  mkdirSync(join(directory, "data"), { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  if (/[\s#]/.test(directory))
    throw new BrokerProblem("Mosquitto cannot read a path with spaces or # in it; choose another directory.");
}

/**
 * Writes everything that Mosquitto 2 needs into `directory`: lychnos.conf, rights.json, ca.pem, server.pem, server.key
 * and data/. What an earlier run left there is replaced.
 * @throws an error that says what to do.
 */
export function writeMosquittoProfile(directory: string, options: ProfileOptions): MosquittoProfile {
  check(options);
  const plugin = options.plugin ?? findPlugin();
  if (plugin === null)
    throw new BrokerProblem(`${PLUGIN} is not on this machine. It comes with Mosquitto 2: apt install mosquitto`);
  const folder = resolve(directory);
  makeDirectory(folder);
  makeCertificates(folder, options.host);
  const runAs = options.runAs ?? userInfo().username;
  const { plainPort, tlsPort } = options;
  const conf = mosquittoConf({ directory: folder, plainPort, tlsPort, bind: options.bind ?? null, runAs, plugin });
  const confFile = join(folder, "lychnos.conf");
  writeFileSync(confFile, conf, { mode: 0o600 });
  writeFileSync(join(folder, "rights.json"), mosquittoRights(options.users), { mode: 0o600 });
  return { confFile, caFile: join(folder, "ca.pem"), command: `mosquitto -c ${confFile}` };
}
