import { access as canRead } from "node:fs/promises";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import fastify, { type FastifyInstance } from "fastify";
import { type Access, DENIALS, inUrl, isLoopback, judge, makeAccess } from "./access.ts";
import { PERMISSIONS_POLICY, SECURITY_HEADERS } from "./security-headers.ts";
import { listenError, WebStartError } from "./web-start-error.ts";

/** A page on this computer, for whoever was handed its address. */
export interface LocalPageOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where index.html and the bundle lie. */
  pageFolder: string;
  /** Adds the routes, once the guard stands before them. */
  add(app: FastifyInstance): void;
  /** Ends what the routes have open, before the server closes. */
  end(): void;
}

export interface LocalPage {
  /** The whole address, token included: hand it to the person, and to nobody else. */
  url: string;
  close(): Promise<void>;
}

const BODY_LIMIT = 1024;

/** The token in the address counts for the page itself only, where it turns into the cookie. */
function addGuard(app: FastifyInstance, access: () => Access): void {
  app.addHook("onRequest", async (request, reply) => {
    const current = access();
    const path = request.url.split("?", 1)[0] ?? "";
    const inAddress = path === "/" ? (request.query as { token?: unknown }).token : undefined;
    const fromAddress = typeof inAddress === "string";
    const token = fromAddress ? inAddress : request.cookies[current.cookieName];
    const { host, origin, "sec-fetch-site": site } = request.headers;
    const fetchSite = typeof site === "string" ? site : undefined;
    const denial = judge(current, { method: request.method, path, host, origin, fetchSite, token });
    reply.header("permissions-policy", PERMISSIONS_POLICY);
    if (denial !== null) return reply.code(403).type("text/plain; charset=utf-8").send(`${DENIALS[denial]}\n`);
    if (fromAddress) reply.setCookie(current.cookieName, current.token, { path: "/", httpOnly: true, sameSite: "strict" });
    return undefined;
  });
}

// An error's own text may quote the request, so nobody gets to read it (R-24, invariant 7).
function addErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: "There is nothing here." }));
  app.setErrorHandler((error, _request, reply) => {
    const code = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
    const text = code < 500 ? "The request is not one that this console knows." : "The console could not answer.";
    return reply.code(code).send({ error: text });
  });
}

async function checkPlace(host: string, pageFolder: string): Promise<void> {
  if (!isLoopback(host)) {
    const remedy = "Leave the host at 127.0.0.1 and reach it from elsewhere through a tunnel, for example ssh -L.";
    throw new WebStartError(
      "host-not-local",
      `The page shows positions over plain HTTP and does not leave this computer. ${remedy}`,
    );
  }
  await canRead(join(pageFolder, "index.html")).catch(() => {
    throw new WebStartError("page-missing", "The page was not built. Run: npm run build");
  });
}

/**
 * Serves a page on this computer only, behind a token of this start.
 * @throws WebStartError, whose message says what to do.
 */
export async function openLocalPage({ host, port, pageFolder, add, end }: LocalPageOptions): Promise<LocalPage> {
  await checkPlace(host, pageFolder).catch((error: unknown) => {
    end();
    throw error;
  });
  // No logger: a web server's log is a list of addresses.
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  let access = makeAccess(host, port);
  await app.register(helmet, SECURITY_HEADERS);
  await app.register(cookie);
  addGuard(app, () => access);
  addErrors(app);
  await app.register(fastifyStatic, {
    root: pageFolder,
    cacheControl: false,
    setHeaders: (reply) => reply.header("cache-control", "no-store"),
  });
  add(app);
  const close = async (): Promise<void> => {
    end();
    await app.close();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw listenError(error, host, port);
  }
  const address = app.server.address();
  const taken = address !== null && typeof address === "object" ? address.port : port;
  access = makeAccess(host, taken);
  return { url: `http://${inUrl(host)}:${taken}/?token=${access.token}`, close };
}
