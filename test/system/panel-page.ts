import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { startWeb, type Web } from "../../guardian/web/server.ts";
import { program } from "../system-part.ts";
import { makeFakeConsole } from "../unit/guardian/web/fake-console.ts";
import { type FakePanel, makeFakePanel } from "../unit/guardian/web/fake-panel.ts";

/** Built before any test, as people run it. */
const PAGE = join(import.meta.dirname, "../../dist/page");

/** The guardian's page with a made-up wearer's side, in a real browser. */
export interface PanelPage {
  web: Web;
  page: Page;
  panel: FakePanel;
  close(): Promise<void>;
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: program("chromium") as string,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

export async function openPanelPage(browser: Browser): Promise<PanelPage> {
  const panel = makeFakePanel();
  const web = await startWeb({ console: makeFakeConsole(), port: 0, pageFolder: PAGE, panel });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(web.url);
  await page.getByRole("button", { name: "The wearer's button" }).waitFor();
  return {
    web,
    page,
    panel,
    async close() {
      await page.close();
      await web.close();
    },
  };
}
