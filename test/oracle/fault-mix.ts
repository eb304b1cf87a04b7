/** A fault of a mix: a sentence of the scenes that does it, and the one that ends it; null: it ends by itself. */
export interface Trouble {
  does: string;
  ends: string | null;
  /** Of two troubles of one kind, only one is there at a time: one lamp, one receiver, one memory. */
  kind:
    | "lamp"
    | "receiver"
    | "clock"
    | "device-net"
    | "broker"
    | "memory"
    | "power"
    | "console"
    | "modem"
    | "button"
    | "hand"
    | "stranger";
  /** How often it is drawn, beside the others. */
  weight: number;
}

function trouble(kind: Trouble["kind"], does: string, ends: string | null = null, weight = 1): Trouble {
  return { kind, does, ends, weight };
}

/** Everything that scenes can inject and that life can go on after. */
export const TROUBLES: readonly Trouble[] = [
  trouble("lamp", "the lamp breaks", "the lamp is mended"),
  trouble("lamp", "the lamp sticks", "the lamp is mended"),
  trouble("lamp", "the lamp does not answer", "the lamp is mended"),
  trouble("lamp", "the lamp flickers", "the lamp is mended"),
  trouble("receiver", "the receiver falls silent", "the receiver is right again"),
  trouble("receiver", "the receiver is unplugged", "the receiver is plugged in"),
  trouble("receiver", "the receiver finds no satellites", "the receiver is right again"),
  trouble("receiver", "the receiver tells a place 40 km away", "the receiver is right again"),
  trouble("receiver", "the receiver's time is 3 h ahead", "the receiver is right again"),
  trouble("receiver", "the receiver's time is 3 h behind", "the receiver is right again"),
  trouble("receiver", "the receiver loses count of the weeks", "the receiver is right again"),
  trouble("receiver", "the receiver repeats its last word", "the receiver is right again"),
  trouble("receiver", "the receiver talks nonsense for 30 s"),
  trouble("clock", "the clock is lost", "the clock is right again"),
  trouble("clock", "the clock jumps 3 h ahead", "the clock is right again"),
  trouble("clock", "the clock jumps 3 h back", "the clock is right again"),
  trouble("clock", "the clock gains 0.2 ms a second", "the clock is right again"),
  trouble("device-net", "the network is gone", "the network is back", 2),
  trouble("device-net", "the connection flaps for 30 s", null, 2),
  trouble("broker", "the broker accepts messages and loses them", "the broker is honest again", 2),
  trouble("broker", "the broker loses, doubles and delays messages", "the broker is honest again", 3),
  trouble("stranger", "somebody replays 60 messages", null, 2),
  trouble("stranger", "somebody forges 60 messages", null, 2),
  trouble("memory", "the memory is full", "the memory works again"),
  trouble("memory", "the memory refuses every write", "the memory works again"),
  trouble("power", "the power is cut", "the power is back", 2),
  trouble("power", "the power is cut at write 1", "the power is back"),
  trouble("power", "the power is cut at write 3", "the power is back"),
  trouble("power", "the power is cut at write 6", "the power is back"),
  trouble("power", "the power fails 8 times in a row"),
  trouble("power", "a bit of the queue rots", null, 0.3),
  trouble("power", "a bit of the consent rots", null, 0.3),
  trouble("power", "the device is flooded with events"),
  trouble("power", "the battery is at 7 percent", "the battery is at 80 percent"),
  trouble("console", "the console is switched off", "the console is switched on", 2),
  trouble("modem", "the modem hangs", "the modem works again"),
  trouble("modem", "the mobile network is gone", "the mobile network is back"),
  trouble("button", "the button's contact bounces"),
  trouble("button", "the button jams", "the button comes free", 0.3),
  trouble("hand", "press the button 2 times", null, 2),
  trouble("hand", "press the button 3 times", null, 0.5),
  trouble("hand", "press the button for 3 s", null, 0.5),
  trouble("hand", "the wearer pauses for 1 min", null, 2),
  trouble("hand", "the wearer withdraws", null, 0.5),
  trouble("hand", "the wearer objects", null, 0.3),
  trouble("hand", "the wearer asks for deletion", null, 0.3),
  trouble("hand", "the wearer says that they are safe", null, 0.5),
  trouble("hand", "the terms change", null, 0.5),
  trouble("hand", "the wearer agrees", null, 4),
  trouble("hand", "somebody calls an emergency", null, 1),
  trouble("hand", "the wearer calls for help", null, 2),
  trouble("hand", "press the button 5 times", null, 2),
  trouble("hand", "the guardian asks where the wearer is"),
  trouble("hand", "the guardian asks for a position every 30 s at most", null, 0.5),
  trouble("hand", "the guardian answers the call"),
];

/** After these nobody promises that everything arrives: the wearer, or the memory, has let it go. */
export const LETS_GO: readonly string[] = [
  "the memory is full",
  "the memory refuses every write",
  "a bit of the queue rots",
  "a bit of the consent rots",
  "press the button 3 times",
  "press the button for 3 s",
  "the button jams",
  "the wearer withdraws",
  "the wearer objects",
  "the wearer asks for deletion",
  "the wearer says that they are safe",
  "the button's contact bounces",
];
