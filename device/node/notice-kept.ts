import { z } from "zod";
import type { Consent } from "../core/consent.ts";
import type { Store } from "../core/ports.ts";
import { equalBytes } from "../protocol/bytes.ts";
import { hashOfTexts } from "./notice-pages.ts";

/**
 * What was agreed to, word for word, with the references of the evidence, for the wearer to read again at any time.
 * The text is believed only when its hash is the one in the consent.
 */
const keptSchema = z.strictObject({
  pages: z.array(z.string()),
  references: z.array(z.strictObject({ what: z.string(), text: z.string() })),
});

export type KeptNotice = z.infer<typeof keptSchema>;

function nameOf(number: number): string {
  return `notice-${number}`;
}

/** Before the consent itself is stored, so that there is never a consent without its text. @returns false when it is not durable. */
export function keepNotice(store: Store, number: number, kept: KeptNotice): boolean {
  return store.replace(nameOf(number), new TextEncoder().encode(JSON.stringify(kept)));
}

/** Names and references go with the consent that they belong to. @returns false when it could not be erased. */
export function forgetNotice(store: Store, number: number): boolean {
  return store.erase(nameOf(number));
}

function parsed(bytes: Uint8Array): KeptNotice | null {
  try {
    const result = keptSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/** @returns null when there is none, or when it is not the text that the consent is bound to. */
export function keptNotice(store: Store, consent: Consent): KeptNotice | null {
  const bytes = store.load(nameOf(consent.number));
  const kept = bytes === null ? null : parsed(bytes);
  return kept !== null && equalBytes(hashOfTexts(kept.pages), consent.noticeHash) ? kept : null;
}
