export type WebStartTrouble = "port-taken" | "port-denied" | "host-not-local" | "page-missing" | "listen-failed";

/** Why the page could not be served; the message says what to do about it. */
export class WebStartError extends Error {
  readonly trouble: WebStartTrouble;

  constructor(trouble: WebStartTrouble, message: string) {
    super(message);
    this.name = "WebStartError";
    this.trouble = trouble;
  }
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Turns what `listen` threw into words for the person who started the console. */
export function listenError(error: unknown, host: string, port: number): WebStartError {
  const code = codeOf(error);
  if (code === "EADDRINUSE") {
    const remedy = "Another console may be running: close it, or choose another port (0 takes any free one).";
    return new WebStartError("port-taken", `Port ${port} on ${host} is already taken. ${remedy}`);
  }
  if (code === "EACCES") {
    return new WebStartError("port-denied", `This user may not open port ${port}. Choose one of 1024 or above.`);
  }
  return new WebStartError(
    "listen-failed",
    `The page could not be served on ${host}, port ${port} (${code ?? "unknown error"}).`,
  );
}
