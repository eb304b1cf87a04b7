/** Why there is nowhere to send to; its message says what to do. */
export class OutletFault extends Error {
  override name = "OutletFault";
}

export function networkFault(what: string, error: unknown): OutletFault {
  const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
  return new OutletFault(`${what} (${reasons[code] ?? code}). ${REMEDY}`);
}

const REMEDY = "Name another address or port.";
const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program has the port",
  EACCES: "ports below 1024 are for root",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "no such host",
};
