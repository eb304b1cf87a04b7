/**
 * Commands that the manuals of trackers print, by what they would do; spellings differ from maker to maker, so each stands in
 * several. `123456` is the password of nearly all of them.
 */
const SPELLINGS: readonly ((command: string, argument: string) => string)[] = [
  (command, argument) => `pw,123456,${command},${argument}#`,
  (command, argument) => `pw,7654321,${command},${argument}#`,
  (command, argument) => `${command}123456 ${argument}`,
  (command, argument) => `#123456#${command}#${argument}#`,
  (command, argument) => `*${command}*${argument}*123456*`,
  (command, argument) => `<SPBSJ*P:123456*${command.toUpperCase()}:${argument}>`,
  (command, argument) => `[3G*4209151207*000A*${command.toUpperCase()},${argument}]`,
  (command, argument) => `{"cmd":"${command}","arg":"${argument}"}`,
];

/** @returns one command in every spelling. */
export function spelled(command: string, argument = ""): string[] {
  return SPELLINGS.map((spelling) => spelling(command, argument));
}
