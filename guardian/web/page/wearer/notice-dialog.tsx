import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { NoticeToRead, WearerAction } from "../../wearer-panel.ts";

interface Props {
  notice: NoticeToRead;
  reachable: boolean;
  act(action: WearerAction): void;
  close(): void;
}

/** A heading, and lines below it that are indented (device/node/notices). */
function Leaf({ text }: { text: string }): JSX.Element {
  const [heading, ...lines] = text.split("\n");
  return (
    <>
      <h3>{heading}</h3>
      {lines.map((line, index) => (
        <p key={`${index}${line}`}>{line.trim()}</p>
      ))}
    </>
  );
}

function readerOf(notice: NoticeToRead, page: number): string {
  if (notice.childPages === 0) return "For the wearer";
  return page <= notice.childPages ? "For the child who wears it" : "For the parents";
}

/** The page in sight, and how to go to its neighbours. */
interface Turning {
  page: number;
  back(): void;
  next(): void;
}

/**
 * A page counts as turned when the device says so. The page in sight never runs ahead of what was seen here: another
 * window that turns pages of the same device does not turn them before these eyes.
 */
function useTurning({ asked, turned }: NoticeToRead, act: (action: WearerAction) => void): Turning {
  const [wanted, setWanted] = useState(1);
  const limit = asked ? Math.max(1, turned) : Number.POSITIVE_INFINITY;
  const page = Math.min(wanted, limit);
  const isNew = asked && turned === 0;
  useEffect(() => {
    // Opening it shows the first page; so does a notice that changed while it was read.
    if (!isNew) return;
    setWanted(1);
    act("turn-page");
  }, [isNew]);
  return {
    page,
    back: () => setWanted(page - 1),
    next() {
      if (wanted > page) return;
      setWanted(page + 1);
      if (page + 1 > limit) act("turn-page");
    },
  };
}

function Answers({
  isLast,
  reachable,
  decline,
  grant,
}: Record<"decline" | "grant", () => void> & Record<"isLast" | "reachable", boolean>) {
  return (
    <div class="answers">
      <button type="button" onClick={decline}>
        No
      </button>
      {isLast ? (
        <button type="button" disabled={!reachable} onClick={grant}>
          I agree
        </button>
      ) : (
        <p>Agreeing is on the last page.</p>
      )}
    </div>
  );
}

/** The notice, page by page: to be agreed to after the last, or to be read again at any time. */
export function NoticeDialog({ notice, reachable, act, close }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const leaf = useRef<HTMLDivElement>(null);
  const { pages, asked } = notice;
  const { page, back, next } = useTurning(notice, act);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    leaf.current?.scrollTo(0, 0);
  }, [page]);
  const isLast = page === pages.length;
  const leave = (): void => {
    if (asked) act("decline");
    close();
  };
  return (
    <dialog class="notice" ref={dialog} aria-labelledby="notice-title" onCancel={leave}>
      <header>
        <h2 id="notice-title">What it is about</h2>
        <p>{readerOf(notice, page)}</p>
      </header>
      <div class="leaf" ref={leaf} aria-live="polite">
        <Leaf text={pages[page - 1] ?? ""} />
      </div>
      <nav class="leaves" aria-label="Pages">
        <button type="button" disabled={page === 1} onClick={back}>
          Back
        </button>
        <span>
          Page {page} of {pages.length}
        </span>
        <button type="button" disabled={(asked && !reachable) || isLast} onClick={next}>
          Next
        </button>
      </nav>
      {asked ? (
        <Answers isLast={isLast} reachable={reachable} decline={leave} grant={() => act("grant")} />
      ) : (
        <div class="answers">
          <button type="button" onClick={leave}>
            Close
          </button>
          <p>You agreed to this. Your button can end it at any time.</p>
        </div>
      )}
    </dialog>
  );
}
