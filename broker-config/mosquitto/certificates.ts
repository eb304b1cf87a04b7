import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { BrokerProblem } from "../problem.ts";

/** Ten years for the authority; 825 days, the most that browsers and phones accept, for the server. */
const AUTHORITY_DAYS = 3650;
const SERVER_DAYS = 825;
const CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

function openssl(directory: string, ...args: string[]): void {
  try {
    execFileSync("openssl", args, { cwd: directory, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new BrokerProblem(
        "The program openssl is needed to make the broker's certificate. Install it, for example: apt install openssl",
      );
    }
    throw new BrokerProblem(`openssl could not make the broker's certificate (${args[0]}).`);
  }
}

function namesOf(host: string): string {
  const name = isIP(host) === 0 ? `DNS:${host}` : `IP:${host}`;
  return [...new Set([name, "DNS:localhost", "IP:127.0.0.1"])].join(",");
}

/**
 * Makes an authority of the broker's own (ca.pem, for devices and consoles) and a certificate for `host` (server.pem,
 * server.key). The authority's key is destroyed at once: nobody can ever sign another broker with it.
 * @throws an error that says what to do.
 */
export function makeCertificates(directory: string, host: string): void {
  const extensions = join(directory, "server.ext");
  writeFileSync(extensions, `subjectAltName=${namesOf(host)}\nextendedKeyUsage=serverAuth\nbasicConstraints=critical,CA:FALSE\n`);
  const authority = [
    "-subj",
    "/CN=Lychnos broker authority",
    "-addext",
    "keyUsage=critical,keyCertSign",
    "-days",
    String(AUTHORITY_DAYS),
  ];
  try {
    openssl(directory, "req", "-x509", ...CURVE, "-keyout", "ca.key", "-out", "ca.pem", ...authority);
    openssl(directory, "req", "-new", ...CURVE, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=Lychnos broker");
    const signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "1", "-days", String(SERVER_DAYS)];
    openssl(directory, "x509", "-req", "-in", "server.csr", ...signed, "-extfile", "server.ext", "-out", "server.pem");
  } finally {
    for (const name of ["ca.key", "server.csr", "server.ext"]) rmSync(join(directory, name), { force: true });
  }
}
