import { seal } from "../../device/protocol/envelope.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { FIX, pairToSeal } from "./live-fix.ts";
import type { Measurement } from "./measurement.ts";
import { clearMessage, encryptedMessage } from "./own-tracks.ts";
import { bytesOnTheWire, type Message } from "./wire-bytes.ts";

function ourMessage(): Message {
  const { cipher, topicKey, place, body } = pairToSeal();
  const frame = seal(cipher, place, body);
  if (frame === null) throw new Error("The codec made a body that the envelope refuses.");
  return { topic: topicOf(cipher, topicKey, "telemetry", dayIndex(FIX.timeS * 1000)), payload: frame };
}

export async function benchPayloadBytes(): Promise<Measurement> {
  return {
    name: "Payload of one live fix",
    unit: "bytes",
    lowerIsBetter: true,
    ours: ourMessage().payload.length,
    peers: [
      { name: "OwnTracks encrypted", rate: encryptedMessage(FIX).payload.length },
      { name: "OwnTracks in the clear", rate: clearMessage(FIX).payload.length },
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
      { name: "OwnTracks encrypted", rate: bytesOnTheWire(encryptedMessage(FIX)) },
      { name: "OwnTracks in the clear", rate: bytesOnTheWire(clearMessage(FIX)) },
    ],
    goal: "at most a third of OwnTracks encrypted",
  };
}
