import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeviceView, Explanation } from "../../guardian/core/view.ts";
import { startWeb, type Web } from "../../guardian/web/server.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";
import { askedAt, type FakeConsole, makeFakeConsole, NOON_MS, viewOf } from "../unit/guardian/web/fake-console.ts";

/** Built before any test, as people run it. */
const PAGE = join(import.meta.dirname, "../../dist/page");
const SMALL = { width: 360, height: 740 };

describe.skipIf(!havePrograms("chromium"))(programTitle("asking from the page", "chromium"), () => {
  let web: Web;
  let console: FakeConsole;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    console = makeFakeConsole(viewOf("tracking"));
    web = await startWeb({ console, port: 0, pageFolder: PAGE });
    browser = await chromium.launch({
      executablePath: program("chromium") as string,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    page = await browser.newPage({ viewport: SMALL, colorScheme: "dark" });
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(web.url);
    await button().waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  const button = () => page.getByRole("button", { name: "Ask for the position now" });
  const told = () => page.locator(".ask-told");
  const emit = (more: Partial<DeviceView>, explanation: Explanation = "tracking") =>
    console.emit({ kind: "device", view: viewOf(explanation, more) });
  /** Where the line below the card stands: it must not move when an answer arrives. */
  const below = () => page.evaluate("document.querySelector('.facts .colophon').getBoundingClientRect().top + scrollY");

  it("asks once, waits without moving anything, and tells the answer", async () => {
    const before = await below();
    await button().click();
    await expect.poll(() => told().textContent()).toBe("Sent. The answer is awaited.");
    expect(await button().isDisabled()).toBe(true);
    expect(console.asks).toEqual([{ deviceId: "device-1", act: "locate-now" }]);
    expect(await below()).toBe(before);
    console.clockMs += 4000;
    emit({ asked: [askedAt({ answeredMs: NOON_MS + 3000, result: "too-often" })] });
    await expect.poll(() => told().textContent()).toContain("asked for too many positions");
    await expect.poll(() => page.locator(".facts").textContent()).toMatch(/answered \d s ago/);
    expect(await button().isDisabled()).toBe(false);
    expect(await below()).toBe(before);
  });

  it("says why it cannot be pressed, and can be again when the hours open", async () => {
    emit({}, "outside-hours");
    await expect.poll(() => told().textContent()).toBe("Not outside the agreed hours.");
    expect(await button().isDisabled()).toBe(true);
    emit({});
    await expect.poll(() => button().isDisabled()).toBe(false);
    expect(await told().textContent()).toBe("");
  });

  it("shows what the console refused, in its own words, until something changes", async () => {
    console.refusal = { ok: false, reason: "failed", sentence: "The disk is full or failing." };
    await button().click();
    await expect.poll(() => told().textContent()).toBe("The disk is full or failing.");
    console.refusal = null;
    emit({ asked: [askedAt({ askedMs: NOON_MS + 1, answeredMs: NOON_MS + 2, result: "done" })] });
    await expect.poll(() => told().textContent()).toBe("The next position that it finds is sent at once.");
  });

  it("fits a small window: nothing is wider than it, and the button is tall enough for a thumb", async () => {
    emit({
      asked: [
        askedAt({ answeredMs: NOON_MS + 3000, result: "gate-closed" }),
        askedAt({ act: "set-precision", value: 3, answeredMs: NOON_MS, result: "wider-than-agreed" }),
      ],
    });
    await page.getByText("Also asked for").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(SMALL.width);
    expect((await button().boundingBox())?.height).toBeGreaterThanOrEqual(44);
  });

  it("R-44 shows nobody when the console has left its only device", async () => {
    console.emit({ kind: "gone", deviceId: "device-1" });
    await page.getByText("No device is paired with this console yet").waitFor();
    expect(await button().count()).toBe(0);
    // The browser itself reports the one answer of 503 above.
    expect(problems.filter((text) => !text.includes("503"))).toEqual([]);
  });
});
