import { alarmsOf } from "../../guardian/core/alarms.ts";
import { explain } from "../../guardian/core/explain.ts";
import { type Incident, type Standing, standingOf } from "../../guardian/core/incidents.ts";
import type { Explanation, StoredFix } from "../../guardian/core/view.ts";
import { durationWords } from "./duration.ts";
import { type Expectation, unless } from "./expectation.ts";
import type { Stage } from "./stage.ts";

const MOST = 1_000_000;

function trail(stage: Stage): readonly StoredFix[] {
  return stage.house.guardianStore.trail("simulated", 0, MOST);
}

function arrivedMs(stage: Stage): number[] {
  return trail(stage).map(({ receivedMs }) => receivedMs - stage.startMs);
}

function explanation(stage: Stage): Explanation {
  const link = { up: stage.house.guardianLink.isUp(), sinceMs: stage.startMs };
  return explain(stage.house.guardian.device().hearing, link, stage.nowMs()).explanation;
}

function told(stage: Stage, words: string): string | null {
  const meant = words.trim().toLowerCase().replaceAll(" ", "-");
  const said = explanation(stage);
  return unless(said === meant, `they are told "${said}"`);
}

function calls(stage: Stage): readonly Incident[] {
  const found = stage.house.guardianStore.incidents("simulated");
  return found.ok ? found.value.filter(({ alert }) => alert === "panic") : [];
}

function callIs(says: string, standing: Standing): Expectation {
  return {
    says,
    fault: (stage) => {
      const [call] = calls(stage);
      if (call === undefined) return "the guardian has heard of none";
      return unless(standingOf(call) === standing, `it is ${standingOf(call)}`);
    },
  };
}

function missing(stage: Stage): string | null {
  const held = new Set(trail(stage).map(({ fix }) => fix.sequence));
  const { sequence } = stage.house.device.state.outbox;
  const lost = Array.from({ length: sequence }, (_, i) => i + 1).filter((each) => !held.has(each));
  return unless(lost.length === 0, `${lost.length} of ${sequence} are missing`);
}

function alarms(stage: Stage): string[] {
  const { guardianStore } = stage.house;
  return alarmsOf({
    clashes: guardianStore.clashes("simulated"),
    receiptsWentBack: guardianStore.headFindings("simulated"),
  });
}

function lastAsked(stage: Stage): string {
  const [asked] = stage.house.guardian.asked();
  if (asked === undefined) return "nothing was asked";
  return asked.result ?? "not answered";
}

function texts(stage: Stage): number {
  return stage.house.modem?.air.taken.length ?? 0;
}

/** What the guardian sees and is told. */
export const GUARDIAN_EXPECTATIONS: readonly Expectation[] = [
  { says: "the guardian is told {words}", fault: (stage, [words]) => told(stage, words as string) },
  {
    says: "no position arrives after {duration}",
    fault: (stage, [ms]) => {
      const late = arrivedMs(stage).find((at) => at > (ms as number));
      return unless(late === undefined, `one arrived at ${durationWords(late ?? 0)}`);
    },
  },
  {
    says: "positions arrive after {duration}",
    fault: (stage, [ms]) =>
      unless(
        arrivedMs(stage).some((at) => at > (ms as number)),
        "none has arrived since",
      ),
  },
  {
    says: "no position has arrived",
    fault: (stage) => unless(trail(stage).length === 0, `${trail(stage).length} have`),
  },
  {
    says: "at least {number} positions have arrived",
    fault: (stage, [least]) => unless(trail(stage).length >= (least as number), `${trail(stage).length} have`),
  },
  {
    says: "the guardian holds no position",
    fault: (stage) => unless(trail(stage).length === 0, `they hold ${trail(stage).length}`),
  },
  { says: "no position is missing", fault: missing },
  {
    says: "the guardian hears of {number} calls for help",
    fault: (stage, [count]) => unless(calls(stage).length === count, `they hear of ${calls(stage).length}`),
  },
  callIs("the call for help is open", "open"),
  callIs("the call for help is answered", "answered"),
  callIs("the call for help is over", "over"),
  callIs("the call for help is taken back", "cancelled"),
  { says: "the console raises an alarm", fault: (stage) => unless(alarms(stage).length > 0, "it raises none") },
  { says: "the console raises no alarm", fault: (stage) => unless(alarms(stage).length === 0, "it raises one") },
  {
    says: "the question was answered {words}",
    fault: (stage, [words]) => unless(lastAsked(stage) === words, `it is: ${lastAsked(stage)}`),
  },
  { says: "no text message was sent", fault: (stage) => unless(texts(stage) === 0, `${texts(stage)} were`) },
  {
    says: "at least {number} text messages were sent",
    fault: (stage, [least]) => unless(texts(stage) >= (least as number), `${texts(stage)} were`),
  },
];
