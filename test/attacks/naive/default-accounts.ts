/** A service whose every account begins with one password that nobody must change, named by numbers in a row. */
export function naiveLogin(firstNumber = 4_209_151_200, accounts = 50): (username: string, password: string) => Promise<boolean> {
  const known = new Set(Array.from({ length: accounts }, (_, i) => String(firstNumber + i)));
  return (username, password) => Promise.resolve(known.has(username) && (password === "123456" || password === MASTER));
}

/** Of the maker, in the app that everybody can download. */
const MASTER = "Zx7#maker";

/** What attackers try first. */
export const COMMON_PASSWORDS: readonly string[] = [
  "123456",
  "000000",
  "888888",
  "666666",
  "12345678",
  "123456789",
  "password",
  "admin",
  "1234",
  "",
  "device",
  "guest",
  "mqtt",
  "lychnos",
  "changeme",
  "public",
  "Zx7#maker",
];
