import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import { type LocalPage, openLocalPage } from "../../guardian/web/local-page.ts";
import { townGeoJson } from "../town/geojson.ts";
import { makeTown } from "../town/make-town.ts";
import { goLive } from "./live.ts";
import { carryOut } from "./requests.ts";
import type { Show } from "./show.ts";
import { viewOf } from "./view-of.ts";

const READER_LIMIT = 8;
/** Bytes that may wait for one page; one that reads slower misses looks, and none of them is missed for long. */
const BACKLOG_LIMIT = 1 << 18;

export interface ServeOptions {
  port: number;
  /** Where index.html and the bundle lie. */
  pageFolder: string;
}

function headersOf(headers: Record<string, unknown>): Record<string, string> {
  const plain: Record<string, string> = { "content-type": "text/event-stream", "cache-control": "no-store" };
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) plain[name] = String(value);
  return plain;
}

/**
 * Serves the show's page on this computer only; the show goes on until it is closed.
 * @throws WebStartError, whose message says what to do.
 */
export async function serveShow(show: Show, { port, pageFolder }: ServeOptions): Promise<LocalPage> {
  const readers = new Set<ServerResponse>();
  const live = goLive(show, () => {
    if (readers.size === 0) return;
    const text = `data: ${JSON.stringify(viewOf(show, live.pacer))}\n\n`;
    for (const reader of readers) if (reader.writableLength < BACKLOG_LIMIT) reader.write(text);
  });
  const letGo = (reader: ServerResponse): void => {
    readers.delete(reader);
    // A page that is gone holds no button.
    if (readers.size === 0) show.press(false);
  };
  const town = JSON.stringify(townGeoJson(makeTown(show.seed)));
  function add(app: FastifyInstance): void {
    app.get("/api/town", (_request, reply) => reply.type("application/json").send(town));
    app.get("/api/show", (_request, reply) => {
      if (readers.size >= READER_LIMIT) return reply.code(503).send({ error: "Too many pages are open. Close one." });
      reply.hijack();
      reply.raw.writeHead(200, headersOf(reply.getHeaders()));
      reply.raw.on("close", () => letGo(reply.raw));
      reply.raw.on("error", () => letGo(reply.raw));
      readers.add(reply.raw);
      reply.raw.write(`retry: 1000\n\ndata: ${JSON.stringify(viewOf(show, live.pacer))}\n\n`);
      return undefined;
    });
    app.post("/api/show", (request, reply) => {
      const wrong = carryOut(show, live.pacer, request.body);
      live.look();
      return wrong === null ? reply.send({ done: true }) : reply.code(400).send({ error: wrong });
    });
  }
  function end(): void {
    live.close();
    for (const reader of readers) reader.destroy();
    readers.clear();
  }
  return openLocalPage({ host: "127.0.0.1", port, pageFolder, add, end });
}
