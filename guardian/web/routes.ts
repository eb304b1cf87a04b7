import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Console, type NotAsked, PAGE_ACTS } from "../core/view.ts";
import { basemap, DETAILS, type Detail } from "./basemap.ts";
import { TRAIL_LIMIT } from "./messages.ts";
import { WEARER_ACTIONS, type WearerAction, type WearerPanel } from "./wearer-panel.ts";

const TRAIL_QUERY = {
  type: "object",
  additionalProperties: false,
  properties: {
    since: { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: TRAIL_LIMIT, default: TRAIL_LIMIT },
  },
};

const ACTION_BODY = {
  type: "object",
  additionalProperties: false,
  required: ["action"],
  properties: { action: { type: "string", enum: WEARER_ACTIONS } },
};

// Not a schema of the server's own: that one lets go of fields that it does not know, and makes text of other things.
const askBody = z.strictObject({ act: z.enum(PAGE_ACTS) });

const answerBody = z.strictObject({ incident: z.number().int().min(1).max(4_294_967_295) });

const NOT_ASKED: Record<NotAsked["reason"], number> = { "no-device": 404, "not-now": 409, failed: 503 };

const BASEMAP_QUERY = {
  type: "object",
  additionalProperties: false,
  properties: { detail: { type: "string", enum: DETAILS, default: "50m" } },
};

/** Reading the devices, their trails and the outlines of the world. Times in the query are UTC milliseconds. */
export function addConsoleRoutes(app: FastifyInstance, console: Console): void {
  app.get("/api/devices", () => ({ nowMs: console.nowMs(), linkUp: console.linkUp(), devices: console.devices() }));

  app.get<{ Params: { id: string }; Querystring: { since: number; limit: number } }>(
    "/api/devices/:id/trail",
    { schema: { querystring: TRAIL_QUERY } },
    (request, reply) => {
      const { id } = request.params;
      if (!console.devices().some((view) => view.id === id)) return reply.code(404).send({ error: "There is no such device." });
      return reply.send(console.trail(id, request.query.since, request.query.limit));
    },
  );

  app.get<{ Querystring: { detail: Detail } }>(
    "/api/basemap",
    { schema: { querystring: BASEMAP_QUERY } },
    async (request, reply) => {
      const bytes = await basemap(request.query.detail);
      return reply.type("application/json").header("cache-control", "private, max-age=86400").send(bytes);
    },
  );
}

/** Asking a device. The answer arrives on the stream, as a change of the device. */
export function addAskRoute(app: FastifyInstance, console: Console): void {
  app.post<{ Params: { id: string } }>("/api/devices/:id/ask", (request, reply) => {
    const body = askBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ error: `Send what to ask for, one of: ${PAGE_ACTS.join(", ")}.` });
    const done = console.ask(request.params.id, body.data.act);
    return done.ok ? reply.send(done.asked) : reply.code(NOT_ASKED[done.reason]).send({ error: done.sentence });
  });
}

/** Answering an incident: the wearer feels it. */
export function addAnswerRoute(app: FastifyInstance, console: Console): void {
  app.post<{ Params: { id: string } }>("/api/devices/:id/answer", (request, reply) => {
    const body = answerBody.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ error: "Send the number of the incident." });
    const done = console.answer(request.params.id, body.data.incident);
    return done.ok ? reply.send(done.asked) : reply.code(NOT_ASKED[done.reason]).send({ error: done.sentence });
  });
}

/** The wearer's side of a simulated device. Without a panel these addresses do not exist. */
export function addWearerRoutes(app: FastifyInstance, panel: WearerPanel): void {
  app.get("/api/wearer", () => panel.state());
  app.get("/api/town", (_request, reply) => reply.send(panel.town()));
  app.post<{ Body: { action: WearerAction } }>("/api/wearer", { schema: { body: ACTION_BODY } }, (request) => {
    panel.act(request.body.action);
    return panel.state();
  });
}
