import { CONSENT, decodeConsent } from "../core/consent.ts";
import type { NoticeHashes } from "../core/notice-record.ts";
import type { Button, Haptic, Lamp, ReceiverTrouble } from "../core/ports.ts";
import { type Running, run } from "../core/run.ts";
import { systemBattery } from "./battery.ts";
import { boardMark } from "./board-mark.ts";
import { nodeCipher } from "./cipher.ts";
import { ConfigProblem, type DeviceConfig, termsOf } from "./config.ts";
import { doubtOf, doubtSentence } from "./confirmed-pairs.ts";
import { evdevButton } from "./evdev-button.ts";
import type { FileStore } from "./file-store.ts";
import { HAND_SIGNAL, obey, takeRequest } from "./hand-request.ts";
import { journeyTermsOf } from "./journey-config.ts";
import { ledHaptic } from "./led-haptic.ts";
import { ledLamp } from "./led-lamp.ts";
import { boardSms } from "./modem/sms-config.ts";
import { mqttLink } from "./mqtt-link.ts";
import { noticeHashes, noticePages } from "./notice.ts";
import { BUILT_MS } from "./offline-hand.ts";
import { brokerOf, pairedSlots } from "./pairing.ts";
import { serialReceiver } from "./serial-receiver.ts";
import { openStateStore } from "./state-store.ts";
import { systemClock } from "./system-clock.ts";
import { terminalLamp } from "./terminal-lamp.ts";
import { watchWearer } from "./wearer-keys.ts";

/** Four looks at the lamp a second: dark, stuck or torn off shuts the gate well within one. */
const TICK_MS = 250;
const TROUBLES: Record<ReceiverTrouble, string> = {
  absent: "there is no receiver at the configured path; plug it in, or mend receiver.path",
  denied: "this user may not open the receiver; add it to the group dialout",
  busy: "another program holds the receiver; stop it (gpsd, ModemManager, a serial console)",
  lost: "the receiver was unplugged; it is opened again when it returns",
  failed: "the receiver cannot be opened; see lychnos device --help",
};

/** The notice as this configuration makes it today: another one than was agreed to opens nothing. */
function liveNotice(config: DeviceConfig, store: FileStore): NoticeHashes | null {
  const bytes = store.load(CONSENT);
  const consent = bytes === null ? null : decodeConsent(bytes);
  if (consent === null) return null;
  const guardians = pairedSlots(store).length;
  return noticeHashes(noticePages({ terms: termsOf(config), wearer: config.wearer, basis: consent.basis, guardians }));
}

function lampOf(config: DeviceConfig): Lamp {
  return config.lamp.kind === "led" ? ledLamp({ root: config.lamp.root, name: config.lamp.name }) : terminalLamp(process.stderr);
}

const NO_BUTTON: Button = { start: () => undefined, stop: () => undefined };
const NO_HAPTIC: Haptic = { play: () => undefined, close: () => undefined };

function buttonOf(button: DeviceConfig["button"], say: (line: string) => void): Button {
  return button === undefined ? NO_BUTTON : evdevButton({ ...button, onTrouble: say });
}

function hapticOf(config: DeviceConfig): Haptic {
  return config.haptic === undefined ? NO_HAPTIC : ledHaptic(config.haptic);
}

function reminder(expiresS: number): string {
  const day = new Date(expiresS * 1000).toISOString().slice(0, 10);
  return `a reminder: you agreed that this device may tell where you are. That ends on ${day}, unless you agree anew. You can stop it at any moment.`;
}

/** Says each thing once until something else happens; positions, names and keys never come here. */
function speaker(): (line: string) => void {
  let last = "";
  return (line) => {
    if (line === last) return;
    last = line;
    process.stderr.write(`lychnos: ${line}\n`);
  };
}

/**
 * Runs the firmware on this machine until a signal ends it.
 * @returns the exit code.
 * @throws ConfigProblem when something must be done before it can run.
 */
export async function runDevice(config: DeviceConfig): Promise<number> {
  const say = speaker();
  const store = openStateStore(config.stateDir);
  const doubt = doubtOf(nodeCipher(), store, boardMark(nodeCipher()));
  if (doubt !== null) {
    store.close();
    throw new ConfigProblem(doubtSentence(doubt));
  }
  const broker = brokerOf(store);
  if (broker === null) {
    store.close();
    throw new ConfigProblem("this device is not paired yet. Run: lychnos pair --config FILE --token PAIRING-FILE");
  }
  const caFile = config.broker.caFile;
  const running = run({
    cipher: nodeCipher(),
    clock: systemClock(),
    receiver: serialReceiver(config.receiver),
    lamp: lampOf(config),
    button: buttonOf(config.button, say),
    callButton: buttonOf(config.callButton, say),
    contacts: [
      { name: "strap-open" as const, port: buttonOf(config.strap, say) },
      { name: "tamper" as const, port: buttonOf(config.case, say) },
    ],
    quietCall: config.quietCall,
    haptic: hapticOf(config),
    link: mqttLink({
      ...broker,
      allowPlain: config.broker.allowPlain,
      onTrouble: say,
      ...(caFile === undefined ? {} : { caFile }),
    }),
    store,
    battery: systemBattery({ root: "/" }),
    timeSource: config.clock,
    builtMs: BUILT_MS,
    notice: liveNotice(config, store),
    journey: journeyTermsOf(config.service.journey),
    constantRateS: config.constantRateS ?? null,
    steady: config.steady ?? false,
    sms: config.sms === undefined ? null : boardSms(config.sms, config.wearer.language, config.service.timeZone),
    onTrouble: (trouble) => say(TROUBLES[trouble]),
    onReminder: (expiresS) => say(reminder(expiresS)),
  });
  if (running.state.consent === null)
    say("nobody has agreed yet, so nothing is read and nothing is sent. Run: lychnos consent grant");
  await untilEnded(running, config.stateDir);
  store.close();
  return 0;
}

function untilEnded(running: Running, directory: string): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => running.tick(), TICK_MS);
    const unwatch = watchWearer(process.stdin, (word) => obey(running, word), end);
    function end(): void {
      clearInterval(timer);
      unwatch();
      process.off(HAND_SIGNAL, hand);
      running.stop();
      resolve();
    }
    // `lychnos consent withdraw` and its like signal the running device, so that none of them waits for it to end.
    function hand(): void {
      obey(running, takeRequest(directory));
    }
    process.on(HAND_SIGNAL, hand);
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    process.once("SIGHUP", end);
  });
}
