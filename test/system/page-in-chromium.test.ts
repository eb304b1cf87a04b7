import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../guardian/core/view.ts";
import { accountOf } from "../../guardian/web/page/explanations.ts";
import { startWeb, type Web } from "../../guardian/web/server.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { type FakeConsole, fixAt, flags, makeFakeConsole, NOON_MS, viewOf } from "../unit/guardian/web/fake-console.ts";
import { makeFakePanel } from "../unit/guardian/web/fake-panel.ts";

/** Built before any test, as people run it. */
const PAGE = join(import.meta.dirname, "../../dist/page");

const CHANGES: Explanation[] = [
  "lamp-unconfirmed",
  "withdrawn",
  "outside-hours",
  "consent-expired",
  "time-untrusted",
  "no-fix",
  "storage-fault",
  "deletion-asked",
  "overdue",
];
const SCRIPT = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';

describe.skipIf(!havePrograms("chromium"))(programTitle("the guardian's page", "chromium"), () => {
  let web: Web;
  let console: FakeConsole;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const elsewhere: string[] = [];
  const panel = makeFakePanel();

  beforeAll(async () => {
    console = makeFakeConsole(viewOf("tracking", { label: SCRIPT }));
    web = await startWeb({ console, port: 0, pageFolder: PAGE, panel });
    browser = await chromium.launch({
      executablePath: program("chromium") as string,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    page = await browser.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => new URL(request.url()).origin !== new URL(web.url).origin && elsewhere.push(request.url()));
    await page.goto(web.url);
    await page.locator(".spot-anchor").first().waitFor({ state: "attached" });
  });

  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  it("R-02 moves the wearer's mark when a new position arrives", async () => {
    const mark = page.locator(".spot-anchor").first();
    const before = await mark.getAttribute("style");
    const lastFix = fixAt(NOON_MS + 5000, 37.9765, 23.7372, 2);
    console.clockMs = NOON_MS + 6000;
    console.emit({ kind: "fix", deviceId: "device-1", stored: lastFix });
    console.emit({ kind: "device", view: viewOf("tracking", { label: SCRIPT, lastFix }) });
    await expect.poll(() => mark.getAttribute("style"), { timeout: 10_000 }).not.toBe(before);
    expect(await page.locator(".spot.live").count()).toBe(1);
  });

  it.each(CHANGES)("says why it is silent (%s), and shows the place as an old one", async (explanation) => {
    const view = viewOf(explanation, { label: SCRIPT });
    console.emit({ kind: "device", view });
    const { headline } = accountOf(view, { nowMs: console.clockMs, serverHeard: true, linkUp: true });
    await page.getByText(headline, { exact: true }).first().waitFor();
    await expect.poll(() => page.locator(".spot.live").count()).toBe(0);
    expect(await page.locator("body").textContent()).toMatch(/last seen/i);
  });

  it("R-12 says of a position under vital interest that no consent was asked", async () => {
    const lastFix = fixAt(console.clockMs, 37.9765, 23.7372, 3, { flags: flags({ vitalInterest: true }) });
    console.emit({ kind: "device", view: viewOf("tracking", { label: SCRIPT, lastFix }) });
    await page.getByText("An emergency is open", { exact: true }).waitFor();
    await page.getByText("no consent was asked").waitFor();
    expect(await page.locator("body").textContent()).not.toContain("The wearer has agreed");
  });

  it("keeps counting the age of the last position while nothing arrives", async () => {
    console.clockMs = NOON_MS + 120_000;
    console.emit({ kind: "device", view: viewOf("overdue", { label: SCRIPT }) });
    await page.getByText("2 min ago").first().waitFor();
  });

  it("shows a label as the text that it is, whatever it contains", async () => {
    expect(await page.evaluate("window.broken")).toBeUndefined();
    expect(await page.locator("body").textContent()).toContain("onerror");
  });

  it("R-24 asked nobody else for anything, and had nothing to complain of", () => {
    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("says so when the console is gone", async () => {
    await web.close();
    await page.getByText("Connection to the console is lost").first().waitFor({ timeout: 20_000 });
    expect(await page.locator(".spot.live").count()).toBe(0);
  });
});
