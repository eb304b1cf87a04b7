/** Why there is no pseudo-terminal. */
export type PtyFaultKind = "no-pty" | "link-taken" | "link-folder" | "link-denied";

/** The message says what is wrong and what to do, in one sentence or two. */
export class PtyFault extends Error {
  readonly kind: PtyFaultKind;

  constructor(kind: PtyFaultKind, message: string) {
    super(message);
    this.name = "PtyFault";
    this.kind = kind;
  }
}
