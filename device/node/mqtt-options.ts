import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IClientOptions } from "mqtt";
import type { Pauses, Share } from "./backoff.ts";

export interface MqttOptions {
  /** mqtts://host:8883, or mqtt://127.0.0.1:1883. */
  url: string;
  username: string;
  password: string;
  /** PEM file of the authority that signed the broker's certificate; without it the system's are used. */
  caFile?: string;
  /** The user name, unless the broker is set up otherwise: brokers here tie a session to the user, not to a claim. */
  clientId?: string;
  /** Also unencrypted over a network. Frames stay sealed; who listens sees the password and when something is sent. */
  allowPlain?: boolean;
  /** One line for people each time something is wrong; holds no address, name or secret. */
  onTrouble?: (line: string) => void;
  /** Between attempts; another than the default only in tests. */
  pauses?: Pauses;
  /** After a refused password; another than the default only in tests. */
  refusedPauseMs?: number;
  /** Chance for jitter, 0 to 1; another than the system's only in tests. */
  share?: Share;
}

const KEEPALIVE_S = 30;
const CONNECT_MS = 20_000;

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function parsed(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || (address.protocol !== "mqtt:" && address.protocol !== "mqtts:") || address.hostname === "") {
    throw new Error("The broker's address must look like mqtts://broker.example:8883 or mqtt://127.0.0.1:1883.");
  }
  if (address.username !== "" || address.password !== "") {
    throw new Error("The broker's address must not hold a user name or password: they would be shown in lists of programs.");
  }
  return address;
}

function authority(caFile: string): Buffer {
  try {
    const ca = readFileSync(caFile);
    // Throws when this is no certificate; the TLS library would take it and then trust nobody.
    new X509Certificate(ca);
    return ca;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new Error(`The broker's certificate authority cannot be used${code}. broker.caFile must be a PEM file: ${caFile}`);
  }
}

/**
 * What the client library is told, the same for every attempt. The library itself never reconnects, resubscribes or
 * resends: each attempt is a client of its own, so that nothing outlives its connection but what the outbox holds.
 * @throws an error that says what to correct.
 */
export function clientOptions(options: MqttOptions): IClientOptions {
  const address = parsed(options.url);
  const secure = address.protocol === "mqtts:";
  if (!secure && options.allowPlain !== true && !isLoopback(address.hostname)) {
    throw new Error(
      "The broker is not on this machine, so its address must begin with mqtts://, or broker.allowPlain must be set.",
    );
  }
  return {
    protocolVersion: 4,
    clean: true,
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_MS,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    clientId: options.clientId ?? options.username,
    username: options.username,
    password: options.password,
    ...(secure ? { rejectUnauthorized: true } : {}),
    ...(secure && options.caFile !== undefined ? { ca: authority(options.caFile) } : {}),
  };
}
