import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardianCipher } from "../../guardian/core/cipher.ts";
import { openConsole } from "../../guardian/subscriber/console.ts";
import { pairedStore, scratch } from "../oracle/guardian-store.ts";
import { freePort, until } from "../oracle/real-broker.ts";
import { havePrograms, program, programTitle } from "../system-part.ts";

const can = havePrograms("mosquitto", "openssl");

describe.skipIf(!can)(programTitle("R-40 the console at a broker with TLS", "mosquitto", "openssl"), () => {
  const place = scratch();
  let port: number;
  let broker: ChildProcess;

  beforeAll(async () => {
    port = await freePort();
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const files = ["-keyout", place.file("key.pem"), "-out", place.file("cert.pem")];
    execFileSync(
      program("openssl") as string,
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files, ...subject],
      { stdio: "ignore" },
    );
    // Mosquitto started by root becomes another user, who may not read the key here, unless it is told to stay.
    const lines = [
      `listener ${port} 127.0.0.1`,
      `user ${userInfo().username}`,
      "allow_anonymous true",
      `certfile ${place.file("cert.pem")}`,
      `keyfile ${place.file("key.pem")}`,
    ];
    writeFileSync(place.file("mosquitto.conf"), `${lines.join("\n")}\n`);
    broker = spawn(program("mosquitto") as string, ["-c", place.file("mosquitto.conf")], { stdio: "ignore" });
  });

  afterAll(() => {
    broker.kill();
    place.clear();
  });

  async function linkOf(host: string, caFile: string | null, name: string): Promise<{ up(): boolean; close(): Promise<void> }> {
    const { store } = pairedStore(place.file(name));
    const options = { url: `mqtts://${host}:${port}`, username: name, password: null, caFile, allowPlain: false };
    const opened = await openConsole({ store, cipher: guardianCipher, broker: options, nowMs: Date.now });
    if (!opened.ok) throw new Error(opened.sentence);
    return { up: () => opened.value.linkUp(), close: () => opened.value.close().then(() => store.close()) };
  }

  test("connects when the certificate is one that it was told to trust, and only then and only under its name", async () => {
    const trusted = await linkOf("localhost", place.file("cert.pem"), "trusted");
    const stranger = await linkOf("localhost", null, "stranger");
    const misnamed = await linkOf("127.0.0.1", place.file("cert.pem"), "misnamed");
    await until("the trusting console is up", trusted.up);
    // Both have had as many attempts as the one that succeeded; none of theirs can.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect([stranger.up(), misnamed.up()]).toEqual([false, false]);
    await Promise.all([trusted.close(), stranger.close(), misnamed.close()]);
  });
});
