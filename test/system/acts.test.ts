import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { pageOf } from "./page-client.ts";
import { lychnos, pause, until } from "./processes.ts";
import { makeRealLine, type RealLine } from "./real-line.ts";

let line: RealLine | null = null;
afterEach(async () => {
  await line?.close();
  line = null;
}, 30_000);

async function tracking(): Promise<RealLine> {
  line = await makeRealLine({ broker: "embedded" });
  await line.startBroker();
  await line.startConsole();
  await line.startReceiver();
  line.startDevice();
  const made = line;
  await until("the first fixes reach the guardian", () => made.trail().length >= 3);
  return line;
}

describe("the wearer's acts by command, while the device runs", () => {
  it("R-32 pause, resume and objection: the page says each, and the receipts keep each", async () => {
    const made = await tracking();
    const page = await pageOf(made.pageUrl());
    expect(await made.command(["consent", "pause"])).toContain("Paused");
    await until("the page says that it is paused", async () => (await page.explanation()) === "paused");
    const during = made.trail().length;
    await pause(2500);
    expect(made.trail().length).toBe(during);
    await made.command(["consent", "resume"]);
    await until("fixes pass again", () => made.trail().length > during);
    await made.command(["consent", "object"]);
    await until("the page says that the wearer objected", async () => (await page.explanation()) === "objected");
    const shown = await made.command(["receipts", "show"]);
    for (const said of ["consent was given", "paused the recording", "the pause ended", "the wearer objected"]) {
      expect(shown).toContain(said);
    }
  }, 120_000);

  it("R-12 an emergency in a pause is announced for a minute, and a refusal ends it", async () => {
    const made = await tracking();
    await made.command(["consent", "pause"]);
    expect(await made.command(["emergency", "call", "--actor", "supporter", "--reason", "missing"])).toContain("may refuse");
    const before = made.trail().length;
    await pause(2000);
    expect(made.trail().length).toBe(before);
    expect(await made.command(["emergency", "off"])).toContain("called off");
    await expect(made.command(["emergency", "call", "--actor", "supporter", "--reason", "missing"])).rejects.toThrow("not taken");
    const shown = await made.command(["receipts", "show"]);
    expect(shown).toContain("an emergency was called (supporter, missing)");
    expect(shown).toContain("the emergency ended (supporter, missing)");
    expect(shown).toContain("not taken (supporter, missing)");
  }, 120_000);

  it("R-15 the receipts are genuine for the wearer's key, and not after one byte was changed", async () => {
    const made = await tracking();
    const file = join(made.home, "mine");
    await made.command(["receipts", "export", "--out", file]);
    const key = join(made.home, "receipt-key");
    expect(await lychnos(["receipts", "verify", file, "--key", key])).toContain("Whole and unchanged");
    const bytes = readFileSync(file);
    bytes[13] = (bytes[13] ?? 0) ^ 1;
    const forged = join(made.home, "forged");
    writeFileSync(forged, bytes);
    await expect(lychnos(["receipts", "verify", forged, "--key", key])).rejects.toThrow("NOT GENUINE");
  }, 120_000);

  it("R-44 a guardian who is sent away hears nothing more, and the list says who is left", async () => {
    const made = await tracking();
    expect(await made.command(["roster", "list"])).toContain("0  the consent names them");
    expect(await made.command(["roster", "remove", "0"])).toContain("told nothing any more");
    const then = made.trail().length;
    await pause(2500);
    expect(made.trail().length).toBe(then);
    expect(await made.command(["roster", "list"])).toContain("Nobody is paired");
    await expect(made.command(["roster", "remove", "0"])).rejects.toThrow("no guardian 0 is paired");
    expect(await made.command(["receipts", "show"])).toContain("guardian 0 was added or removed");
  }, 120_000);

  it("R-34 deletion stops it, and the guardian's database holds no position any more", async () => {
    const made = await tracking();
    const page = await pageOf(made.pageUrl());
    expect(await made.command(["consent", "delete"])).toContain("erased");
    await until("the page says that deletion was asked for", async () => (await page.explanation()) === "deletion-asked");
    await until("the guardian has erased", () => made.trail().length === 0);
    await pause(2000);
    expect(made.trail().length).toBe(0);
  }, 120_000);
});
