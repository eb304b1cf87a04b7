/** A fault that one can switch on and off, by the sentences of scenes. */
export interface Switch {
  name: string;
  on: string;
  off: string;
}

export const SWITCHES: readonly Switch[] = [
  { name: "lamp broken", on: "the lamp breaks", off: "the lamp is mended" },
  { name: "no network", on: "the network is gone", off: "the network is back" },
  { name: "broker loses and doubles", on: "the broker loses, doubles and delays messages", off: "the broker is honest again" },
  { name: "no satellites", on: "the receiver finds no satellites", off: "the receiver is right again" },
  { name: "receiver 5 km off", on: "the receiver tells a place 5 km away", off: "the receiver is right again" },
  { name: "receiver unplugged", on: "the receiver is unplugged", off: "the receiver is plugged in" },
  { name: "clock lost", on: "the clock is lost", off: "the clock is right again" },
  { name: "memory full", on: "the memory is full", off: "the memory works again" },
  { name: "battery at 4 %", on: "the battery is at 4 percent", off: "the battery is at 80 percent" },
  { name: "button jammed", on: "the button jams", off: "the button comes free" },
  { name: "console off", on: "the console is switched off", off: "the console is switched on" },
  { name: "power cut", on: "the power is cut", off: "the power is back" },
];
