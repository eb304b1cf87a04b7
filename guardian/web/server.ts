import { access as canRead } from "node:fs/promises";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import fastify, { type FastifyInstance } from "fastify";
import type { Console } from "../core/view.ts";
import { type Access, DENIALS, inUrl, isLoopback, judge, makeAccess } from "./access.ts";
import { type EventHub, makeEventHub } from "./events.ts";
import { addAnswerRoute, addAskRoute, addConsoleRoutes, addWearerRoutes } from "./routes.ts";
import { PERMISSIONS_POLICY, SECURITY_HEADERS } from "./security-headers.ts";
import type { WearerPanel } from "./wearer-panel.ts";
import { listenError, WebStartError } from "./web-start-error.ts";

export interface WebOptions {
  console: Console;
  /** An address of this computer only: the page is plain HTTP and shows where a person is. */
  host?: string;
  /** 0 takes any free port. */
  port: number;
  /** Where index.html and the bundle lie. */
  pageFolder: string;
  /** Only the simulator has one. */
  panel?: WearerPanel;
}

export interface Web {
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

function addEvents(app: FastifyInstance, hub: EventHub): void {
  app.get("/api/events", (_request, reply) => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) headers[name] = String(value);
    if (hub.add(reply.raw, headers)) {
      reply.hijack();
      return;
    }
    reply.code(503).send({ error: "Too many pages are open. Close one." });
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
 * Serves the console's page on this computer only.
 * @throws WebStartError, whose message says what to do.
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const host = options.host ?? "127.0.0.1";
  const panel = options.panel ?? null;
  await checkPlace(host, options.pageFolder);
  // No logger: a web server's log is a list of addresses.
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  let access = makeAccess(host, options.port);
  await app.register(helmet, SECURITY_HEADERS);
  await app.register(cookie);
  addGuard(app, () => access);
  addErrors(app);
  await app.register(fastifyStatic, {
    root: options.pageFolder,
    cacheControl: false,
    setHeaders: (reply) => reply.header("cache-control", "no-store"),
  });
  addConsoleRoutes(app, options.console);
  addAskRoute(app, options.console);
  addAnswerRoute(app, options.console);
  if (panel !== null) addWearerRoutes(app, panel);
  const hub = makeEventHub(options.console, panel);
  addEvents(app, hub);
  const close = async (): Promise<void> => {
    hub.close();
    await app.close();
  };
  try {
    await app.listen({ host, port: options.port });
  } catch (error) {
    await close();
    throw listenError(error, host, options.port);
  }
  const address = app.server.address();
  const port = address !== null && typeof address === "object" ? address.port : options.port;
  access = makeAccess(host, port);
  return { url: `http://${inUrl(host)}:${port}/?token=${access.token}`, close };
}
