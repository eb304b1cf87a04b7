import { createServer, type Server, type Socket } from "node:net";
import { Aedes, type AedesOptions, type AuthenticateError } from "aedes";
import { credentialProblem, isPseudonym, MAX_PAYLOAD_BYTES, MAX_TOPICS_PER_CLIENT } from "./access.ts";
import { boundSessions, type Sessions } from "./bounded-sessions.ts";
import { type Credentials, passwordCheck } from "./credentials.ts";
import { limitPackets } from "./packet-limit.ts";
import { BrokerProblem } from "./problem.ts";

export type { Credentials } from "./credentials.ts";

export interface EmbeddedOptions {
  /** 127.0.0.1 unless told. This broker speaks no TLS: over a network use the Mosquitto profile. */
  host?: string;
  /** 0 takes a free one. */
  port: number;
  credentials: readonly Credentials[];
  /** Anyone may connect, publish and listen to everything: the configuration that attacks are tried in, never for use. */
  open?: boolean;
}

export interface EmbeddedBroker {
  port: number;
  /** mqtt://host:port */
  url: string;
  /** Ends every connection and frees the port. Twice is no error. */
  close(): Promise<void>;
}

/** Fleets of the simulator connect this many; each is a file descriptor, of which a process commonly has 20,000. */
const MAX_CONNECTIONS = 18_000;
/** A connection that has not said who it is by then is dropped. */
const CONNECT_MS = 10_000;
/** A frame, its topic and the packet's own few bytes; for SUBSCRIBE, the greatest number of topics. */
const MAX_PACKET_BYTES = 32 * MAX_TOPICS_PER_CLIENT;
/** MQTT 3.1.1, 3.2.2.3: bad user name or password. */
const BAD_CREDENTIALS = 4;

function refusal(): AuthenticateError {
  return Object.assign(new Error("refused"), { returnCode: BAD_CREDENTIALS });
}

/** Who may do what. A refused publish ends the connection, since MQTT 3.1.1 cannot answer "no" to one. */
function rules(credentials: readonly Credentials[]): AedesOptions {
  const knows = passwordCheck(credentials);
  return {
    authenticate(client, username, password, done) {
      const welcome = username !== undefined && password !== undefined && client.id === username && knows(username, password);
      done(welcome ? null : refusal(), welcome);
    },
    authorizePublish(_client, { topic, payload, retain }, done) {
      const allowed = isPseudonym(topic) && !retain && payload.length <= MAX_PAYLOAD_BYTES;
      done(allowed ? null : new Error("refused"));
    },
    authorizeSubscribe(_client, subscription, done) {
      done(null, isPseudonym(subscription.topic) ? subscription : null);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} is taken by another program. Stop it, or give the broker another port.`;
      reject(
        new BrokerProblem(
          error.code === "EADDRINUSE" ? inUse : `The broker cannot listen on port ${port} (${error.code ?? "unknown"}).`,
        ),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function closer(aedes: Aedes, server: Server, sockets: Set<Socket>): () => Promise<void> {
  return async () => {
    const gone = new Promise<void>((resolve) => server.close(() => resolve()));
    // Also those that never said who they are, of which the broker itself knows nothing.
    for (const socket of sockets) socket.destroy();
    await Promise.all([gone, new Promise<void>((resolve) => aedes.close(() => resolve()))]);
  };
}

/**
 * An MQTT 3.1.1 broker in this process, for a single household and for tests. Sessions are kept in memory: an absent
 * guardian's frames are lost when the process ends, and the devices send them again. It writes no log at all (R-24).
 * @throws when the port is taken or the users cannot work, in words that say what to do.
 */
export async function startEmbeddedBroker(options: EmbeddedOptions): Promise<EmbeddedBroker> {
  const problem = credentialProblem(options.credentials);
  if (problem !== null) throw new BrokerProblem(problem);
  const host = options.host ?? "127.0.0.1";
  const aedes = await Aedes.createBroker({
    connectTimeout: CONNECT_MS,
    ...(options.open === true ? {} : rules(options.credentials)),
  });
  if (options.open !== true) boundSessions((aedes as Aedes & { persistence: Sessions }).persistence);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    aedes.handle(socket);
    limitPackets(socket, MAX_PACKET_BYTES);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const close = closer(aedes, server, sockets);
  try {
    const port = await listen(server, options.port, host);
    return { port, url: `mqtt://${host.includes(":") ? `[${host}]` : host}:${port}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}
