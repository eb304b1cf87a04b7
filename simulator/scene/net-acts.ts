import type { ActName } from "../../device/protocol/command.ts";
import { LONG_FRAME, SHORT_FRAME } from "../../device/protocol/envelope.ts";
import type { Message } from "../world/sim-link.ts";
import type { Act } from "./act.ts";
import type { Stage } from "./stage.ts";

const LONGEST_FLAP_MS = 3_600_000;
const LATEST_MS = 20_000;

function flap(stage: Stage, ms: number): void {
  const { clock, deviceLink } = stage.house;
  for (let at = 0; at < Math.min(ms, LONGEST_FLAP_MS); at += 4000) {
    clock.after(at, () => deviceLink.setReachable(false));
    clock.after(at + 2000, () => deviceLink.setReachable(true));
  }
}

function strange(stage: Stage, send: () => void): void {
  stage.strangerSpeaks = true;
  send();
  stage.strangerSpeaks = false;
}

function replay(stage: Stage, count: number): void {
  const { house, random } = stage;
  const all: readonly Message[] = house.overheard;
  if (all.length === 0) return;
  for (let i = 0; i < Math.min(count, 10_000); i++) {
    const { topic, payload } = all[random.whole(0, all.length - 1)] as Message;
    strange(stage, () => house.broker.inject(topic, payload));
  }
}

function forge(stage: Stage, count: number): void {
  const { house, random } = stage;
  const topics = [...house.deviceLink.asked(), ...house.guardianLink.asked()];
  for (let i = 0; i < Math.min(count, 10_000) && topics.length > 0; i++) {
    const topic = topics[random.whole(0, topics.length - 1)] as string;
    const bytes = new Uint8Array(random.next() < 0.5 ? SHORT_FRAME : LONG_FRAME).map(() => random.whole(0, 255));
    bytes[0] = 1;
    strange(stage, () => house.broker.inject(topic, bytes));
  }
}

function asks(says: string, act: ActName, faults: readonly number[] = []): Act {
  return {
    says,
    faults,
    act: (stage, [value]) => {
      const seconds = typeof value === "number" ? value / 1000 : 0;
      stage.act(() => void stage.house.guardian.ask(act, seconds));
    },
  };
}

function answerCall(stage: Stage): void {
  const found = stage.house.guardianStore.incidents("simulated");
  const call = found.ok ? found.value.find(({ alert }) => alert === "panic") : undefined;
  if (call !== undefined) stage.act(() => void stage.house.guardian.ask("panic-ack", call.incident));
}

/** As the running console does by itself, now and then: erases what is too old. */
function tidy(stage: Stage): void {
  const { house } = stage;
  const { pair } = house.guardian.device();
  house.killGuardian();
  house.guardianStore.erase(new Map([[pair.id, pair.chain]]), stage.nowMs());
  house.bootGuardian();
}

/** Network, broker, texts, and the guardian's console. */
export const NET_ACTS: readonly Act[] = [
  { says: "the network is gone", faults: [20, 25], act: (stage) => stage.act(() => stage.house.deviceLink.setReachable(false)) },
  {
    says: "the network is back",
    faults: [20, 25, 51],
    act: (stage) => stage.act(() => stage.house.deviceLink.setReachable(true)),
  },
  {
    says: "the broker goes down",
    faults: [20],
    act: (stage) =>
      stage.act(() => {
        stage.house.deviceLink.setReachable(false);
        stage.house.guardianLink.setReachable(false);
      }),
  },
  {
    says: "the broker is back",
    faults: [20],
    act: (stage) =>
      stage.act(() => {
        stage.house.guardianLink.setReachable(true);
        stage.house.deviceLink.setReachable(true);
      }),
  },
  {
    says: "the broker accepts messages and loses them",
    faults: [21],
    act: (stage) => stage.house.broker.setFate(() => ({ copies: 0, delayMs: 0 })),
  },
  {
    says: "the broker loses, doubles and delays messages",
    faults: [22],
    act: (stage) =>
      stage.house.broker.setFate(() => ({ copies: stage.random.whole(0, 2), delayMs: stage.random.whole(0, LATEST_MS) })),
  },
  {
    says: "the broker is honest again",
    faults: [21, 22],
    act: (stage) => stage.house.broker.setFate(() => ({ copies: 1, delayMs: 0 })),
  },
  { says: "the connection flaps for {duration}", faults: [23], act: (stage, [ms]) => flap(stage, ms as number) },
  { says: "somebody replays {number} messages", faults: [22, 36, 37], act: (stage, [count]) => replay(stage, count as number) },
  { says: "somebody forges {number} messages", faults: [24], act: (stage, [count]) => forge(stage, count as number) },
  {
    says: "the mobile network is gone",
    faults: [27],
    act: (stage) => {
      if (stage.house.modem !== null) stage.house.modem.air.covered = false;
    },
  },
  {
    says: "the mobile network is back",
    faults: [27],
    act: (stage) => {
      if (stage.house.modem !== null) stage.house.modem.air.covered = true;
    },
  },
  {
    says: "the modem hangs",
    faults: [26],
    act: (stage) => {
      if (stage.house.modem !== null) stage.house.modem.mood.fate = () => ({ kind: "dies" });
    },
  },
  {
    says: "the modem works again",
    faults: [26],
    act: (stage) => {
      if (stage.house.modem !== null) stage.house.modem.mood.fate = () => ({ kind: "answered", pauseMs: 20 });
    },
  },
  { says: "the console is switched off", faults: [45], act: (stage) => stage.house.killGuardian() },
  { says: "the console is switched on", faults: [45], act: (stage) => stage.house.bootGuardian() },
  { says: "the console erases what is too old", faults: [], act: tidy },
  asks("the guardian asks for a sign of life", "ping"),
  asks("the guardian asks where the wearer is", "locate-now", [38]),
  asks("the guardian asks for a position every {duration} at most", "set-interval", [38]),
  asks("the guardian asks for no more positions", "stop"),
  asks("the guardian leaves", "revoke-self"),
  { says: "the guardian answers the call", faults: [], act: answerCall },
];
