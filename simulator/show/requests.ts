import { z } from "zod";
import { type Pacer, SPEEDS } from "./pacer.ts";
import type { Show } from "./show.ts";

/** What the page may ask of the show: a closed list, and nothing beside it. */
const requestSchema = z.discriminatedUnion("ask", [
  z.strictObject({ ask: z.literal("run"), running: z.boolean() }),
  z.strictObject({ ask: z.literal("speed"), speed: z.union(SPEEDS.map((speed) => z.literal(speed))) }),
  z.strictObject({ ask: z.literal("step"), seconds: z.union([z.literal(1), z.literal(60)]) }),
  z.strictObject({ ask: z.literal("press"), down: z.boolean() }),
  z.strictObject({ ask: z.literal("switch"), name: z.string().max(40), on: z.boolean() }),
  z.strictObject({ ask: z.literal("say"), words: z.string().min(1).max(200) }),
]);

/** @returns null when it was done, else a sentence for the person who asked. */
export function carryOut(show: Show, pacer: Pacer, body: unknown): string | null {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) return "The request is not one that this page knows.";
  const request = parsed.data;
  switch (request.ask) {
    case "run":
      pacer.running = request.running;
      return null;
    case "speed":
      pacer.speed = request.speed;
      return null;
    case "step":
      pacer.running = false;
      show.pass(request.seconds * 1000);
      return null;
    case "press":
      show.press(request.down);
      return null;
    case "switch":
      return show.turn(request.name, request.on);
    case "say":
      return show.say(request.words);
  }
}
