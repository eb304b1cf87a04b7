import { describe, expect, it } from "vitest";
import { ENCODINGS, searchFor } from "../oracle/canaries.ts";

const degrees = 39.4187653;
const text = "Kallisto-Canary";

describe("R-40 the search for leaks", () => {
  it.each(ENCODINGS)("finds a planted $name, whatever lies around it", (encoding) => {
    const forms = [...(encoding.ofDegrees?.(degrees) ?? []), ...(encoding.ofText?.(text) ?? [])];
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) {
      const haystack = Buffer.concat([Buffer.alloc(61, 7), form, Buffer.alloc(30, 9)]);
      expect(searchFor({ degrees: [degrees], texts: [text] }, haystack).found).toContain(encoding.name);
    }
  });

  it("finds what other trackers send: coordinates as JSON text and as fixed-point integers", () => {
    const json = Buffer.from(JSON.stringify({ _type: "location", lat: degrees, lon: 22.76, tid: text }));
    expect(searchFor({ degrees: [degrees], texts: [text] }, json).found).toEqual(["decimal text", "text"]);
  });

  it("finds a base64 text in each of its three phases", () => {
    for (const lead of ["", "a", "ab"]) {
      const coded = Buffer.from(Buffer.from(`${lead}{"name":"${text}"}`).toString("base64"));
      expect(searchFor({ degrees: [], texts: [text] }, coded).found).toEqual(["text in base64"]);
    }
  });

  it("finds nothing where there is nothing", () => {
    expect(searchFor({ degrees: [degrees], texts: [text] }, Buffer.alloc(5000, 0x5a)).found).toEqual([]);
  });
});
