import { LONG_FRAME } from "../../device/protocol/envelope.ts";
import { dayIndex, topicOf } from "../../device/protocol/topic.ts";
import { framesOf } from "../oracle/batch-bytes.ts";
import { batchTracks, reportsOf } from "../oracle/batch-tracks.ts";
import { pairToSeal } from "./live-fix.ts";
import type { Measurement } from "./measurement.ts";
import { clearMessage, encryptedMessage } from "./own-tracks.ts";
import { bytesOnTheWire, type Message } from "./wire-bytes.ts";

const INTERVAL_S = 5;
/** A grid of about a metre. */
const DECIMALS = 5;
const NAME = `One fix of a backlog, the simulator's school run a fix each ${INTERVAL_S} s, with the device's epochs`;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param weigh of one message. @returns mean a fix. */
async function weighed(weigh: (message: Message) => number): Promise<Pick<Measurement, "ours" | "peers">> {
  const [school] = await batchTracks();
  if (school === undefined) throw new Error("the school run is not there");
  const reports = reportsOf(school, INTERVAL_S, DECIMALS);
  const { cipher, topicKey } = pairToSeal();
  const topic = topicOf(cipher, topicKey, "telemetry", dayIndex((reports[0]?.timeS ?? 0) * 1000));
  const frames = framesOf(reports, DECIMALS);
  if (!frames.includes(LONG_FRAME)) throw new Error("the school run makes no batch");
  // What is sealed looks like chance; its length is all that counts here.
  const ours = frames.map((length) => weigh({ topic, payload: new Uint8Array(length) }));
  return {
    ours: (mean(ours) * ours.length) / reports.length,
    peers: [
      { name: "OwnTracks encrypted", rate: mean(reports.map((fix) => weigh(encryptedMessage(fix)))) },
      { name: "OwnTracks in the clear", rate: mean(reports.map((fix) => weigh(clearMessage(fix)))) },
    ],
  };
}

export async function benchBacklogPayload(): Promise<Measurement> {
  const { ours, peers } = await weighed(({ payload }) => payload.length);
  return { name: `${NAME}: payload`, unit: "bytes a fix", lowerIsBetter: true, ours, peers, goal: "three bytes" };
}

export async function benchBacklogWire(): Promise<Measurement> {
  const { ours, peers } = await weighed(bytesOnTheWire);
  return {
    name: `${NAME}: over MQTT 3.1.1, QoS 1, in TLS 1.3 records, both ways`,
    unit: "bytes a fix",
    lowerIsBetter: true,
    ours,
    peers,
  };
}
