import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cipher } from "../../device/protocol/cipher.ts";
import { corpus } from "../corpora.ts";

/** Cases that nobody here wrote (C2SP Wycheproof; NaCl's own vectors as tweetnacl-js publishes them), and how they are judged. */

export interface Corpus {
  name: string;
  cases: number;
  /** By the corpus' own verdict. */
  valid: number;
  invalid: number;
  acceptable: number;
  wrong: string[];
}

/** What is tried. A test puts a faulty one in its place. */
export interface Tried {
  cipher: Cipher;
  sharedSecret(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null;
  isSignature(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean;
}

type Verdict = "valid" | "invalid" | "acceptable";

interface Case extends Record<string, unknown> {
  tcId: number;
  flags: string[];
  result: Verdict;
}

interface Group extends Record<string, unknown> {
  tests: Case[];
}

const hex = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(String(text), "hex"));
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(Buffer.from(b));

function groupsOf(file: string): Group[] {
  const folder = corpus("wycheproof");
  if (folder === null) throw new Error("the corpus was looked for before");
  return (JSON.parse(readFileSync(join(folder, file), "utf8")) as { testGroups: Group[] }).testGroups;
}

function judge(name: string, file: string, isRight: (one: Case, group: Group) => boolean): Corpus {
  const found: Corpus = { name, cases: 0, valid: 0, invalid: 0, acceptable: 0, wrong: [] };
  for (const group of groupsOf(file)) {
    for (const one of group.tests) {
      found.cases += 1;
      found[one.result] += 1;
      if (!isRight(one, group)) found.wrong.push(`${name} ${one.tcId} (${one.result}; ${one.flags.join(", ")})`);
    }
  }
  return found;
}

/** HKDF (RFC 5869) out of the HMAC in question. Null for more than it can give. */
function hkdf(cipher: Cipher, ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, size: number): Uint8Array | null {
  if (size > 255 * 32) return null;
  const extracted = cipher.hmac(salt.length === 0 ? new Uint8Array(32) : salt, ikm);
  const blocks: Uint8Array[] = [];
  let last: Uint8Array = new Uint8Array(0);
  for (let i = 1; blocks.length * 32 < size; i++) {
    last = cipher.hmac(extracted, Uint8Array.from([...last, ...info, i]));
    blocks.push(last);
  }
  return new Uint8Array(Buffer.concat(blocks).subarray(0, size));
}

function x25519({ sharedSecret }: Tried): Corpus {
  return judge("X25519", "x25519_test.json", (one) => {
    const shared = sharedSecret(hex(one.private), hex(one.public));
    const expected = hex(one.shared);
    // "Acceptable" leaves the choice; ours is that a known secret is none, and that every other one is right.
    return expected.every((byte) => byte === 0) ? shared === null : shared !== null && same(shared, expected);
  });
}

function ed25519({ isSignature }: Tried): Corpus {
  return judge("Ed25519", "ed25519_test.json", (one, group) => {
    const publicKey = hex((group.publicKey as { pk: string }).pk);
    return isSignature(hex(one.msg), hex(one.sig), publicKey) === (one.result === "valid");
  });
}

function hmac({ cipher }: Tried): Corpus {
  return judge("HMAC-SHA-256", "hmac_sha256_test.json", (one, group) => {
    const tag = cipher.hmac(hex(one.key), hex(one.msg)).subarray(0, Number(group.tagSize) / 8);
    return same(tag, hex(one.tag)) === (one.result === "valid");
  });
}

function hkdfs({ cipher }: Tried): Corpus {
  return judge("HKDF-SHA-256", "hkdf_sha256_test.json", (one) => {
    const okm = hkdf(cipher, hex(one.ikm), hex(one.salt), hex(one.info), Number(one.size));
    return (okm !== null && same(okm, hex(one.okm))) === (one.result === "valid");
  });
}

function secretbox({ cipher }: Tried): Corpus {
  const folder = corpus("nacl");
  if (folder === null) throw new Error("the corpus was looked for before");
  const cases = JSON.parse(readFileSync(join(folder, "secretbox.random.json"), "utf8")) as string[][];
  const found: Corpus = { name: "NaCl secretbox", cases: 0, valid: 0, invalid: 0, acceptable: 0, wrong: [] };
  for (const [number, one] of cases.entries()) {
    const [key, nonce, message, box] = one.map((text) => new Uint8Array(Buffer.from(text, "base64")));
    if (key === undefined || nonce === undefined || message === undefined || box === undefined) continue;
    found.cases += 1;
    found.valid += 1;
    const opened = cipher.open(box, nonce, key);
    const right = same(cipher.seal(message, nonce, key), box) && opened !== null && same(opened, message);
    if (!right) found.wrong.push(`NaCl secretbox ${number}`);
  }
  return found;
}

/** Null when the data is not on this machine. */
export function tryCorpora(tried: Tried): Corpus[] | null {
  if (corpus("wycheproof") === null || corpus("nacl") === null) return null;
  return [x25519, ed25519, hmac, hkdfs, secretbox].map((one) => one(tried));
}
