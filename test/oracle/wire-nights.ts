import type { Household } from "../../simulator/world/household.ts";

/** What goes wrong in one night, as acts at minutes since the midnight of UTC before it; the next one is at 1440. */
export interface Night {
  name: string;
  acts: readonly [minute: number, act: (house: Household) => void][];
}

/** Acts happen at whole multiples of this many minutes. */
export const STEP_MIN = 15;

const consoleOff = (house: Household): void => house.killGuardian();
const consoleOn = (house: Household): void => house.bootGuardian();
const restartConsole = (house: Household): void => {
  house.killGuardian();
  house.bootGuardian();
};
const networkOff = (house: Household): void => house.deviceLink.setReachable(false);
const networkOn = (house: Household): void => house.deviceLink.setReachable(true);
const restartDevice = (house: Household): void => {
  house.killDevice();
  house.bootDevice();
};
// As was agreed to, so that it changes nothing; it is worth asking for three days.
const ask = (house: Household): void => void house.guardian.ask("set-interval", 5);

export const NIGHTS: readonly Night[] = [
  {
    name: "the console is off over midnight",
    acts: [
      [1410, consoleOff],
      [1485, consoleOn],
    ],
  },
  {
    name: "the network was off before midnight, the console is off over it: a backlog, short and long",
    acts: [
      [1395, consoleOff],
      [1395, networkOff],
      [1425, networkOn],
      [1485, consoleOn],
    ],
  },
  {
    name: "a command waits at the console over midnight, because the device has no network",
    acts: [
      [1410, networkOff],
      [1425, ask],
      [1455, networkOn],
      // A console that was asked something looks at it every second; a restarted one does not.
      [1485, restartConsole],
    ],
  },
  {
    name: "the console is off, then the network too, and the device restarts with what it has",
    acts: [
      [1395, consoleOff],
      [1395, networkOff],
      [1410, networkOn],
      [1425, networkOff],
      [1455, restartDevice],
      [1470, networkOn],
      [1485, consoleOn],
    ],
  },
  { name: "nothing is wrong", acts: [] },
];
