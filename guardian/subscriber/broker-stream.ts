import { connect as connectTcp, isIP, type Socket } from "node:net";
import { Duplex, Transform } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { BrokerOptions } from "./broker-options.ts";
import { packetTrimmer } from "./packet-trimmer.ts";

/** A frame has 256 bytes at most, and a SUBACK one for each topic; nothing longer is for us. */
export const MAX_PACKET_BYTES = 65_536;
const PLAIN_PORT = 1883;
const TLS_PORT = 8883;

function openSocket(options: BrokerOptions, ca: Buffer | null): Socket {
  const url = new URL(options.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const secure = url.protocol === "mqtts:";
  const usual = secure ? TLS_PORT : PLAIN_PORT;
  const port = url.port === "" ? usual : Number(url.port);
  if (!secure) return connectTcp({ host, port });
  // The name is checked against the certificate; an address has none to send (RFC 6066, 3).
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...servername, ...(ca === null ? {} : { ca }), rejectUnauthorized: true });
}

/** A connection to the broker on which nothing arrives that is larger than MAX_PACKET_BYTES. */
export function openBrokerStream(options: BrokerOptions, ca: Buffer | null): Duplex {
  const socket = openSocket(options, ca);
  const trim = packetTrimmer(MAX_PACKET_BYTES);
  const trimmed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const pieces = trim(chunk);
      if (pieces === null) return done(new Error("the broker does not speak MQTT"));
      done(null, Buffer.concat(pieces));
    },
  });
  const stream = Duplex.from({ readable: socket.pipe(trimmed), writable: socket });
  socket.once("close", () => stream.destroy());
  return stream;
}
