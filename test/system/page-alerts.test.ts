import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { IncidentView } from "../../guardian/core/view.ts";
import { startWeb, type Web } from "../../guardian/web/server.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { type FakeConsole, makeFakeConsole, NOON_MS, viewOf } from "../unit/guardian/web/fake-console.ts";
import { incidentAt } from "../unit/guardian/web/some-incident.ts";
import { startBrowser } from "./panel-page.ts";

const PAGE = join(import.meta.dirname, "../../dist/page");

describe.skipIf(!havePrograms("chromium"))(programTitle("alerts on the page", "chromium"), () => {
  let web: Web;
  let console: FakeConsole;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    console = makeFakeConsole(viewOf("tracking", { incidents: [incidentAt()] }));
    web = await startWeb({ console, port: 0, pageFolder: PAGE });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(web.url);
    await page.getByRole("heading", { name: "Call for help" }).waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const told = () => page.getByRole("region", { name: "Alerts" }).textContent();
  const emit = (...incidents: IncidentView[]) => console.emit({ kind: "device", view: viewOf("tracking", { incidents }) });

  it("R-05 a call for help is told with its time, its age and a button, and is read aloud", async () => {
    expect(await told()).toMatch(/Call for help1 min ago \d\d:\d\d:\d\d · told 4 times/);
    expect(await page.getByRole("alert").textContent()).toContain("waiting to be heard");
    await page.getByRole("button", { name: "I have heard it" }).click();
    await expect.poll(() => console.answers).toEqual([{ deviceId: "device-1", incident: 4711 }]);
  });

  it("the answer is on its way until the device has heard it, and then the wearer has felt it", async () => {
    emit(incidentAt({ answeredMs: NOON_MS }));
    await expect.poll(told).toContain("the device has not heard it yet");
    expect(await page.getByRole("button", { name: "I have heard it" }).count()).toBe(0);
    emit(incidentAt({ answeredMs: NOON_MS, acknowledged: true, phase: "acknowledged" }));
    await expect.poll(told).toContain("the wearer felt that they were heard");
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("a call stands above whatever came after it, and each alert says what it is about", async () => {
    emit(
      incidentAt({ incident: 3, alert: "low-battery", measure: 9, times: 0 }),
      incidentAt({ incident: 2, alert: "overspeed", measure: 134, phase: "cleared" }),
      incidentAt(),
    );
    await expect
      .poll(() => page.locator(".incident h4").allTextContents())
      .toEqual(["Call for help", "The battery is low (9 %)", "Too fast (134 km/h)"]);
    await expect.poll(told).toContain("It is over.");
  });

  it("what the device could not date is dated by this console, and says so", async () => {
    emit(incidentAt({ raisedMs: null }));
    await expect.poll(told).toContain("by this console's clock");
  });

  it("what the console refuses is said in its own words", async () => {
    console.refusal = { ok: false, reason: "failed", sentence: "The disk is full. Make room." };
    await page.getByRole("button", { name: "I have heard it" }).click();
    await expect.poll(told).toContain("The disk is full. Make room.");
  });
});
