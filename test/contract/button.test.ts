import { setTimeout as pause } from "node:timers/promises";
import { evdevButton } from "../../device/node/evdev-button.ts";
import { simButton } from "../../simulator/world/sim-button.ts";
import { buttonContract } from "./button.ts";
import { fakeInput, KEY } from "./fake-input.ts";
import { until } from "./poll.ts";

buttonContract("Linux input device", () => {
  const input = fakeInput();
  const button = evdevButton({ device: input.path, key: KEY, arch: "x64", pauses: { firstMs: 10, longestMs: 20 } });
  let listening = false;
  return {
    button: {
      start(onChange) {
        listening = true;
        button.start(onChange);
      },
      stop() {
        listening = false;
        button.stop();
      },
    },
    press: () => input.key(KEY, 1),
    // The kernel tells nobody what happened while nobody had the device open; a pipe would.
    release: () => (listening ? input.key(KEY, 0) : undefined),
    until,
    settle: () => pause(50),
    close: input.close,
  };
});

buttonContract("simulated", () => {
  const button = simButton();
  return {
    button,
    press: button.press,
    release: button.release,
    until: (claim, holds) => until(claim, holds, 0),
    settle: async () => undefined,
    close: () => undefined,
  };
});
