import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Who may speak to the page. A token made at each start travels in the address that the console prints and then lives in
 * a cookie. Everything else on this computer, and every page of another origin in the same browser, is turned away.
 */
export interface Access {
  token: string;
  cookieName: string;
  /** Values of the Host header that are ours; anything else is DNS rebinding or a mistake. */
  hosts: readonly string[];
}

export interface Request {
  method: string;
  /** Without the query. */
  path: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
  /** From the cookie, or from the address for the page itself. */
  token: string | undefined;
}

export type Denial = "wrong-host" | "no-token" | "other-origin";

const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** True for addresses that no other computer can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The form of a host inside a URL: IPv6 goes in brackets (RFC 3986, 3.2.2). */
export function inUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Cookies are shared by all ports of a host, so the port is in the name: two consoles do not log each other out. */
export function makeAccess(host: string, port: number): Access {
  const names = new Set([...LOOPBACK_NAMES, inUrl(host)]);
  return {
    token: randomBytes(24).toString("base64url"),
    cookieName: `lychnos-${port}`,
    hosts: [...names].map((name) => `${name}:${port}`),
  };
}

// Equal lengths by hashing, so that the comparison's time tells nothing about the token.
function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** @returns null when the request may go on. */
export function judge(access: Access, request: Request): Denial | null {
  if (request.host === undefined || !access.hosts.includes(request.host)) return "wrong-host";
  if (request.token === undefined || !sameToken(request.token, access.token)) return "no-token";
  // Another port of this host is the same site to a SameSite cookie; Sec-Fetch-Site tells it apart. A link to the page is fine.
  const elsewhere = request.fetchSite === "cross-site" || request.fetchSite === "same-site";
  if (elsewhere && request.path !== "/") return "other-origin";
  if (request.method !== "GET" && request.method !== "HEAD" && request.origin !== `http://${request.host}`) return "other-origin";
  return null;
}

/** What the person in front of the browser is told. */
export const DENIALS: Record<Denial, string> = {
  "wrong-host": "This console answers only under the address that it printed when it started.",
  "no-token":
    "Open the page with the whole address that the console printed when it started: it ends in ?token= and a code that changes at each start.",
  "other-origin": "This console takes requests from its own page only.",
};
