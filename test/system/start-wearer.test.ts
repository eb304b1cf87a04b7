import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DELETE_HOLD_MS, HOLD_MS } from "../../device/core/gesture.ts";
import type { WearerAction, WearerPanelState } from "../../guardian/web/wearer-panel.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { type Program, startLychnos, until } from "./processes.ts";

/** As long as a finger taps. */
const TAP_MS = 80;
/** Timers of the browser and of the test do not tick together. */
const SLACK_MS = 100;

describe.skipIf(!havePrograms("chromium"))(
  programTitle("the wearer's hand on the drawn device of lychnos start", "chromium"),
  () => {
    let running: Program;
    let browser: Browser;
    let page: Page;
    let knob: Locator;
    let url: string;

    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: program("chromium") as string,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      });
      running = startLychnos("start", "--port", "0");
      await until("the address is printed", () => running.said().includes("http://"));
      url = /http:\S+/.exec(running.said())?.[0] ?? "";
      await open();
      await page.locator(".spot-anchor:has(.live)").first().waitFor({ state: "attached" });
    });

    afterAll(async () => {
      await browser.close();
      await running.end("SIGINT");
    });

    async function open(): Promise<void> {
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(url);
      knob = page.getByRole("button", { name: "The wearer's button" });
      await knob.waitFor();
    }

    async function state(): Promise<WearerPanelState> {
      return (await page.evaluate("fetch('/api/wearer').then((answer) => answer.json())")) as WearerPanelState;
    }

    async function act(action: WearerAction): Promise<void> {
      const body = JSON.stringify({ action });
      const sent = `fetch("/api/wearer", { method: "POST", headers: { "content-type": "application/json" }, body: '${body}' })`;
      expect(await page.evaluate(`${sent}.then((answer) => answer.status)`)).toBe(200);
    }

    async function tap(times: number): Promise<void> {
      await knob.hover();
      for (let i = 0; i < times; i++) {
        await page.mouse.down();
        await page.waitForTimeout(TAP_MS);
        await page.mouse.up();
        await page.waitForTimeout(TAP_MS);
      }
    }

    /** @returns how long it was held until then, in real milliseconds. */
    async function holdUntil(sight: Locator): Promise<number> {
      await knob.hover();
      const began = performance.now();
      await page.mouse.down();
      await sight.waitFor({ state: "attached" });
      const heldMs = performance.now() - began;
      await page.mouse.up();
      return heldMs;
    }

    function lens(pattern: string): Locator {
      return page.locator(`.lens.${pattern}`);
    }

    async function readAndAgree(): Promise<void> {
      await page.getByRole("button", { name: "Read what it is about" }).click();
      const next = page.getByRole("button", { name: "Next" });
      const { pages } = (await state()).notice ?? { pages: [] };
      for (let number = 1; number < pages.length; number++) {
        await page.getByText(`Page ${number} of ${pages.length}`).waitFor();
        await next.click();
      }
      await page.getByRole("button", { name: "I agree" }).click();
      await lens("recording").waitFor({ state: "attached" });
    }

    beforeEach(async () => {
      if ((await state()).consent === "active") await lens("recording").waitFor({ state: "attached" });
    });

    it("R-18 tells how it is when pressed once", async () => {
      await tap(1);
      await page.getByText("One short: it is recording.").waitFor();
      expect((await state()).consent).toBe("active");
    });

    it("R-32 pauses when pressed twice, and goes on when pressed twice again", async () => {
      await tap(2);
      await lens("dark").waitFor({ state: "attached" });
      await page.getByText(/Paused until/).waitFor();
      await page.getByText("Paused by the wearer").waitFor();
      await tap(2);
      await lens("recording").waitFor({ state: "attached" });
      await page.getByText("The lamp is lit").waitFor();
    });

    it("R-12 shows an emergency that somebody calls, and refuses it with one press", async () => {
      await tap(2);
      await lens("dark").waitFor({ state: "attached" });
      await page.getByRole("button", { name: "Somebody calls an emergency" }).click();
      await lens("announced").waitFor({ state: "attached" });
      await page.getByText(/Unless a press refuses it, it opens at/).waitFor();
      await page.getByText(/an emergency\. Any press refuses it\./).waitFor();
      await tap(1);
      await lens("dark").waitFor({ state: "attached" });
      expect((await state()).emergency).toBe("closed");
      await page.getByText(/None can be called before/).waitFor();
      await page.getByText("Two short: it is not recording.").waitFor();
      await tap(2);
      await lens("recording").waitFor({ state: "attached" });
    });

    it("lets go by itself when the page vanishes in the middle of a press, and withdraws nothing", async () => {
      const before = (await state()).felt?.number ?? 0;
      await knob.hover();
      await page.mouse.down();
      await expect.poll(async () => (await state()).buttonDown).toBe(true);
      await page.close();
      await open();
      // Let go of early, it was one short press, and the device answers it.
      await expect.poll(async () => (await state()).felt?.number ?? 0).toBeGreaterThan(before);
      expect(await state()).toMatchObject({ buttonDown: false, consent: "active" });
    });

    it("R-14 withdraws when held for two real seconds, however fast the made-up world runs", async () => {
      expect(await holdUntil(lens("dark"))).toBeGreaterThan(HOLD_MS - SLACK_MS);
      await page.getByText("One long: consent is withdrawn.").waitFor();
      await page.getByText("Consent is withdrawn", { exact: true }).waitFor();
      expect((await state()).consent).toBe("withdrawn");
    });

    it("P10 takes a yes for nothing before every page was turned, whatever a page sends", async () => {
      const pages = (await state()).notice?.pages.length ?? 0;
      for (let turned = 0; turned < pages - 1; turned++) await act("turn-page");
      await act("grant");
      expect(await state()).toMatchObject({ consent: "withdrawn", lamp: "dark" });
    });

    it("R-11 begins again after all pages of the notice and a yes", async () => {
      await readAndAgree();
      await page.getByText("The lamp is lit").waitFor();
    });

    it("R-16 stops when the service changes its notice, until the new one is read and agreed to", async () => {
      await page.getByRole("button", { name: "The service changes its notice" }).click();
      await lens("dark").waitFor({ state: "attached" });
      await page.getByText("The terms have changed").waitFor();
      await readAndAgree();
    });

    it("R-32 objects when pressed three times", async () => {
      await tap(3);
      await lens("dark").waitFor({ state: "attached" });
      await page.getByText("The wearer objected").waitFor();
      expect((await state()).consent).toBe("objected");
      await readAndAgree();
    });

    it("R-34 asks for the wearer's data to be deleted when held on to ten real seconds", async () => {
      const heldMs = await holdUntil(page.getByText("Deleted. Let go."));
      expect(heldMs).toBeGreaterThan(DELETE_HOLD_MS - SLACK_MS);
      await page.getByText("Deletion is asked for").waitFor();
      expect((await state()).consent).toBe("deletion-asked");
    });
  },
);
