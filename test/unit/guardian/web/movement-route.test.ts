import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DayView } from "../../../../guardian/core/movement/day-view.ts";
import { startWeb, type Web } from "../../../../guardian/web/server.ts";
import { knownDay } from "../../../oracle/movement-days.ts";
import { type FakeConsole, makeFakeConsole, viewOf } from "./fake-console.ts";

const FRIDAY_MS = Date.UTC(2026, 10, 20);

describe("R-03 movement over HTTP", () => {
  let folder: string;
  let console: FakeConsole;
  let web: Web;
  const day = knownDay(40, { way: "steady", intervalS: 5, wanderM: 1.5 }, FRIDAY_MS + 5 * 3_600_000);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "lychnos-page-"));
    writeFileSync(join(folder, "index.html"), "<!doctype html>");
    console = makeFakeConsole(viewOf("tracking", { lastFix: null }));
    console.fixes = day.fixes;
    console.clockMs = day.endMs;
    web = await startWeb({ console, port: 0, pageFolder: folder });
  });
  afterEach(async () => {
    await web.close();
    rmSync(folder, { recursive: true });
  });

  async function get(path: string, withToken = true): Promise<Response> {
    const { origin, port, searchParams } = new URL(web.url);
    const cookie = `lychnos-${port}=${searchParams.get("token")}`;
    return fetch(`${origin}${path}`, withToken ? { headers: { cookie } } : {});
  }

  it("gives today of the wearer's calendar, or the day that is asked for", async () => {
    const today = (await (await get("/api/devices/device-1/movement")).json()) as DayView;
    expect(today).toMatchObject({ day: "2026-11-20", today: "2026-11-20", zone: "Europe/Athens" });
    expect(today.trips).toHaveLength(day.trips.length);
    expect(today.lines).toHaveLength(day.trips.length);
    const other = await (await get("/api/devices/device-1/movement?day=2026-11-19")).json();
    expect(other).toMatchObject({ day: "2026-11-19", today: "2026-11-20", positions: 0, trips: [] });
  });

  it.each([
    ["/api/devices/device-1/movement?day=20.11.2026", 400],
    ["/api/devices/device-1/movement?day=2026-02-30", 400],
    ["/api/devices/device-1/movement?day=2026-11-20&day=2026-11-21", 400],
    ["/api/devices/device-1/movement?zone=UTC", 400],
    ["/api/devices/nobody/movement", 404],
  ])("%s answers %i", async (path, code) => {
    expect((await get(path)).status).toBe(code);
  });

  it("gives nothing to who has no token", async () => {
    expect((await get("/api/devices/device-1/movement", false)).status).toBe(403);
  });
});
