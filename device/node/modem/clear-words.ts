/** The language of the wearer's notice. */
export type WordsLanguage = "en" | "el";

const HELP: Record<WordsLanguage, string> = {
  en: "Lychnos: call for help",
  el: "Lychnos: κλήση για βοήθεια",
};

/**
 * A call for help in plain words: one message, without a name, a number or a place. It is for a person whose console is not
 * at hand; the sealed frame tells the rest.
 * @param atS second of the call since 1970, 0 when unknown
 * @param zone IANA name, for the time of day
 */
export function helpWords(language: WordsLanguage, atS: number, zone: string): string {
  if (atS === 0) return HELP[language];
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${HELP[language]}, ${time.format(new Date(atS * 1000))}`;
}
