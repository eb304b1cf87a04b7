import { SaxesParser, type SaxesTagPlain } from "saxes";
import { type Outcome, refused, type TraceFault, type TraceFaultKind } from "./fault.ts";

/** The XML reader holds a comment or attribute whole, so the file as a whole has an end. */
export const MAX_XML_BYTES = 256 * 1024 * 1024;
/** Longer than any number, time or position; the rest of such a text is not kept. */
const MAX_TEXT_CHARS = 128;
const MAX_DEPTH = 64;

/** An element while it is open, and at its end. */
export interface XmlElement {
  /** Without its namespace prefix: "gx:coord" is "coord". */
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Of its start tag. */
  line: number;
  /** Its own text, without that of its children, up to MAX_TEXT_CHARS. */
  text: string;
}

/** What one format makes of the elements. `above` are those around an element, the nearest last. */
export interface XmlTrackReader<T> {
  begin(element: XmlElement, above: readonly XmlElement[]): TraceFault | null;
  finish(element: XmlElement, above: readonly XmlElement[]): TraceFault | null;
  end(): Outcome<T>;
}

export interface XmlFormat {
  /** The outermost element. */
  root: string;
  /** For people: "GPX". */
  name: string;
  fault: TraceFaultKind;
}

/** Reads an XML file piece by piece and stops at the first fault. Entities that a file defines itself are refused by saxes. */
export async function readXml<T>(
  pieces: AsyncIterable<string> | Iterable<string>,
  format: XmlFormat,
  reader: XmlTrackReader<T>,
): Promise<Outcome<T>> {
  const walk = walkElements(format, reader);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MAX_XML_BYTES)
      return refused("too-large", null, `The file is larger than ${MAX_XML_BYTES / 1024 / 1024} MB. Cut it up with gpsbabel.`);
    walk.take(piece);
    const fault = walk.fault();
    if (fault !== null) return { ok: false, fault };
  }
  walk.close();
  const fault = walk.fault();
  return fault === null ? reader.end() : { ok: false, fault };
}

interface Walk {
  take(piece: string): void;
  close(): void;
  fault(): TraceFault | null;
}

function walkElements<T>(format: XmlFormat, reader: XmlTrackReader<T>): Walk {
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  const open: XmlElement[] = [];
  let first: TraceFault | null = null;

  function fail(reason: string): void {
    first ??= broken(format, parser.line, reason);
  }

  function begin(tag: SaxesTagPlain): void {
    const element = { name: localName(tag.name), attributes: tag.attributes, line: parser.line, text: "" };
    if (open.length === 0 && element.name !== format.root)
      fail(`the outermost element is <${tag.name.slice(0, 40)}>, not <${format.root}>`);
    if (open.length >= MAX_DEPTH) fail("its elements are nested too deeply");
    if (first === null) first = reader.begin(element, open);
    open.push(element);
  }

  function text(piece: string): void {
    const element = open[open.length - 1];
    if (element !== undefined && element.text.length < MAX_TEXT_CHARS)
      element.text = (element.text + piece).slice(0, MAX_TEXT_CHARS);
  }

  function finish(): void {
    const element = open.pop();
    if (element !== undefined && first === null) first = reader.finish(element, open);
  }

  parser.on("opentag", begin);
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("closetag", finish);
  parser.on("error", (error) => fail(xmlReason(error)));
  return { take: (piece) => void parser.write(piece), close: () => void parser.close(), fault: () => first };
}

/** Without its namespace prefix: "gpxtpx:speed" is "speed". */
function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function broken(format: XmlFormat, line: number, reason: string): TraceFault {
  return { kind: format.fault, line, message: `Line ${line}: ${reason}. Is it really a whole ${format.name} file?` };
}

/** saxes begins with "file:line:column:"; the line is named already, and the rest is short. */
function xmlReason(error: Error): string {
  return `the XML is broken: ${error.message
    .replace(/^\S*?\d+:\d+:\s*/, "")
    .replace(/\.$/, "")
    .slice(0, 120)}`;
}
