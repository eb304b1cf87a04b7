import { createRequire } from "node:module";
import nacl from "tweetnacl";
import { seal } from "../../device/protocol/envelope.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { FIX, pairToSeal } from "./live-fix.ts";
import type { Measurement } from "./measurement.ts";

/** A TLS 1.3 record costs 5 bytes of header, 1 of content type and 16 of tag (RFC 8446, 5.2). */
const TLS_RECORD = 22;

interface Message {
  topic: string;
  payload: Uint8Array;
}

function ourMessage(): Message {
  const { cipher, topicKey, place, body } = pairToSeal();
  const frame = seal(cipher, place, body);
  if (frame === null) throw new Error("The codec made a body that the envelope refuses.");
  return { topic: topicOf(cipher, topicKey, "telemetry", dayIndex(FIX.timeS * 1000)), payload: frame };
}

// What an OwnTracks client sends outside of any region, in the order and units of its booklet.
const OWNTRACKS_FIX = JSON.stringify({
  _type: "location",
  tid: "w1",
  tst: FIX.timeS,
  lat: FIX.latE7 / 1e7,
  lon: FIX.lonE7 / 1e7,
  acc: FIX.accuracyM,
  alt: FIX.altitudeM,
  vac: 8,
  vel: 4,
  cog: FIX.courseDeg,
  batt: FIX.batteryPercent,
  bs: 1,
  conn: "m",
  t: "p",
  m: 1,
  created_at: FIX.timeS + 2,
  _id: "9f3c1a7e",
});

const OWNTRACKS_TOPIC = "owntracks/wearer/phone";

function clearMessage(): Message {
  return { topic: OWNTRACKS_TOPIC, payload: Buffer.from(OWNTRACKS_FIX) };
}

/** {"_type":"encrypted"} around base64 of nonce, MAC and ciphertext, as OwnTracks' secret key does. */
function encryptedMessage(): Message {
  const nonce = nacl.randomBytes(nacl.secretbox.nonceLength);
  const box = nacl.secretbox(Buffer.from(OWNTRACKS_FIX), nonce, new Uint8Array(nacl.secretbox.keyLength));
  const data = Buffer.concat([nonce, box]).toString("base64");
  return { topic: OWNTRACKS_TOPIC, payload: Buffer.from(JSON.stringify({ _type: "encrypted", data })) };
}

// The packet writer that mqtt.js itself uses, found from where mqtt.js is.
const fromHere = createRequire(import.meta.url);
const packets = createRequire(fromHere.resolve("mqtt"))("mqtt-packet") as { generate(packet: object): Uint8Array };

/** PUBLISH with QoS 1 one way and its PUBACK the other, each in a TLS record. */
function bytesOnTheWire({ topic, payload }: Message): number {
  const publish = packets.generate({
    cmd: "publish",
    topic,
    payload: Buffer.from(payload),
    qos: 1,
    retain: false,
    dup: false,
    messageId: 1,
  });
  const puback = packets.generate({ cmd: "puback", messageId: 1 });
  return publish.length + puback.length + 2 * TLS_RECORD;
}

export async function benchPayloadBytes(): Promise<Measurement> {
  return {
    name: "Payload of one live fix",
    unit: "bytes",
    lowerIsBetter: true,
    ours: ourMessage().payload.length,
    peers: [
      { name: "OwnTracks encrypted", rate: encryptedMessage().payload.length },
      { name: "OwnTracks in the clear", rate: clearMessage().payload.length },
    ],
  };
}

export async function benchWireBytes(): Promise<Measurement> {
  return {
    name: "One live fix over MQTT 3.1.1, QoS 1, in TLS 1.3 records, both ways",
    unit: "bytes",
    lowerIsBetter: true,
    ours: bytesOnTheWire(ourMessage()),
    peers: [
      { name: "OwnTracks encrypted", rate: bytesOnTheWire(encryptedMessage()) },
      { name: "OwnTracks in the clear", rate: bytesOnTheWire(clearMessage()) },
    ],
    goal: "at most a third of OwnTracks encrypted",
  };
}
