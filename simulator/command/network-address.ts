import { isIP } from "node:net";
import { InvalidArgumentError } from "commander";

/** Where to listen, or where to send. */
export interface NetworkAddress {
  host: string;
  port: number;
}

/** Positions are nobody else's business, made-up ones too as long as a reader cannot tell: other machines only when told. */
const THIS_MACHINE = "127.0.0.1";

/** "2947", "0.0.0.0:2947" or "[::1]:2947". A port of 0, for the system to choose, is for servers only. */
export function listenOption(text: string): NetworkAddress {
  return addressOf(text, 0);
}

export function sendOption(text: string): NetworkAddress {
  return addressOf(text, 1);
}

function addressOf(text: string, leastPort: number): NetworkAddress {
  const found = /^(?:(\[[0-9a-fA-F:.]+\]|[\w.-]+):)?(\d{1,5})$/.exec(text);
  const port = Number(found?.[2]);
  const host = (found?.[1] ?? THIS_MACHINE).replace(/^\[|\]$/g, "");
  if (found === null || port < leastPort || port > 65_535)
    throw new InvalidArgumentError(`Give a port from ${leastPort} to 65535, or an address and a port like 192.168.1.7:10110.`);
  return { host, port };
}

/** As people write it. */
export function written({ host, port }: NetworkAddress): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}
