import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCipher } from "../../device/node/cipher.ts";
import type { LocalPage } from "../../guardian/web/local-page.ts";
import type { Scene } from "../../simulator/scene/scene.ts";
import { openScene } from "../../simulator/show/open-scene.ts";
import { serveShow } from "../../simulator/show/serve.ts";
import { Show } from "../../simulator/show/show.ts";
import type { ShowView } from "../../simulator/show/view.ts";

let page: LocalPage;
let origin: string;
let cookie: string;

beforeAll(async () => {
  const show = new Show(openScene(null) as Scene, nodeCipher(), 1);
  page = await serveShow(show, { port: 0, pageFolder: join(import.meta.dirname, "../../dist/show") });
  origin = new URL(page.url).origin;
  const first = await fetch(page.url);
  cookie = (first.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  expect(await first.text()).toContain("Lychnos simulator");
});

afterAll(() => page.close());

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const all = { cookie, origin, "content-type": "application/json", ...headers };
  const answer = await fetch(`${origin}/api/show`, { method: "POST", headers: all, body: text });
  return { status: answer.status, text: await answer.text() };
}

/** The first look at which it is so. */
async function seen(isSo: (view: ShowView) => boolean): Promise<ShowView> {
  const stream = await fetch(`${origin}/api/show`, { headers: { cookie } });
  const decoder = new TextDecoder();
  let waiting = "";
  for await (const piece of stream.body as ReadableStream<Uint8Array>) {
    waiting += decoder.decode(piece, { stream: true });
    for (let end = waiting.indexOf("\n\n"); end !== -1; end = waiting.indexOf("\n\n")) {
      const [, data] = waiting.slice(0, end).split("data: ");
      waiting = waiting.slice(end + 2);
      const view = data === undefined ? null : (JSON.parse(data) as ShowView);
      // Leaving the loop hangs up.
      if (view !== null && isSo(view)) return view;
    }
  }
  throw new Error("the stream ended");
}

describe("the simulator's page over HTTP", () => {
  it("shows a lit lamp and a position, and at a thousand times the speed no worse", async () => {
    expect((await ask({ ask: "speed", speed: 1000 })).status).toBe(200);
    const view = await seen(({ guardian, sinceMs }) => guardian.place !== null && sinceMs > 600_000);
    expect(view.broken).toEqual([]);
    expect((await ask({ ask: "run", running: false })).status).toBe(200);
  });

  it("R-14 a held button withdraws, and the drawn lamp goes dark, while all else stands still", async () => {
    const before = await seen(() => true);
    expect(before).toMatchObject({ pace: { running: false }, device: { lamp: "recording" } });
    // A page that is gone holds no button, so one looks on meanwhile.
    const withdrawn = seen(({ device }) => device.refusal === "withdrawn");
    await seen(() => true);
    await ask({ ask: "press", down: true });
    const after = await withdrawn;
    await ask({ ask: "press", down: false });
    expect(after.device.lamp).toBe("dark");
    expect(after.sinceMs - before.sinceMs).toBeLessThan(10_000);
  });

  it("goes one step, turns a fault on, and does what is said in words", async () => {
    const before = await seen(() => true);
    expect((await ask({ ask: "step", seconds: 60 })).status).toBe(200);
    expect((await seen(() => true)).sinceMs - before.sinceMs).toBe(60_000);
    expect((await ask({ ask: "switch", name: "lamp broken", on: true })).status).toBe(200);
    expect((await ask({ ask: "say", words: "the wearer agrees" })).status).toBe(200);
    await ask({ ask: "step", seconds: 1 });
    await ask({ ask: "step", seconds: 1 });
    expect((await seen(() => true)).device).toMatchObject({ lampBroken: true, refusal: "lamp-unconfirmed" });
  });

  it("answers what it does not know with a sentence, and goes on", async () => {
    expect(await ask({ ask: "say", words: "the lamp brakes" })).toMatchObject({
      status: 400,
      text: expect.stringContaining("the lamp breaks"),
    });
    expect((await ask({ ask: "switch", name: "warp drive", on: true })).status).toBe(400);
    expect((await ask({ ask: "speed", speed: 7 })).status).toBe(400);
    expect((await ask({ ask: "press", down: "yes", more: 1 })).status).toBe(400);
    expect((await ask("{")).status).toBe(400);
    expect((await ask("[]")).status).toBe(400);
    expect((await ask(`{"ask":"say","words":"${"x".repeat(5000)}"}`)).status).toBe(413);
    expect((await seen(() => true)).title).toBe("A child on the way to school");
  });

  it("turns away whoever has no token, or comes from another page", async () => {
    expect((await ask({ ask: "run", running: true }, { cookie: "" })).status).toBe(403);
    expect((await ask({ ask: "run", running: true }, { origin: "http://example.org" })).status).toBe(403);
    expect((await fetch(`${origin}/api/town`)).status).toBe(403);
  });
});
