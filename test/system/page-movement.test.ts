import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWeb, type Web } from "../../guardian/web/server.ts";
import { knownDay } from "../oracle/movement-days.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { type FakeConsole, makeFakeConsole, viewOf } from "../unit/guardian/web/fake-console.ts";
import { startBrowser } from "./panel-page.ts";

/** Built before any test, as people run it. */
const PAGE = join(import.meta.dirname, "../../dist/page");

describe.skipIf(!havePrograms("chromium"))(programTitle("R-03 movement on the guardian's page", "chromium"), () => {
  const day = knownDay(37, { way: "steady", intervalS: 5, wanderM: 1.5 }, Date.UTC(2026, 10, 20, 5, 10));
  const problems: string[] = [];
  const read: string[] = [];
  let console: FakeConsole;
  let web: Web;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    console = makeFakeConsole(viewOf("tracking", { lastFix: day.fixes[day.fixes.length - 1] ?? null }));
    console.fixes = day.fixes;
    console.clockMs = day.endMs;
    web = await startWeb({ console, port: 0, pageFolder: PAGE });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 1200 } });
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => request.url().includes("/movement") && read.push(new URL(request.url()).search));
    await page.goto(web.url);
    await page.getByRole("button", { name: "Show today's trips" }).waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  it("R-42 reads nothing before somebody asks", () => {
    expect(read).toEqual([]);
  });

  it("lists the day's trips and draws them as a line", async () => {
    await page.getByRole("button", { name: "Show today's trips" }).click();
    await expect.poll(() => page.locator(".trips li").count()).toBe(day.trips.length);
    expect(await page.locator(".timeline .gone").count()).toBe(day.trips.length);
    expect(await page.locator(".timeline .stayed").count()).toBe(day.stops.length);
    await page.getByText(`in ${day.trips.length} trips`).waitFor();
  });

  it("shows a chosen trip on the map, and goes back to the wearer", async () => {
    const trip = page.locator(".trips button").first();
    await trip.click();
    expect(await trip.getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator(".timeline .chosen").count()).toBe(1);
    await page.getByRole("button", { name: "Back to the wearer" }).click();
    await trip.click();
    expect(await trip.getAttribute("aria-pressed")).toBe("false");
  });

  it("picks another day", async () => {
    await page.getByLabel("Day", { exact: true }).selectOption("2026-11-19");
    await page.getByText("No position of this day is kept.").waitFor();
    expect(read).toEqual(["", "?day=2026-11-19"]);
  });

  it("R-34 lets go of what was read when the wearer has their data deleted", async () => {
    const deletion = { consent: 1, askedMs: day.endMs, doneMs: day.endMs };
    console.emit({ kind: "device", view: viewOf("deletion-asked", { lastFix: null, deletion }) });
    await page.getByRole("button", { name: "Show today's trips" }).waitFor();
    expect(await page.locator(".trips").count()).toBe(0);
  });

  it("R-24 had nothing to complain of", () => {
    expect(problems).toEqual([]);
  });
});
