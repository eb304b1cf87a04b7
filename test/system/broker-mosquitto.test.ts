import { describe } from "vitest";
import { findPlugin } from "../../broker-config/mosquitto/make-profile.ts";
import { havePrograms, programTitle } from "../system-part.ts";
import { startMosquitto } from "./broker-process.ts";
import { brokerSuite, DEVICE, GUARDIAN } from "./broker-suite.ts";

const usable = havePrograms("mosquitto", "openssl") && findPlugin() !== null;
const reason = findPlugin() === null ? " [skipped: needs mosquitto_dynamic_security.so]" : "";

describe.skipIf(!usable)(programTitle(`Mosquitto with the profile of this project${reason}`, "mosquitto", "openssl"), () => {
  brokerSuite("Mosquitto", { tls: true }, () => startMosquitto([DEVICE, GUARDIAN]));
});
