import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DeviceView } from "../../../core/view.ts";
import { ASKED_ALREADY } from "../../../core/why-not-ask.ts";
import { sendQuestion } from "../connection.ts";
import type { Circumstances } from "../freshness.ts";
import { askWords } from "./ask-words.ts";
import { Group } from "./facts.tsx";

const NOT_REACHED = "The console was not reached, so nothing was asked.";

/** What the page stands at; a refusal is shown for as long as that stays the same. */
function standOf({ explanation, asked }: DeviceView): string {
  return `${explanation} ${asked[0]?.askedMs}`;
}

/** Asks the device where it is now. The device decides: it answers no more than the wearer agreed to. */
export function AskCard({ view, now }: { view: DeviceView; now: Circumstances }): JSX.Element {
  const [refusal, setRefusal] = useState<{ text: string; stand: string } | null>(null);
  const [sending, setSending] = useState(false);
  const { whyNot, answer, age, other } = askWords(view, now);
  const stand = standOf(view);
  const ask = (): void => {
    setSending(true);
    void sendQuestion(view.id, "locate-now")
      .catch(() => NOT_REACHED)
      .then((text) => setRefusal(text === null ? null : { text, stand }))
      .finally(() => setSending(false));
  };
  const refused = refusal?.stand === stand ? refusal.text : null;
  // That the answer is awaited is said by the question itself.
  const why = whyNot === ASKED_ALREADY ? null : (whyNot ?? refused);
  return (
    <Group title="Ask the device" aside={age}>
      <div class="asking">
        <button type="button" disabled={whyNot !== null || sending} aria-describedby="ask-told" onClick={ask}>
          Ask for the position now
        </button>
        <div id="ask-told" class="ask-told" role="status">
          {why !== null && <p class="ask-why">{why}</p>}
          {answer !== "" && <p>{answer}</p>}
        </div>
        {other !== "" && <p class="ask-other">{other}</p>}
      </div>
    </Group>
  );
}
