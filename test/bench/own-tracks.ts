import nacl from "tweetnacl";
import type { FixReport } from "../../device/protocol/report.ts";
import type { Message } from "./wire-bytes.ts";

const TOPIC = "owntracks/wearer/phone";

/** What an OwnTracks client sends outside of any region, in the order and units of its booklet. */
function locationOf(fix: FixReport): string {
  return JSON.stringify({
    _type: "location",
    tid: "w1",
    tst: fix.timeS,
    lat: fix.latE7 / 1e7,
    lon: fix.lonE7 / 1e7,
    acc: Math.round(fix.accuracyM ?? 0),
    alt: Math.round(fix.altitudeM ?? 0),
    vac: 8,
    vel: Math.round((fix.speedMps ?? 0) * 3.6),
    cog: Math.round(fix.courseDeg ?? 0),
    batt: fix.batteryPercent,
    bs: 1,
    conn: "m",
    t: "p",
    m: 1,
    created_at: fix.timeS + 2,
    _id: "9f3c1a7e",
  });
}

export function clearMessage(fix: FixReport): Message {
  return { topic: TOPIC, payload: Buffer.from(locationOf(fix)) };
}

/** {"_type":"encrypted"} around base64 of nonce, MAC and ciphertext, as OwnTracks' secret key does. One fix a message. */
export function encryptedMessage(fix: FixReport): Message {
  const nonce = nacl.randomBytes(nacl.secretbox.nonceLength);
  const box = nacl.secretbox(Buffer.from(locationOf(fix)), nonce, new Uint8Array(nacl.secretbox.keyLength));
  const data = Buffer.concat([nonce, box]).toString("base64");
  return { topic: TOPIC, payload: Buffer.from(JSON.stringify({ _type: "encrypted", data })) };
}
