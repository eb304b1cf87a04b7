import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOLD_MS } from "../../guardian/web/page/wearer/use-hold.ts";
import { startWeb, type Web } from "../../guardian/web/server.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { makeFakeConsole } from "../unit/guardian/web/fake-console.ts";
import { type FakePanel, makeFakePanel } from "../unit/guardian/web/fake-panel.ts";

/** Built before any test, as people run it. */
const PAGE = join(import.meta.dirname, "../../dist/page");
const WIDTHS = [360, 390, 768, 900, 1240, 1400];
const SHORT_PRESS_MS = HOLD_MS / 4;

describe.skipIf(!havePrograms("chromium"))(programTitle("the simulated wearer's side of the page", "chromium"), () => {
  let web: Web;
  let browser: Browser;
  let page: Page;
  let panel: FakePanel;
  let hold: Locator;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: program("chromium") as string,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    panel = makeFakePanel();
    web = await startWeb({ console: makeFakeConsole(), port: 0, pageFolder: PAGE, panel });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(web.url);
    hold = page.getByRole("button", { name: "Hold 2 s to withdraw consent" });
    await hold.waitFor();
  });

  afterEach(async () => {
    await page.close();
    await web.close();
  });

  /** The gesture has ended without effect: nothing runs on that could act later. */
  async function expectLetGo(): Promise<void> {
    await expect.poll(() => page.locator(".hold.holding, .ring.holding").count()).toBe(0);
    expect(panel.acts).toEqual([]);
  }

  it("R-14 withdraws consent when the button is held, and not when it is only touched", async () => {
    await hold.click({ delay: SHORT_PRESS_MS });
    await expectLetGo();
    await hold.click({ delay: HOLD_MS + SHORT_PRESS_MS });
    await expect.poll(() => panel.acts).toEqual(["withdraw"]);
  });

  it("R-14 withdraws consent by keyboard too, with the same hold", async () => {
    await hold.press("Enter", { delay: SHORT_PRESS_MS });
    await expectLetGo();
    await hold.press("Enter", { delay: HOLD_MS + SHORT_PRESS_MS });
    await expect.poll(() => panel.acts).toEqual(["withdraw"]);
  });

  it("R-14 takes the press on the drawn device itself for the same gesture", async () => {
    await page.locator(".device-press").click({ delay: HOLD_MS + SHORT_PRESS_MS });
    await expect.poll(() => panel.acts).toEqual(["withdraw"]);
  });

  it("breaks and mends the lamp, skips the hours, and gives consent again", async () => {
    await page.getByRole("button", { name: "Break the lamp" }).click();
    panel.set({ lampBroken: true, lamp: null });
    await page.getByText("The lamp does not answer.").waitFor();
    await page.getByRole("button", { name: "Mend the lamp" }).click();
    await page.getByRole("button", { name: "Skip to closing" }).click();
    panel.set({ inHours: false, consent: "withdrawn" });
    await page.getByRole("button", { name: "Skip to opening" }).click();
    await page.getByRole("button", { name: "Give consent again" }).click();
    await expect.poll(() => panel.acts).toEqual(["break-lamp", "mend-lamp", "skip-to-closing", "skip-to-opening", "grant"]);
  });

  it("R-18 says what the lamp shows as it changes, and claims nothing of it once the console is gone", async () => {
    await page.getByText("The lamp glows: the device is recording.").waitFor();
    panel.set({ lamp: "dark", consent: "withdrawn" });
    await page.getByText("The lamp is dark: the device records nothing.").waitFor();
    panel.set({ lamp: "recording", consent: "active" });
    await page.locator(".lens.recording").waitFor();
    await web.close();
    await page.getByText("what its lamp shows is not known").waitFor();
    expect(await page.locator(".lens.recording").count()).toBe(0);
    expect(await hold.isDisabled()).toBe(true);
  });

  it.each(WIDTHS)("fits a screen %i pixels wide without scrolling sideways", async (width) => {
    await page.setViewportSize({ width, height: 844 });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow).toBe(0);
    expect(await page.locator(".map").isVisible()).toBe(true);
  });
});
