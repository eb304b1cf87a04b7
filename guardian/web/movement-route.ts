import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isDay } from "../core/movement/civil-day.ts";
import type { Console } from "../core/view.ts";

const query = z.strictObject({ day: z.string().refine(isDay).optional() });

/** How a wearer moved on one day of their calendar: `?day=2026-11-20`, or today. */
export function addMovementRoute(app: FastifyInstance, console: Console): void {
  app.get<{ Params: { id: string } }>("/api/devices/:id/movement", (request, reply) => {
    const asked = query.safeParse(request.query);
    if (!asked.success) return reply.code(400).send({ error: "Write the day as year-month-day, for example 2026-11-20." });
    const { id } = request.params;
    if (!console.devices().some((view) => view.id === id)) return reply.code(404).send({ error: "There is no such device." });
    return reply.send(console.movement(id, asked.data.day ?? null));
  });
}
