/**
 * Cuts giant PUBLISH packets down to their topic and identifier while they stream by (MQTT 3.1.1, 2.2.3 and 3.3). The client
 * library gathers a whole packet, up to 256 MiB, before it shows it to anyone. Ending the connection instead would be
 * worse: the broker would deliver the same giant again at each reconnect, and whoever sent it would have silenced the
 * console. Cut down, it is acknowledged, counted as refused, and gone.
 *
 * @param maxBytes longest packet that passes whole.
 * @returns a function from a piece of the stream to the pieces that pass; null when the stream is beyond repair.
 */
export function packetTrimmer(maxBytes: number): (chunk: Uint8Array) => Uint8Array[] | null {
  let header: number[] = [];
  let passing = 0;
  let skipping = 0;
  let broken = false;

  /** Takes one byte of a header that is being gathered; passes on what is settled by it. */
  function gather(byte: number, out: Uint8Array[]): void {
    header.push(byte);
    const parsed = parseHeader(header);
    if (parsed === "more") return;
    if (parsed === "broken") {
      broken = true;
      return;
    }
    const { lengthEnd, remaining } = parsed;
    if (remaining <= maxBytes) {
      // Bytes gathered beyond the length belong to the body; there are none unless the packet was a giant.
      out.push(Uint8Array.from(header));
      passing = remaining;
      header = [];
      return;
    }
    const kept = keptOfGiant(header, lengthEnd);
    if (kept === "more") return;
    broken = kept === "broken" || kept > Math.min(remaining, maxBytes);
    if (broken || kept === "broken") return;
    out.push(Uint8Array.from([header[0] as number, ...varint(kept)]), Uint8Array.from(header.slice(lengthEnd)));
    passing = kept - (header.length - lengthEnd);
    skipping = remaining - kept;
    header = [];
  }

  return (chunk) => {
    const out: Uint8Array[] = [];
    let at = 0;
    while (at < chunk.length && !broken) {
      const step = Math.min(passing > 0 ? passing : skipping, chunk.length - at);
      if (passing > 0) {
        out.push(chunk.subarray(at, at + step));
        passing -= step;
      } else if (skipping > 0) {
        skipping -= step;
      } else {
        gather(chunk[at] as number, out);
      }
      at += Math.max(1, step);
    }
    return broken ? null : out;
  };
}

const PUBLISH = 3;

function parseHeader(header: readonly number[]): { lengthEnd: number; remaining: number } | "more" | "broken" {
  let remaining = 0;
  for (let i = 1; i < header.length; i++) {
    const byte = header[i] as number;
    remaining += (byte & 127) * 128 ** (i - 1);
    if (byte < 128) return { lengthEnd: i + 1, remaining };
    // Four bytes of length at most.
    if (i === 4) return "broken";
  }
  return "more";
}

/** Bytes of a giant's body that stay: the length of its topic, the topic, and with QoS 1 or 2 its identifier. */
function keptOfGiant(header: readonly number[], lengthEnd: number): number | "more" | "broken" {
  const type = header[0] as number;
  if (type >>> 4 !== PUBLISH) return "broken";
  const high = header[lengthEnd];
  const low = header[lengthEnd + 1];
  if (high === undefined || low === undefined) return "more";
  const hasIdentifier = ((type >>> 1) & 3) !== 0;
  return 2 + high * 256 + low + (hasIdentifier ? 2 : 0);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const more = left >= 128;
    bytes.push((left & 127) | (more ? 128 : 0));
    left = left >>> 7;
  } while (left > 0);
  return bytes;
}
