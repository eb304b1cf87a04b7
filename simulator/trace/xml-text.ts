/** Text as it may stand between tags: XML has no way at all to write most control characters, so those fall out. */
export function escaped(text: string): string {
  const allowed = [...text].filter((sign) => sign >= " " || sign === "\t" || sign === "\n").join("");
  return allowed.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
