import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Web } from "../../guardian/web/server.ts";
import type { WearerPanelState } from "../../guardian/web/wearer-panel.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { NOON_MS } from "../unit/guardian/web/fake-console.ts";
import { type FakePanel, makeFakePanel, SHORT_NOTICE } from "../unit/guardian/web/fake-panel.ts";
import { openPanelPage, type PanelPage, startBrowser } from "./panel-page.ts";

const WIDTHS = [360, 390, 768, 900, 1240, 1400];

/** Class of the lens, and how its light moves; "none" is a light that does not. */
const LAMPS: [WearerPanelState["lamp"], string, string, string][] = [
  ["recording", "none", "0s", "A steady light"],
  ["silent", "ember", "3s", "A short ember"],
  ["announced", "even", "2s", "A slow, even blink"],
  ["panic", "double-flash", "1s", "A double flash"],
  ["fault", "fast", "0.4s", "A fast blink"],
  ["dark", "none", "0s", "The lamp is dark"],
];

/** The longest words of every line. */
const STATES: Partial<WearerPanelState>[] = [
  { consent: "paused", lamp: "announced", emergency: "announced", emergencyUntilMs: NOON_MS + 60_000 },
  { consent: "deletion-asked", lamp: "dark", notice: SHORT_NOTICE, buttonDown: false },
  { consent: "withdrawn", lamp: "dark", notice: SHORT_NOTICE, buttonDown: true },
  { consent: "expired", lamp: null, lampBroken: true, notice: SHORT_NOTICE, inHours: false },
  { emergency: "closed", emergencyUntilMs: NOON_MS + 20_000_000, lamp: "silent", consent: "notice-changed" },
  {
    felt: {
      number: 1,
      pulsesMs: [800, 200, 800],
      words: "Two long: your data is deleted here, and the others are asked to delete theirs.",
    },
  },
];

describe.skipIf(!havePrograms("chromium"))(programTitle("the simulated wearer's side of the page", "chromium"), () => {
  let opened: PanelPage;
  let web: Web;
  let browser: Browser;
  let page: Page;
  let panel: FakePanel;
  let knob: Locator;

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    opened = await openPanelPage(browser);
    ({ page, panel } = opened);
    ({ web } = opened);
    knob = page.getByRole("button", { name: "The wearer's button" });
  });

  afterEach(() => opened.close());

  it("R-14 presses the device's button for as long as the drawn one is pressed", async () => {
    await knob.hover();
    await page.mouse.down();
    await expect.poll(() => panel.acts).toEqual(["press"]);
    await page.locator(".knob.pressed").waitFor();
    await page.mouse.move(5, 5);
    await page.mouse.up();
    await expect.poll(() => panel.acts).toEqual(["press", "release"]);
    await expect.poll(() => page.locator(".knob.pressed").count()).toBe(0);
  });

  it("R-14 presses it by keyboard too, once however long the key repeats", async () => {
    await knob.focus();
    for (const key of [" ", "Enter"]) {
      panel.acts.length = 0;
      await page.keyboard.down(key);
      await page.keyboard.down(key);
      await expect.poll(() => panel.acts).toEqual(["press"]);
      await page.keyboard.up(key);
      await expect.poll(() => panel.acts).toEqual(["press", "release"]);
    }
  });

  it("keeps the order of quick presses, so that none is left down", async () => {
    for (let i = 0; i < 3; i++) await knob.click();
    await expect.poll(() => panel.acts).toEqual(["press", "release", "press", "release", "press", "release"]);
  });

  it.each(["blur", "pagehide"])("lets go when the page can hear the hand no more (%s)", async (event) => {
    await knob.hover();
    await page.mouse.down();
    await expect.poll(() => panel.acts).toEqual(["press"]);
    await page.evaluate(`dispatchEvent(new Event("${event}"))`);
    await expect.poll(() => panel.acts).toEqual(["press", "release"]);
  });

  it("tells the device's side when the page vanishes in the middle of a press", async () => {
    await knob.hover();
    await page.mouse.down();
    await expect.poll(() => panel.acts).toEqual(["press"]);
    await page.close();
    await expect.poll(() => panel.left).toBe(1);
  });

  it.each(LAMPS)("R-18 draws %s with a movement of its own, and says it in words", async (lamp, name, duration, words) => {
    panel.set({ lamp });
    const light = page.locator(`.lens.${lamp} .lens-light`);
    await light.waitFor({ state: "attached" });
    await page.getByText(words).waitFor();
    const styles = (...names: string[]): Promise<unknown> =>
      page.evaluate(`{
        const style = getComputedStyle(document.querySelector(".lens-light"));
        ${JSON.stringify(names)}.map((name) => style[name]);
      }`);
    const drawn = (): Promise<unknown> => styles("animationName", "animationDuration");
    expect(await drawn()).toEqual([name, duration]);
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await drawn()).toEqual(["none", "0s"]);
    const [opacity] = (await styles("opacity")) as [string];
    expect(opacity === "1").toBe(lamp === "recording");
  });

  it("shows a vibration once, pulse by pulse, and what it meant", async () => {
    await page.evaluate(`{
      window.pulses = 0;
      const device = document.querySelector(".device");
      let before = false;
      new MutationObserver(() => {
        const now = device.classList.contains("buzzing");
        if (now && !before) window.pulses += 1;
        before = now;
      }).observe(device, { attributes: true });
    }`);
    const felt = { number: 1, pulsesMs: [400, 300, 150, 300, 150], words: "Long, two short: your objection is heard." };
    panel.set({ felt });
    await page.locator(".felt.over").waitFor();
    expect(await page.locator(".felt").textContent()).toBe(felt.words);
    expect(await page.locator(".pulses rect").count()).toBe(3);
    panel.set({ scene: "a moment later" });
    await page.getByText("a moment later").waitFor();
    expect(await page.evaluate("window.pulses")).toBe(3);
  });

  it("lets others break and mend, skip, call and change, and says why an emergency cannot be called", async () => {
    const press = (name: string): Promise<void> => page.getByRole("button", { name }).click();
    await press("Break the lamp");
    panel.set({ lampBroken: true, lamp: null });
    await press("Mend the lamp");
    await press("Skip to closing");
    panel.set({ inHours: false });
    await press("Skip to opening");
    await press("Somebody calls an emergency");
    await press("The service changes its notice");
    await expect
      .poll(() => panel.acts)
      .toEqual(["break-lamp", "mend-lamp", "skip-to-closing", "skip-to-opening", "call-emergency", "change-notice"]);
    panel.set({ consent: "objected", notice: SHORT_NOTICE });
    await page.getByText("No emergency can be called: the wearer said no.").waitFor();
    expect(await page.getByRole("button", { name: "Somebody calls an emergency" }).isDisabled()).toBe(true);
  });

  it("R-18 claims nothing of the lamp once the console is gone, and has no button to press then", async () => {
    await page.locator(".lens.recording").waitFor();
    await web.close();
    await page.getByText("what its lamp shows is not known").waitFor();
    expect(await page.locator(".lens.recording").count()).toBe(0);
    expect(await knob.count()).toBe(0);
    expect(await page.locator(".wearer button:enabled").count()).toBe(0);
  });

  it.each(WIDTHS)("fits a screen %i pixels wide, and nothing moves whatever it says", async (width) => {
    await page.setViewportSize({ width, height: 844 });
    const places = (): Promise<unknown> =>
      page.evaluate(`[...document.querySelectorAll(".device-press, .ask, .others button, .wearer .colophon")].map((element) =>
        Math.round(element.getBoundingClientRect().top - document.querySelector(".wearer").getBoundingClientRect().top))`);
    const before = await places();
    for (const [index, state] of STATES.entries()) {
      panel.set({
        ...makeFakePanel().now,
        ...state,
        scene: `Wednesday 07:2${index}, the way to school; time runs as it really does`,
      });
      await page.getByText(`Wednesday 07:2${index}`).waitFor();
      expect(await places(), JSON.stringify(state)).toEqual(before);
      const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      expect(overflow).toBe(0);
    }
    expect(await page.locator(".map").isVisible()).toBe(true);
  });
});
