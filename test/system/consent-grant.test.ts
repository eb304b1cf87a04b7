import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Consent, decodeConsent } from "../../device/core/consent.ts";
import { fileStore } from "../../device/node/file-store.ts";
import { storePair } from "../../device/node/pairing.ts";
import { freshReceiptKey, provisionReceipts } from "../../device/node/receipts-keep.ts";
import { toyCipher } from "../toy-cipher.ts";
import { startLychnos } from "./processes.ts";

const PAGES = "\n".repeat(10);
let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "lychnos-consent-"));
  const store = fileStore(join(home, "device"));
  storePair(toyCipher, store, new Uint8Array(32).fill(7), { url: "mqtts://broker.example", username: "a", password: "b" });
  provisionReceipts(store, freshReceiptKey());
  store.close();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function configFor(wearer: { ageGroup: string; language: string }, service: object = {}): string {
  const path = join(home, "device.json");
  writeFileSync(
    path,
    JSON.stringify({
      stateDir: join(home, "device"),
      receiver: { path: join(home, "gps") },
      lamp: { kind: "terminal" },
      wearer,
      service: {
        controller: "\u039c\u03b1\u03c1\u03af\u03b1, \u039f\u03b4\u03cc\u03c2 1",
        purpose: "To be found.",
        purposeForChild: "To get home.",
        timeZone: "Europe/Athens",
        hours: [{ days: ["mon", "tue"], from: "07:00", to: "09:00" }],
        intervalS: 10,
        decimals: 5,
        months: 12,
        ...service,
      },
    }),
  );
  return path;
}

async function grant(config: string, input: string): Promise<{ code: number | null; said: string }> {
  const program = startLychnos("consent", "grant", "--config", config);
  let said = "";
  program.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  program.child.stdin?.end(input);
  await once(program.child, "close");
  return { code: program.child.exitCode, said };
}

function stored(): Consent | null {
  try {
    return decodeConsent(new Uint8Array(readFileSync(join(home, "device/consent.value"))));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

it("R-10 R-11 ten pages and a yes make a consent; nine make none", async () => {
  const config = configFor({ ageGroup: "adult", language: "en" });
  expect((await grant(config, `${"\n".repeat(9)}yes\n`)).code).toBe(1);
  expect(stored()).toBeNull();
  expect((await grant(config, `${PAGES}yes\n`)).code).toBe(0);
  expect(stored()).toMatchObject({ number: 1, basis: "adult", noticeWhole: true });
});

it("R-12 R-13 both parents agree for a child, in Greek, and the names stay in the device's own directory", async () => {
  const config = configFor({ ageGroup: "9-13", language: "el" });
  const { code, said } = await grant(config, `p\n${PAGES}\n${PAGES}First\nSecond\n\u03bd\u03b1\u03b9\n`);
  expect(said).toContain("\u03a4\u03bf \u03c6\u03c9\u03c4\u03ac\u03ba\u03b9");
  expect(code).toBe(0);
  expect(stored()).toMatchObject({ basis: "parents", childNotice: "9-13", restMinutes: 600, restKept: true });
  expect(readFileSync(join(home, "device/notice-1.value"), "utf8")).toContain("Second");
});

it("R-12 one parent alone, or an objection from 14 on, or hours around the clock, leave no consent behind", async () => {
  const child = configFor({ ageGroup: "9-13", language: "en" });
  const one = await grant(child, `p\n${PAGES}\n${PAGES}First\n\nyes\n`);
  expect(one).toMatchObject({ code: 1, said: expect.stringContaining("One parent is not enough") });
  const teen = configFor({ ageGroup: "14-17", language: "en" });
  const objects = await grant(teen, `p\n${PAGES}no\n\n${PAGES}First\nSecond\nyes\n`);
  expect(objects).toMatchObject({ code: 1, said: expect.stringContaining("The wearer objects") });
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const always = configFor({ ageGroup: "9-13", language: "en" }, { hours: [{ days, from: "00:00", to: "24:00" }] });
  const rest = await grant(always, `p\n${PAGES}\n${PAGES}First\nSecond\nyes\n`);
  expect(rest).toMatchObject({ code: 1, said: expect.stringContaining("never followed around the clock") });
  expect(stored()).toBeNull();
});

it("R-11 a notice that names other recipients than are paired is not shown at all", async () => {
  const config = configFor({ ageGroup: "adult", language: "en" }, { recipients: ["Maria", "Eleni"] });
  const { code, said } = await grant(config, `${PAGES}yes\n`);
  expect({ code, said }).toEqual({ code: 78, said: "" });
});
