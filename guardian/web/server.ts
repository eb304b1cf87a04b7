import type { FastifyInstance } from "fastify";
import type { Console } from "../core/view.ts";
import { type EventHub, makeEventHub } from "./events.ts";
import { type LocalPage, openLocalPage } from "./local-page.ts";
import { addMovementRoute } from "./movement-route.ts";
import { addAnswerRoute, addAskRoute, addConsoleRoutes, addWearerRoutes } from "./routes.ts";
import type { WearerPanel } from "./wearer-panel.ts";

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

export type Web = LocalPage;

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

/**
 * Serves the console's page on this computer only.
 * @throws WebStartError, whose message says what to do.
 */
export function startWeb({ console, host, port, pageFolder, panel }: WebOptions): Promise<Web> {
  const hub = makeEventHub(console, panel ?? null);
  return openLocalPage({
    host: host ?? "127.0.0.1",
    port,
    pageFolder,
    add: (app) => {
      addConsoleRoutes(app, console);
      addMovementRoute(app, console);
      addAskRoute(app, console);
      addAnswerRoute(app, console);
      if (panel !== undefined) addWearerRoutes(app, panel);
      addEvents(app, hub);
    },
    end: () => hub.close(),
  });
}
