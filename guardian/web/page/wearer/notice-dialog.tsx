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

/**
 * The notice, page by page. Pages count as turned when the device says so, so the newest page to be seen is the one that
 * it counted last; going back is free.
 */
export function NoticeDialog({ notice, reachable, act, close }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const leaf = useRef<HTMLDivElement>(null);
  const [back, setBack] = useState(0);
  const { pages, turned } = notice;
  useEffect(() => dialog.current?.showModal(), []);
  const isNew = turned === 0;
  useEffect(() => {
    // Opening it shows the first page; so does a notice that changed while it was read.
    if (!isNew) return;
    setBack(0);
    act("turn-page");
  }, [isNew]);
  const page = Math.max(1, turned - back);
  useEffect(() => {
    leaf.current?.scrollTo(0, 0);
  }, [page]);
  const isLast = page === pages.length && turned === pages.length;
  const decline = (): void => {
    act("decline");
    close();
  };
  const next = (): void => {
    if (back > 0) setBack(back - 1);
    else act("turn-page");
  };
  return (
    <dialog class="notice" ref={dialog} aria-labelledby="notice-title" onCancel={decline}>
      <header>
        <h2 id="notice-title">What it is about</h2>
        <p>{readerOf(notice, page)}</p>
      </header>
      <div class="leaf" ref={leaf} aria-live="polite">
        <Leaf text={pages[page - 1] ?? ""} />
      </div>
      <nav class="leaves" aria-label="Pages">
        <button type="button" disabled={page === 1} onClick={() => setBack(back + 1)}>
          Back
        </button>
        <span>
          Page {page} of {pages.length}
        </span>
        <button type="button" disabled={!reachable || isLast} onClick={next}>
          Next
        </button>
      </nav>
      <div class="answers">
        <button type="button" onClick={decline}>
          No
        </button>
        {isLast ? (
          <button type="button" disabled={!reachable} onClick={() => act("grant")}>
            I agree
          </button>
        ) : (
          <p>Agreeing is on the last page.</p>
        )}
      </div>
    </dialog>
  );
}
