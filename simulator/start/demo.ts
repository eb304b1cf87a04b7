import { randomBytes } from "node:crypto";
import { startEmbeddedBroker } from "../../broker-config/embedded.ts";
import { openPty } from "../pty/pty.ts";
import { townGeoJson } from "../town/geojson.ts";
import { makeTown } from "../town/make-town.ts";
import { simButton } from "../world/sim-button.ts";
import { simHaptic } from "../world/sim-haptic.ts";
import { type ClosingStack, closingStack } from "./closing-stack.ts";
import { demoLamp } from "./demo-lamp.ts";
import { type DeviceSide, startDeviceSide } from "./device-side.ts";
import { feltHaptic } from "./felt-haptic.ts";
import { startGuardianSide } from "./guardian-side.ts";
import { makeHome, randomName } from "./home.ts";
import { firstTrip, LEAD_MS, makeJourneys } from "./journeys.ts";
import { wearerSide } from "./wearer-side.ts";
import { worldClock } from "./world-clock.ts";

export interface DemoOptions {
  /** Port of the page; 0 takes a free one. */
  port: number;
  /** How many times faster than real time. */
  speed: number;
  seed: number;
  say: (line: string) => void;
}

export interface Demo {
  /** The one address to open. */
  url: string;
  close(): Promise<void>;
}

const STEP_MS = 50;
/** A vibration and a blink are shorter than a page that is told more seldom could show. */
const PANEL_MS = 100;

/** Everything at once: broker, receiver on a pseudo-terminal, device, console and page, on one made-up clock. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const stack = closingStack();
  try {
    const url = await openAll(options, stack);
    return { url, close: stack.closeAll };
  } catch (error) {
    await stack.closeAll();
    throw error;
  }
}

function keepGoing(stack: ClosingStack, ms: number, work: () => void): void {
  const timer = setInterval(work, ms);
  stack.add(() => clearInterval(timer));
}

/** The story begins after everything was read and agreed to, so that there is something to see at once. */
function agreeBefore(side: DeviceSide): void {
  const notice = side.notice();
  while (!notice.isWhole()) notice.turn();
  side.agree();
}

async function openAll({ port, speed, seed, say }: DemoOptions, stack: ClosingStack): Promise<string> {
  const home = makeHome();
  stack.add(home.remove);
  const deviceUser = { username: randomName(), password: randomName() };
  const guardianUser = { username: randomName(), password: randomName() };
  const broker = await startEmbeddedBroker({ port: 0, credentials: [deviceUser, guardianUser] });
  stack.add(() => broker.close());
  const pty = await openPty();
  stack.add(() => pty.close());

  const trip = firstTrip(Date.now());
  const clock = worldClock(trip.opensMs - LEAD_MS, speed, () => performance.now());
  const town = makeTown(seed);
  const journeys = makeJourneys(trip, clock, town, seed, pty);
  const lamp = demoLamp();
  const button = simButton();
  const haptic = feltHaptic(simHaptic(clock));
  let device: DeviceSide | null = null;
  const panel = wearerSide({ clock, lamp, button, haptic, journeys, town: townGeoJson(town), device: () => device });
  const root = new Uint8Array(randomBytes(32));
  const guardian = await startGuardianSide({
    directory: home.guardian,
    root: root.slice(),
    broker: { url: broker.url, ...guardianUser },
    nowMs: clock.utcMs,
    port,
    panel,
    say,
  });
  stack.add(() => guardian.close());
  const side = startDeviceSide({
    directory: home.device,
    root,
    broker: { url: broker.url, ...deviceUser },
    serialPath: pty.path,
    clock,
    lamp,
    button,
    haptic,
    say,
  });
  device = side;
  stack.add(() => side.close());
  agreeBefore(side);
  keepGoing(stack, STEP_MS, () => {
    journeys.poll(performance.now());
    side.running.tick();
  });
  keepGoing(stack, PANEL_MS, panel.poll);
  return guardian.url;
}
