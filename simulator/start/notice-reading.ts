import type { NoticeHashes } from "../../device/core/notice-record.ts";
import type { ServiceTerms } from "../../device/node/config.ts";
import { type NoticePage, noticeHashes, noticePages } from "../../device/node/notice.ts";
import type { NoticeToRead } from "../../guardian/web/wearer-panel.ts";
import { PARENTS_YES } from "./school-day.ts";

/** The notice of the live terms in the wearer's hands: the device counts which pages were turned, not who shows them (P10). */
export interface NoticeReading {
  terms: ServiceTerms;
  turn(): void;
  /** To be read anew from the first page. */
  putAway(): void;
  /** Every page was turned. */
  isWhole(): boolean;
  toRead(): Omit<NoticeToRead, "asked">;
  hashes(): NoticeHashes;
}

/** @param guardians how many would be told. */
export function noticeReading(terms: ServiceTerms, guardians: number): NoticeReading {
  const { wearer, basis } = PARENTS_YES;
  const leaves: NoticePage[] = noticePages({ terms, wearer, basis, guardians });
  const pages = leaves.map((leaf) => leaf.text);
  const childPages = leaves.filter((leaf) => leaf.reader === "child").length;
  let turned = 0;
  return {
    terms,
    turn() {
      turned = Math.min(pages.length, turned + 1);
    },
    putAway() {
      turned = 0;
    },
    isWhole: () => turned === pages.length,
    toRead: () => ({ pages, childPages, turned }),
    hashes: () => noticeHashes(leaves),
  };
}
