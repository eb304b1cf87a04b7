import { describe, expect, it } from "vitest";
import type { AskedView, DeviceView, Explanation } from "../../../../../guardian/core/view.ts";
import { ASKED_ALREADY } from "../../../../../guardian/core/why-not-ask.ts";
import { askWords } from "../../../../../guardian/web/page/panel/ask-words.ts";
import { askedAt, NOON_MS, viewOf } from "../fake-console.ts";

const now = (afterS = 0) => ({ nowMs: NOON_MS + afterS * 1000, serverHeard: true, linkUp: true });
const asking = (...asked: AskedView[]): DeviceView => viewOf("tracking", { asked });

const CLOSED: Explanation[] = [
  "withdrawn",
  "consent-expired",
  "outside-hours",
  "lamp-unconfirmed",
  "time-untrusted",
  "storage-fault",
  "rest-due",
  "objected",
  "notice-changed",
  "paused",
  "deletion-asked",
  "never-heard",
  "broker-unreachable",
];

describe("R-21 the page's question for the position", () => {
  it.each(CLOSED)("cannot be pressed while nothing would come of it (%s), and says why in one short line", (explanation) => {
    const { whyNot } = askWords(viewOf(explanation), now());
    expect(whyNot).toMatch(/^Not .{5,60}\.$/);
  });

  it.each(["tracking", "no-fix", "overdue"] as const)("can be pressed when the device may answer (%s)", (explanation) => {
    expect(askWords(viewOf(explanation), now()).whyNot).toBeNull();
  });

  it("cannot be pressed while the page or the console hears nobody", () => {
    expect(askWords(asking(), { ...now(), linkUp: false }).whyNot).toContain("broker");
    expect(askWords(asking(), { ...now(), serverHeard: false }).whyNot).toContain("console");
  });

  it("is not asked twice at a time, and again when no answer came", () => {
    const asked = asking(askedAt());
    expect(askWords(asked, now(5))).toMatchObject({ whyNot: ASKED_ALREADY, age: "asked 5 s ago" });
    expect(askWords(asked, now(601))).toMatchObject({ whyNot: null, age: "asked 10 min ago" });
    expect(askWords(asked, now(601)).answer).toContain("No answer came in time");
  });

  it("tells the answer and its age, and what was asked last beside it", () => {
    const words = askWords(
      asking(
        askedAt({ act: "time-beacon", answeredMs: NOON_MS, result: "done" }),
        askedAt({
          act: "set-interval",
          value: 60,
          askedMs: NOON_MS - 86_400_000,
          answeredMs: NOON_MS,
          result: "wider-than-agreed",
        }),
        askedAt({ answeredMs: NOON_MS + 2000, result: "gate-closed" }),
      ),
      now(122),
    );
    expect(words).toMatchObject({ whyNot: null, age: "answered 2 min ago" });
    expect(words.answer).toContain("records nothing at present");
    expect(words.other).toMatch(/^Also asked for, yesterday at .*: a position every 60 s at most\. That is more than/);
  });

  it("is silent where nothing was asked", () => {
    expect(askWords(asking(), now())).toEqual({ whyNot: null, answer: "", age: "not asked lately", other: "" });
  });
});
