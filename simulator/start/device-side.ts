import type { Haptic } from "../../device/core/ports.ts";
import { type Running, run } from "../../device/core/run.ts";
import { nodeCipher } from "../../device/node/cipher.ts";
import { fileStore } from "../../device/node/file-store.ts";
import { mqttLink } from "../../device/node/mqtt-link.ts";
import { consentFor } from "../../device/node/notice.ts";
import { type BrokerCredentials, pairedSlots, storePair } from "../../device/node/pairing.ts";
import { freshReceiptKey, provisionReceipts } from "../../device/node/receipts-keep.ts";
import { serialReceiver } from "../../device/node/serial-receiver.ts";
import type { SimButton } from "../world/sim-button.ts";
import type { DemoLamp } from "./demo-lamp.ts";
import { type NoticeReading, noticeReading } from "./notice-reading.ts";
import { CHANGED_TERMS, PARENTS_YES, TERMS } from "./school-day.ts";
import type { WorldClock } from "./world-clock.ts";

/** 1 January 2026, as on a real device. */
const BUILT_MS = 1_767_225_600_000;
const BATTERY_PERCENT = 82;

export interface DeviceSide {
  running: Running;
  /** The notice of the live terms. */
  notice(): NoticeReading;
  /** They agree to what was read. Unless every page was turned, the device takes it for no consent. */
  agree(): void;
  /** The service changes its terms, and with them the notice. */
  changeNotice(): void;
  close(): void;
}

export interface DeviceSideOptions {
  directory: string;
  root: Uint8Array;
  broker: BrokerCredentials;
  serialPath: string;
  clock: WorldClock;
  lamp: DemoLamp;
  button: SimButton;
  haptic: Haptic;
  say: (line: string) => void;
}

/** The firmware with the adapters of a single-board computer, on a receiver that is only simulated. */
export function startDeviceSide(options: DeviceSideOptions): DeviceSide {
  const { clock, lamp, button, haptic, broker, say } = options;
  const cipher = nodeCipher();
  const store = fileStore(options.directory);
  if (storePair(cipher, store, options.root, broker) === null) throw new Error("the demonstration's keys could not be stored");
  provisionReceipts(store, freshReceiptKey());
  const running = run({
    cipher,
    clock,
    lamp,
    store,
    receiver: serialReceiver({ path: options.serialPath, baudRate: 115_200 }),
    link: mqttLink({ ...broker, onTrouble: say }),
    button,
    haptic,
    battery: { percent: () => BATTERY_PERCENT },
    timeSource: "host",
    builtMs: BUILT_MS,
    notice: null,
    onTrouble: (trouble) => say(`the simulated receiver is ${trouble}`),
    onReminder: () => say("the wearer was reminded that the device may record"),
  });
  const slots = pairedSlots(store);
  let notice = noticeReading(TERMS, slots.length);
  return {
    running,
    notice: () => notice,
    agree() {
      const number = (running.state.consent?.number ?? 0) + 1;
      const act = { ...PARENTS_YES, noticeWhole: notice.isWhole() };
      running.accept(consentFor(notice.terms, slots, number, clock.utcMs(), act));
      notice.putAway();
    },
    changeNotice() {
      notice = noticeReading(notice.terms === TERMS ? CHANGED_TERMS : TERMS, slots.length);
      running.changeNotice(notice.hashes());
    },
    close() {
      running.stop();
      store.close();
    },
  };
}
