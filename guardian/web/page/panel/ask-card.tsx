import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DeviceView } from "../../../core/view.ts";
import { ASKED_ALREADY } from "../../../core/why-not-ask.ts";
import { sendQuestion } from "../connection.ts";
import type { Circumstances } from "../freshness.ts";
import { askWords } from "./ask-words.ts";
import { Group } from "./facts.tsx";

const NOT_REACHED = "The console was not reached, so nothing was asked.";

/** Asks the device where it is now. The device decides: it answers no more than the wearer agreed to. */
export function AskCard({ view, now }: { view: DeviceView; now: Circumstances }): JSX.Element {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const { whyNot, answer, age, other } = askWords(view, now);
  const ask = (): void => {
    setSending(true);
    sendQuestion(view.id, "locate-now")
      .then(setRefusal, () => setRefusal(NOT_REACHED))
      .finally(() => setSending(false));
  };
  const awaited = whyNot === ASKED_ALREADY;
  return (
    <Group title="Ask the device" aside={age}>
      <div class="asking">
        <button type="button" disabled={whyNot !== null || sending} aria-describedby="ask-answer" onClick={ask}>
          Ask for the position now
        </button>
        <p id="ask-answer" class="ask-answer" role="status">
          {refusal ?? (whyNot !== null && !awaited ? whyNot : answer)}
        </p>
        <p class="ask-other">{other}</p>
      </div>
    </Group>
  );
}
