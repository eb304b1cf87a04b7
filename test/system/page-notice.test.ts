import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { havePrograms, programTitle } from "../system-part.ts";
import { type FakePanel, SHORT_NOTICE } from "../unit/guardian/web/fake-panel.ts";
import { openPanelPage, type PanelPage, startBrowser } from "./panel-page.ts";

describe.skipIf(!havePrograms("chromium"))(programTitle("the notice on the simulated wearer's side", "chromium"), () => {
  let opened: PanelPage;
  let browser: Browser;
  let page: Page;
  let panel: FakePanel;

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    opened = await openPanelPage(browser);
    ({ page, panel } = opened);
  });

  afterEach(() => opened.close());

  it("P10 lets nobody agree before the last page, and makes no the equal of yes", async () => {
    panel.set({ consent: "withdrawn", lamp: "dark", notice: SHORT_NOTICE });
    await page.getByRole("button", { name: "Read what it is about" }).click();
    const [yes, no, next] = ["I agree", "No", "Next"].map((name) => page.getByRole("button", { name, exact: true })) as [
      Locator,
      Locator,
      Locator,
    ];
    for (let number = 1; number < SHORT_NOTICE.pages.length; number++) {
      await page.getByText(`Page ${number} of 3`).waitFor();
      expect(await yes.count()).toBe(0);
      await next.click();
    }
    await page.getByText("Page 3 of 3").waitFor();
    await page.getByText("For the parents").waitFor();
    const [yesBox, noBox] = [await yes.boundingBox(), await no.boundingBox()];
    expect([noBox?.width, noBox?.height, noBox?.y]).toEqual([yesBox?.width, yesBox?.height, yesBox?.y]);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByText("Page 2 of 3").waitFor();
    expect(await yes.count()).toBe(0);
    await next.click();
    await yes.click();
    await expect.poll(() => panel.acts).toEqual(["turn-page", "turn-page", "turn-page", "grant"]);
    panel.set({ consent: "active", lamp: "recording", notice: { ...SHORT_NOTICE, asked: false, turned: 3 } });
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
  });

  it("P10 shows every page in this window, even when another window turns them too", async () => {
    panel.set({ consent: "withdrawn", lamp: "dark", notice: SHORT_NOTICE });
    await page.getByRole("button", { name: "Read what it is about" }).click();
    await page.getByText("Page 1 of 3").waitFor();
    panel.act("turn-page");
    panel.act("turn-page");
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByText("Page 2 of 3").waitFor();
    expect(await page.getByRole("button", { name: "I agree" }).count()).toBe(0);
  });

  it("R-15 lets the wearer read again what they agreed to, without asking anything", async () => {
    panel.set({ consent: "active", notice: { ...SHORT_NOTICE, asked: false, turned: 3 } });
    panel.acts.length = 0;
    await page.getByRole("button", { name: "Read what it is about" }).click();
    for (const number of [1, 2, 3]) {
      await page.getByText(`Page ${number} of 3`).waitFor();
      if (number < 3) await page.getByRole("button", { name: "Next", exact: true }).click();
    }
    expect(await page.getByRole("button", { name: /^(I agree|No)$/ }).count()).toBe(0);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    expect(panel.acts).toEqual([]);
  });

  it("puts the notice away at a no, and at Escape, and begins anew after it", async () => {
    panel.set({ consent: "withdrawn", lamp: "dark", notice: SHORT_NOTICE });
    const ask = page.getByRole("button", { name: "Read what it is about" });
    for (const leave of [
      () => page.getByRole("button", { name: "No", exact: true }).click(),
      () => page.keyboard.press("Escape"),
    ]) {
      panel.acts.length = 0;
      await ask.click();
      await page.getByText("Page 1 of 3").waitFor();
      await leave();
      await expect.poll(() => panel.acts).toEqual(["turn-page", "decline"]);
      expect(await page.locator("dialog").count()).toBe(0);
    }
  });
});
