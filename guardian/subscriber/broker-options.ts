import type { IClientOptions } from "mqtt";

export interface BrokerOptions {
  /** mqtts://host:8883, or mqtt:// on this machine. */
  url: string;
  /** Also the client id, so that a broker can bind one to the other. */
  username: string;
  password: string | null;
  /** Certificates to trust instead of the system's; PEM. */
  caFile: string | null;
  /** Permits mqtt:// to another machine. Frames stay sealed, but the network then sees topics and the password. */
  allowPlain: boolean;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const CONNECT_MS = 15_000;
const KEEPALIVE_S = 30;

/** The sentence that says why these options cannot be used; null when they can. */
export function refuseBroker(options: BrokerOptions): string | null {
  let url: URL;
  try {
    url = new URL(options.url);
  } catch {
    return "The broker's address is not a URL. Write it like mqtts://broker.example:8883.";
  }
  if (url.username !== "" || url.password !== "")
    return "Leave user name and password out of the broker's URL: they have settings of their own.";
  if (url.protocol === "mqtts:") return null;
  if (url.protocol !== "mqtt:") return "The broker's URL must begin with mqtts:// (or mqtt:// for a broker on this machine).";
  if (options.allowPlain || LOOPBACK.has(url.hostname)) return null;
  return "mqtt:// to another machine is not encrypted. Use mqtts://, or permit it with allowPlain if you know why.";
}

export function clientOptions(options: BrokerOptions): IClientOptions {
  return {
    // MQTT 3.1.1: several brokers refuse 5.
    protocolVersion: 4,
    clientId: options.username,
    username: options.username,
    ...(options.password === null ? {} : { password: options.password }),
    // The broker keeps what comes while this console is away.
    clean: false,
    // Subscriptions are sent by the link itself at every connect, for the day that it then is.
    resubscribe: false,
    connectTimeout: CONNECT_MS,
    keepalive: KEEPALIVE_S,
  };
}
