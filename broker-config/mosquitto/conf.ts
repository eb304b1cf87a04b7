import { join } from "node:path";
import { MAX_TOPICS_PER_CLIENT } from "../access.ts";
import { MAX_QUEUED_PER_CLIENT } from "../bounded-sessions.ts";

export interface ConfOptions {
  directory: string;
  /** Unencrypted, on 127.0.0.1 only: for a console on the broker's own machine. */
  plainPort: number;
  tlsPort: number;
  /** Address that the TLS port listens on; null: every address of the machine. */
  bind: string | null;
  /** System user that the broker runs as when root starts it. */
  runAs: string;
  /** Mosquitto's own plug-in for users and rights. */
  plugin: string;
}

/** A long frame is the longest payload there is; Mosquitto counts the payload alone. */
const MESSAGE_BYTES = 256;
/** With the topic and Mosquitto's own bookkeeping a queued frame costs some 800 bytes of memory; this counts payloads. */
const QUEUED_BYTES = MAX_QUEUED_PER_CLIENT * MESSAGE_BYTES;

// Settings of one listener are repeated for each: Mosquitto knows no default for them.
function listener(port: number, address: string | null, tls: readonly string[]): string[] {
  return [
    `listener ${port}${address === null ? "" : ` ${address}`}`,
    "use_username_as_clientid true",
    "max_connections 5000",
    ...tls,
    "",
  ];
}

/** The text of lychnos.conf: each setting that is not Mosquitto's default, with its reason. */
export function mosquittoConf(options: ConfOptions): string {
  const file = (name: string) => join(options.directory, name);
  const tls = [`certfile ${file("server.pem")}`, `keyfile ${file("server.key")}`, "tls_version tlsv1.2"];
  return [
    "# A Mosquitto broker for Lychnos. Made by `lychnos broker mosquitto`; make it anew instead of editing it.",
    `user ${options.runAs}`,
    "",
    "# Only known users, and only topics that nobody can guess. The plug-in, because Mosquitto's acl_file lets anyone",
    "# who may read l1/+ listen to all of it at once.",
    "allow_anonymous false",
    `plugin ${options.plugin}`,
    `plugin_opt_config_file ${file("rights.json")}`,
    "",
    "# A client id is whatever a client says; with the user name in its place nobody else can take a session over.",
    "# Without it such a takeover threw away what was queued for a guardian.",
    ...listener(options.plainPort, "127.0.0.1", []),
    ...listener(options.tlsPort, options.bind, tls),
    "# Nothing is ever retained, nothing is longer than a frame, and nobody is anonymous by an empty name.",
    "retain_available false",
    `message_size_limit ${MESSAGE_BYTES}`,
    `max_packet_size ${32 * MAX_TOPICS_PER_CLIENT}`,
    "",
    "# What waits for a guardian who is away. Mosquitto's default is 1,000 frames, less than a day of one a minute.",
    `max_queued_messages ${MAX_QUEUED_PER_CLIENT}`,
    `max_queued_bytes ${QUEUED_BYTES}`,
    "persistent_client_expiration 15d",
    "persistence true",
    `persistence_location ${file("data")}/`,
    "autosave_interval 60",
    "",
    "# No record of who connected from where (R-24): errors of the broker itself, and nothing else.",
    "connection_messages false",
    "log_dest stderr",
    "log_type error",
    "",
    "set_tcp_nodelay true",
    "",
  ].join("\n");
}
