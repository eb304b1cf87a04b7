import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWeb, type Web } from "../../../../guardian/web/server.ts";
import type { WebStartError } from "../../../../guardian/web/web-start-error.ts";
import { type FakeConsole, fixAt, makeFakeConsole, NOON_MS, viewOf } from "./fake-console.ts";
import { type FakePanel, makeFakePanel } from "./fake-panel.ts";

let folder: string;
let console: FakeConsole;
let panel: FakePanel;
let web: Web;
let origin: string;
let cookie: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lychnos-web-"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  console = makeFakeConsole();
  panel = makeFakePanel();
  web = await startWeb({ console, port: 0, pageFolder: folder, panel });
  origin = new URL(web.url).origin;
  const first = await fetch(web.url);
  cookie = (first.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
});

afterEach(async () => {
  await web.close();
  rmSync(folder, { recursive: true });
});

function get(path: string, headers: Record<string, string> = { cookie }): Promise<Response> {
  return fetch(`${origin}${path}`, { headers });
}

/** fetch does not let a caller set Host. */
function statusWithHost(host: string): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: "/api/devices", headers: { host, cookie } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject).end();
  });
}

const ROUTES = ["/", "/api/devices", "/api/devices/device-1/trail", "/api/events", "/api/basemap", "/api/wearer", "/api/town"];

describe("R-41 the page's server", () => {
  it.each(ROUTES)("gives %s to nobody without the token of this start", async (path) => {
    expect((await get(path, {})).status).toBe(403);
    expect((await get(path, { cookie: cookie.replace(/.$/, (last) => (last === "A" ? "B" : "A")) })).status).toBe(403);
  });

  it("takes the token from the address once and then from a cookie that scripts cannot read", async () => {
    const answer = await fetch(web.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly/);
    expect(answer.headers.get("set-cookie")).toMatch(/SameSite=Strict/);
    expect((await get("/api/devices")).status).toBe(200);
    expect((await get(`/api/devices?token=${new URL(web.url).searchParams.get("token")}`, {})).status).toBe(403);
  });

  it("answers only under its own name, so that a page elsewhere cannot rebind its own to it", async () => {
    expect(await statusWithHost(new URL(origin).host)).toBe(200);
    expect(await statusWithHost("evil.example")).toBe(403);
    expect(await statusWithHost(`evil.example:${new URL(origin).port}`)).toBe(403);
  });

  it("lets no other page press the wearer's buttons", async () => {
    const press = (from: string): Promise<Response> =>
      fetch(`${origin}/api/wearer`, {
        method: "POST",
        headers: { cookie, origin: from, "content-type": "application/json" },
        body: JSON.stringify({ action: "press" }),
      });
    expect((await press("http://evil.example")).status).toBe(403);
    expect(panel.acts).toEqual([]);
    expect((await press(origin)).status).toBe(200);
    expect(panel.acts).toEqual(["press"]);
  });

  it.each(["withdraw", "object", "Press", ""])("has no short cut past the wearer's button: %o is no act", async (action) => {
    const answer = await fetch(`${origin}/api/wearer`, {
      method: "POST",
      headers: { cookie, origin, "content-type": "application/json" },
      body: JSON.stringify({ action }),
    });
    expect(answer.status).toBe(400);
    expect(panel.acts).toEqual([]);
  });

  it("tells the wearer's side when a page that listened is gone", async () => {
    const answer = await get("/api/events");
    expect(panel.left).toBe(0);
    await answer.body?.cancel();
    await expect.poll(() => panel.left).toBe(1);
  });

  it("R-24 lets the page load nothing from anywhere else", async () => {
    const policy = (await get("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'|default-src 'self'/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  it("tells every device, and the trail of those it has", async () => {
    expect(await (await get("/api/devices")).json()).toEqual({ nowMs: NOON_MS, linkUp: true, devices: console.views });
    expect(await (await get("/api/devices/device-1/trail?since=0&limit=10")).json()).toEqual(console.fixes);
    expect((await get("/api/devices/another/trail")).status).toBe(404);
    expect((await get("/api/devices/device-1/trail?limit=1000000")).status).toBe(400);
    expect((await get("/api/devices/device-1/trail?limit=all")).status).toBe(400);
  });

  it("pushes the whole state first, then each change with the server's own time", async () => {
    const answer = await get("/api/events");
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const read = async (until: string): Promise<string> => {
      let text = "";
      while (!text.includes(until)) text += Buffer.from((await reader.read()).value ?? []).toString("utf8");
      return text;
    };
    expect(await read('"label":"Anna"')).toContain(`"nowMs":${NOON_MS}`);
    console.clockMs = NOON_MS + 5000;
    console.emit({ kind: "fix", deviceId: "device-1", stored: fixAt(NOON_MS + 5000, 37.98, 23.74, 2) });
    expect(await read('"sequence":2')).toContain(`"nowMs":${NOON_MS + 5000}`);
    console.emit({ kind: "device", view: viewOf("lamp-unconfirmed") });
    expect(await read("lamp-unconfirmed")).toContain('"kind":"device"');
    await reader.cancel();
  });

  it("says what to do when its port is taken, and never listens beyond this computer", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const taken = startWeb({ console, port, pageFolder: folder });
    await expect(taken).rejects.toMatchObject({ trouble: "port-taken" } satisfies Partial<WebStartError>);
    await expect(startWeb({ console, host: "0.0.0.0", port: 0, pageFolder: folder })).rejects.toThrow(/127\.0\.0\.1/);
    await expect(startWeb({ console, port: 0, pageFolder: join(folder, "none") })).rejects.toThrow(/npm run build/);
    await new Promise((resolve) => other.close(resolve));
  });

  describe("asking the device", () => {
    const ask = (body: string, id = "device-1", headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${origin}/api/devices/${id}/ask`, {
        method: "POST",
        headers: { cookie, origin, "content-type": "application/json", ...headers },
        body,
      });

    it("queues it, and answers with what was asked", async () => {
      const answer = await ask('{"act":"locate-now"}');
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ act: "locate-now", askedMs: NOON_MS, answeredMs: null });
      expect(console.asks).toEqual([{ deviceId: "device-1", act: "locate-now" }]);
    });

    it("is for the page of this start alone", async () => {
      expect((await ask('{"act":"locate-now"}', "device-1", { origin: "http://evil.example" })).status).toBe(403);
      expect((await ask('{"act":"locate-now"}', "device-1", { cookie: "" })).status).toBe(403);
      expect((await ask('{"act":"locate-now"}', "device-1", { "sec-fetch-site": "same-site" })).status).toBe(403);
      expect(console.asks).toEqual([]);
    });

    it.each([
      '{"act":"erase"}',
      '{"act":"locate-now","value":1}',
      '{"act":["locate-now"]}',
      '{"act":"locate-now","__proto__":{"a":1}}',
      "{}",
      "null",
      '"locate-now"',
      "[]",
      "{act:1}",
      "",
    ])("P36 P37 refuses %s with a sentence, and asks nothing", async (body) => {
      const answer = await ask(body);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { error: string }).error).toMatch(/^[A-Z].*\.$/);
      expect(console.asks).toEqual([]);
    });

    it("refuses what is too long, or no JSON at all", async () => {
      expect((await ask(`{"act":"${"x".repeat(2000)}"}`)).status).toBe(413);
      expect((await ask("act=locate-now", "device-1", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
      expect((await fetch(`${origin}/api/devices/device-1/ask`, { headers: { cookie } })).status).toBe(404);
    });

    it("says why not when the console does not take it", async () => {
      expect((await ask('{"act":"locate-now"}', "another")).status).toBe(404);
      console.refusal = { ok: false, reason: "not-now", sentence: "Not outside the agreed hours." };
      const answer = await ask('{"act":"locate-now"}');
      expect([answer.status, await answer.json()]).toEqual([409, { error: "Not outside the agreed hours." }]);
      console.refusal = { ok: false, reason: "failed", sentence: "The disk is full." };
      expect((await ask('{"act":"locate-now"}')).status).toBe(503);
    });
  });

  it("has no wearer's side without a simulated wearer", async () => {
    const plain = await startWeb({ console, port: 0, pageFolder: folder });
    const first = await fetch(plain.url);
    const own = (first.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
    expect((await fetch(`${new URL(plain.url).origin}/api/wearer`, { headers: { cookie: own } })).status).toBe(404);
    await plain.close();
  });

  it("closes at once although a page still listens", async () => {
    const answer = await get("/api/events");
    const began = performance.now();
    await web.close();
    expect(performance.now() - began).toBeLessThan(2000);
    await answer.body?.cancel();
  });
});
