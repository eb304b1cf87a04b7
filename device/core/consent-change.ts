import { consentVerdict, encodeConsent } from "./consent.ts";
import type { Effect } from "./event.ts";
import { encodeOutbox, OUTBOX } from "./outbox.ts";
import { encodePair, type Pair, pairName, stepEpoch } from "./pair.ts";
import { makeSampling } from "./sampling.ts";
import type { TrackerState } from "./state.ts";
import { CONSENT } from "./store-health.ts";

// A change of consent ends the epoch: what was sealed before it and what comes after share no key.
function stepAll(state: TrackerState, upMs: number, effects: Effect[]): void {
  for (let i = 0; i < state.pairs.length; i++) {
    const pair = state.pairs[i] as Pair;
    stepEpoch(state.cipher, pair, upMs);
    effects.push({ kind: "replace", name: pairName(pair.slot), bytes: encodePair(pair) });
  }
}

/**
 * Withdrawal: at once, without network, guardian or reason. What was not delivered yet is destroyed before
 * anything else happens. The caller's next step tells the guardians that it was withdrawn, and nothing more.
 */
export function withdraw(state: TrackerState, upMs: number, effects: Effect[]): void {
  const consent = state.consent;
  if (consent === null || consent.withdrawn) return;
  consent.withdrawn = true;
  effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(consent) });
  state.outbox.waiting = [];
  effects.push({ kind: "erase", name: OUTBOX });
  effects.push({ kind: "replace", name: OUTBOX, bytes: encodeOutbox(state.outbox) });
  state.heard = [];
  state.lastPermittedUpMs = null;
  state.sampling = makeSampling();
  stepAll(state, upMs, effects);
  // The client library may still hold frames that it would send again: it is dropped with them, and starts empty.
  if (state.wanted.linkOn) effects.push({ kind: "link", on: false });
  state.wanted.linkOn = false;
  state.linkUp = false;
}

/** The wearer's hand accepted a new consent; main.ts has shown the notice that it is bound to. */
export function takeConsent(state: TrackerState, consent: TrackerState["consent"], upMs: number, effects: Effect[]): void {
  // What the decision table does not accept is no consent, whoever handed it over.
  if (consent === null || consentVerdict(consent) !== "accept") return;
  state.consent = consent;
  // What was just accepted was shown from the live configuration.
  state.notice = { fields: consent.fieldHashes, whole: consent.noticeHash };
  state.sampling = makeSampling();
  state.told.silence = null;
  effects.push({ kind: "replace", name: CONSENT, bytes: encodeConsent(consent) });
  stepAll(state, upMs, effects);
}
