import { decode, encode } from "../../device/protocol/codec.ts";
import { type Command, decodeCommand, encodeCommand } from "../../device/protocol/command.ts";
import type { Report } from "../../device/protocol/report.ts";
import type { SlowReport } from "../oracle/slow-l1-bodies.ts";

/** The product's two codecs under the one name that the document has for both: a body. */
type Said = Report | ({ kind: "command" } & Command);

/** Names and units are the same on both sides; the second implementation is merely less strict about which words there are. */
export function productBody(report: SlowReport): Uint8Array {
  const said = report as Said;
  return said.kind === "command" ? encodeCommand(said) : encode(said);
}

/** What the product reads in a body; null: nothing. */
export function productReads(body: Uint8Array): Said | null {
  const report = decode(body);
  if (report !== null) return report;
  const command = decodeCommand(body);
  return command === null ? null : { kind: "command", ...command };
}
